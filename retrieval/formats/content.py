"""The bytes of a file, read whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from retrieval.errors import SeedError

__all__ = ["read_content"]

# The longest report seen has 33 000 characters, 100 kB of text; a PDF with pictures may take tens
# of megabytes.  What is larger is no report, or one to be made smaller first.
_MOST_BYTES = 64_000_000
_MEGABYTE = 1_000_000


def read_content(file: Path) -> bytes:
    """The bytes of `file`; raises SeedError, whose message names file and reason.

    A file that is written to meanwhile is read once more, then refused.
    """
    for _ in range(2):
        content = _read_once(file)
        if content is not None:
            return content
    message = f"{file} is changing while it is read; wait until it is copied, then load anew"
    raise SeedError(message)


def _read_once(file: Path) -> bytes | None:
    """The bytes of `file`; None where they have changed while they were read."""
    try:
        with file.open("rb") as stream:
            before = os.fstat(stream.fileno())
            if before.st_size > _MOST_BYTES:
                size = f"{before.st_size / _MEGABYTE:.0f} MB"
                most = f"{_MOST_BYTES // _MEGABYTE} MB"
                message = f"{file} has {size}, more than any report ({most}); take it away"
                raise SeedError(message)
            content = stream.read(_MOST_BYTES + 1)
        after = file.stat()
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); check the file and its permissions"
        raise SeedError(message) from error
    same = (before.st_size, before.st_mtime_ns, before.st_ino) == (
        after.st_size,
        after.st_mtime_ns,
        after.st_ino,
    )
    return content if same and len(content) == before.st_size else None
