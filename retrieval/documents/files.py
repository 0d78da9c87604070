"""The bytes of a file: whole, unchanged while they were read, and not too many."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from retrieval.errors import SeedError

__all__ = ["megabytes", "read_whole"]

# A file that changes while it is read is being written: it is read once more, then refused.
_ATTEMPTS = 2


def megabytes(size: int) -> str:
    """`size` in bytes as an operator says it: 2,790 MB, 64 MB, 0.4 MB."""
    return f"{size / 1_000_000:,.{0 if size >= 10_000_000 else 1}f} MB"


def read_whole(file: Path, most: int) -> bytes:
    """The content of `file`, of `most` bytes or fewer.

    Raises SeedError where it is no file, is too large (found out before anything is read), cannot
    be read, or changes each time that it is read.
    """
    try:
        _refuse_unreadable(file, file.stat(), most)
        for _ in range(_ATTEMPTS):
            content = _read_once(file, most)
            if content is not None:
                return content
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); check the file and its permissions"
        raise SeedError(message) from error
    message = f"{file} changes while it is read; load the reports again once it is written"
    raise SeedError(message)


def _refuse_unreadable(file: Path, found: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        message = f"{file} is a folder, not a report; rename it, or take it away"
        raise SeedError(message)
    if not stat.S_ISREG(found.st_mode):  # a pipe or a device: reading might never end
        message = f"{file} is no regular file; put the report itself in its place"
        raise SeedError(message)
    if found.st_size > most:
        message = (
            f"{file} has {megabytes(found.st_size)}, and {megabytes(most)} is the most that is "
            f"read of its format; take out what is no report, or take it away"
        )
        raise SeedError(message)


def _read_once(file: Path, most: int) -> bytes | None:
    """The content; None where the file was changed meanwhile."""
    with file.open("rb") as stream:
        before = os.fstat(stream.fileno())
        _refuse_unreadable(file, before, most)
        content = stream.read(most + 1)
        after = os.fstat(stream.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return content if same and len(content) == after.st_size else None
