"""The last questions, each once, as operators review them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.schema import questions

__all__ = ["AskedQuestion", "recent"]

# Rows that are looked through, the latest: weeks of a busy bot.
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question in the journal.

    `outcome`, `feedback`, `last`: of the last time that it was asked.  `times`: how often it was.
    """

    text: str
    outcome: str
    feedback: str | None
    times: int
    last: datetime.datetime


async def recent(
    connection: AsyncConnection, since: datetime.datetime
) -> tuple[AskedQuestion, ...]:
    """The questions asked from `since` (aware) on, each once, the latest first."""
    columns = questions.c
    rows = await connection.execute(
        select(columns.text, columns.outcome, columns.feedback, columns.time)
        .where(columns.time >= since, columns.text.is_not(None), columns.text != "")
        .order_by(columns.time.desc(), columns.id)
        .limit(_MOST_ROWS)
    )
    found = rows.all()
    times: dict[str, int] = {}
    for row in found:
        times[row.text] = times.get(row.text, 0) + 1
    latest = {row.text: row for row in reversed(found)}
    return tuple(
        AskedQuestion(text, latest[text].outcome, latest[text].feedback, count, latest[text].time)
        for text, count in times.items()
    )
