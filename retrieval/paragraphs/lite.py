"""Milvus Lite: a server within this process, over a folder that only one process may have open."""

from __future__ import annotations

import fcntl
import logging
import os
import threading
from collections import Counter
from pathlib import Path

from retrieval.errors import IndexUnavailableError

__all__ = ["close_lite", "open_lite"]

# Bytes that Milvus Lite gathers before it begins another segment.  Each segment has statistics of
# its own, and so scores that cannot be compared: all has to go into one.
_ROOM = str(2 << 30)
_BUDGETS = ("MILVUS_LITE_MEMTABLE_MEMORY_LIMIT_BYTES", "MILVUS_LITE_WAL_SIZE_LIMIT_BYTES")

# How often each folder is open: Milvus Lite itself has one server a folder, whoever asks.
_open: Counter[Path] = Counter()
_lock = threading.Lock()


def open_lite(file: Path) -> str:
    """The address of a server over `file`, started where none runs yet in this process.

    Raises IndexUnavailableError.
    """
    for budget in _BUDGETS:
        os.environ.setdefault(budget, _ROOM)  # read when it is imported
    try:
        from milvus_lite.server_manager import server_manager_instance
    except ImportError as error:
        message = 'Milvus Lite is not installed; run pip install "ask-the-report[milvus]"'
        raise IndexUnavailableError(message) from error
    logging.getLogger("milvus_lite").setLevel(logging.CRITICAL)  # what it logs is raised below
    file = file.resolve()
    with _lock:
        uri = None if _is_foreign(file) else server_manager_instance.start_and_get_uri(str(file))
        if not uri:
            raise IndexUnavailableError(_why_not(file))
        _open[file] += 1
    return str(uri)


def close_lite(file: Path) -> None:
    """Stops the server over `file` where nobody else in this process uses it."""
    from milvus_lite.server_manager import server_manager_instance

    file = file.resolve()
    with _lock:
        _open[file] -= 1
        if _open[file] <= 0:
            del _open[file]
            server_manager_instance.release_server(str(file))


def _is_foreign(file: Path) -> bool:
    """Whether something else is there: Milvus Lite would make itself at home in any folder."""
    if not file.exists():
        return False
    if not file.is_dir():
        return True
    return any(file.iterdir()) and not (file / "collections").is_dir()


def _why_not(file: Path) -> str:
    if file.is_file():
        return (
            f"the paragraph index {file} is a file, not a folder of Milvus Lite 3; name another"
            " path, or take it away"
        )
    if _is_foreign(file):
        return f"the folder {file} holds something else than a paragraph index; name another path"
    if _is_locked(file):
        return (
            f"the paragraph index {file} is open in another process; stop that process, or run"
            " milvus-lite server and have all use its address"
        )
    return f"the paragraph index {file} cannot be opened; check the path and its permissions"


def _is_locked(file: Path) -> bool:
    try:
        with (file / "LOCK").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
