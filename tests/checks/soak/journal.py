"""What a journal's file holds at the end, read past the bot."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Kept", "kept_in"]


@dataclass(frozen=True)
class Kept:
    """The rows of questions, and what the audit says of reloads by signal."""

    rows: int
    twice: int
    """Rows beyond the first that name the same answer."""
    outcomes: Mapping[str, int]
    reloads: int
    failed_reloads: int


def kept_in(journal: Path) -> Kept:
    """What stands in `journal`."""
    with contextlib.closing(sqlite3.connect(journal)) as connection:
        rows, named, answers = connection.execute(
            "SELECT count(*), count(answer), count(DISTINCT answer) FROM questions"
        ).fetchone()
        outcomes = connection.execute("SELECT outcome, count(*) FROM questions GROUP BY outcome")
        reloads = connection.execute("SELECT detail FROM audit WHERE actor = 'SIGHUP'").fetchall()
        failed = sum(detail.startswith("failed") for (detail,) in reloads)
        counted = dict(outcomes.fetchall())
        return Kept(rows, named - answers, counted, len(reloads) - failed, failed)
