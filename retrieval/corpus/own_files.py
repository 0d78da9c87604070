"""Files of an office's own in the seeds folder: whole lines are appended, or taken out again."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

__all__ = ["GOLD_SUFFIX", "append_lines", "take_out"]

GOLD_SUFFIX = "gold.jsonl"
"""Labelled questions: what lies in a seeds folder and is no report that cannot be read."""


def append_lines(file: Path, lines: str) -> None:
    """Appends whole lines, or nothing; two processes may append at once.  Raises OSError."""
    with file.open("ab") as stream, _locked(stream):
        before = stream.seek(0, os.SEEK_END)
        try:
            if before and not file.read_bytes().endswith(b"\n"):
                stream.write(b"\n")  # an editor that does not end the last line
            stream.write(f"{lines}\n".encode())
            stream.flush()
            os.fsync(stream.fileno())
        except OSError:
            stream.truncate(before)
            raise


def take_out(file: Path, lines: str) -> bool:
    """Takes the last occurrence of whole `lines` out of `file`, and the file away once it is empty.

    Whether they stood there; else nothing changes.  Raises OSError.
    """
    wanted = lines.encode().splitlines()
    with file.open("r+b") as stream, _locked(stream):
        kept = stream.read().splitlines(keepends=True)
        bare = [line.rstrip(b"\r\n") for line in kept]
        starts = range(len(bare) - len(wanted), -1, -1)
        at = next((at for at in starts if bare[at : at + len(wanted)] == wanted), None)
        if at is None:
            return False
        before = b"".join(kept[:at])
        stream.seek(len(before))
        stream.write(b"".join(kept[at + len(wanted) :]))
        stream.truncate()
        stream.flush()
        os.fsync(stream.fileno())
        if len(kept) == len(wanted):
            file.unlink()
    return True


@contextlib.contextmanager
def _locked(stream: BinaryIO) -> Iterator[None]:
    """Holds the file's lock, where the system has such locks."""
    try:
        import fcntl
    except ImportError:  # Windows, where nobody runs several replicas
        yield
        return
    fcntl.flock(stream.fileno(), fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(stream.fileno(), fcntl.LOCK_UN)
