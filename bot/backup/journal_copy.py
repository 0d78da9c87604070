"""A copy of an SQLite journal while the bot writes it, and whether a file is such a journal."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

__all__ = ["check_journal_file", "copy_journal"]

# Seconds to wait for a lock of the running bot; batches take milliseconds.
_LOCK_WAIT = 10.0
# Tables without which a file is no journal of ours.
_TABLES = {"questions", "audit", "keys"}


def copy_journal(file: Path, target: Path) -> None:
    """Copies the journal in `file` to `target`, whole, whoever writes it meanwhile.

    Raises sqlite3.Error.
    """
    with (
        contextlib.closing(sqlite3.connect(file, timeout=_LOCK_WAIT)) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without one beside it


def check_journal_file(file: Path) -> str:
    """Why `file` is no journal that can be put back; empty where it is."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            (result,) = database.execute("PRAGMA integrity_check(1)").fetchone()
            rows = database.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
    except sqlite3.Error as error:
        return f"the journal cannot be read ({error})"
    if result != "ok":
        return f"the journal is damaged ({result})"
    if missing := _TABLES - {name for (name,) in rows}:
        return f"the journal lacks {', '.join(sorted(missing))}"
    return ""
