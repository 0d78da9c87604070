"""What operators read in the journal: counts, audit events, and questions for the gold file."""

from __future__ import annotations

import datetime
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Row, String, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from bot.journal.entry import AuditEvent, Feedback
from bot.journal.schema import audit, questions
from retrieval import Outcome

__all__ = ["DayCount", "Stats", "audit_events", "export", "stats"]

# Characters of a row's id in the id of its gold question: few enough to be read out.
_ID_LENGTH = 8
# Rows that the database sends at a time.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many questions of one day (Beijing time) had one outcome."""

    day: datetime.date
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Stats:
    """The questions of a stretch of time.

    `milliseconds` is the median time of answering, None without questions.  `askers` are people a
    day, added up: who asks on two days counts twice, as nobody can tell.
    """

    days: tuple[DayCount, ...]
    channels: Mapping[str, int]
    milliseconds: float | None
    askers: int
    up: int
    down: int

    @property
    def total(self) -> int:
        """How many questions there were."""
        return sum(self.channels.values())

    @property
    def outcomes(self) -> Mapping[str, int]:
        """How many there were of each outcome, the most first."""
        counts: dict[str, int] = {}
        for one in self.days:
            counts[one.outcome] = counts.get(one.outcome, 0) + one.count
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


class _Day(FunctionElement[str]):
    """The day of a time as an operator sees it: in Beijing time, which all of China has and which
    knows no summer time."""

    inherit_cache = True
    type = String()


@compiles(_Day, "sqlite")
def _day_in_sqlite(element: _Day, compiler: Any, **options: Any) -> str:
    return f"date({compiler.process(element.clauses, **options)}, '+8 hours')"


@compiles(_Day, "postgresql")
def _day_in_postgresql(element: _Day, compiler: Any, **options: Any) -> str:
    time = compiler.process(element.clauses, **options)
    return f"to_char({time} AT TIME ZONE INTERVAL '8 hours', 'YYYY-MM-DD')"


async def stats(
    connection: AsyncConnection, since: datetime.datetime, until: datetime.datetime
) -> Stats:
    """The questions from `since` up to `until`, both aware."""
    within = and_(questions.c.time >= since, questions.c.time < until)
    day = _Day(questions.c.time).label("day")
    counted = func.count().label("number")
    days = await connection.execute(
        select(day, questions.c.outcome, counted)
        .where(within)
        .group_by(day, questions.c.outcome)
        .order_by(day, questions.c.outcome)
    )
    feedback = await _counts(connection, questions.c.feedback, within)
    askers = select(func.count(questions.c.asker.distinct())).where(within)
    channels = await _counts(connection, questions.c.channel, within)
    return Stats(
        days=tuple(
            DayCount(datetime.date.fromisoformat(row.day), row.outcome, row.number) for row in days
        ),
        channels=MappingProxyType(channels),
        milliseconds=await _median(connection, within, sum(channels.values())),
        askers=(await connection.execute(askers)).scalar_one(),
        up=feedback.get(Feedback.UP, 0),
        down=feedback.get(Feedback.DOWN, 0),
    )


async def _counts(
    connection: AsyncConnection, column: ColumnElement[Any], within: ColumnElement[bool]
) -> dict[str, int]:
    rows = await connection.execute(
        select(column, func.count()).where(within).group_by(column).order_by(column)
    )
    return {name: number for name, number in rows if name is not None}


async def _median(
    connection: AsyncConnection, within: ColumnElement[bool], number: int
) -> float | None:
    """The one in the middle of `number` times, or what lies half-way between the two there."""
    middle = await connection.execute(
        select(questions.c.milliseconds)
        .where(within)
        .order_by(questions.c.milliseconds)
        .offset(max(0, (number - 1) // 2))
        .limit(2 - number % 2)
    )
    times = middle.scalars().all()
    return sum(times) / len(times) if times else None


async def audit_events(
    connection: AsyncConnection, actions: tuple[str, ...] = (), limit: int = 20
) -> tuple[AuditEvent, ...]:
    """The last `limit` events, the latest first; only those of `actions`, if any is given.

    The latest of `pause` and `resume` is whether the bot is paused, and why, for all replicas.
    """
    query = select(audit).order_by(audit.c.time.desc(), audit.c.id).limit(limit)
    if actions:
        query = query.where(audit.c.action.in_(actions))
    rows = await connection.execute(query)
    return tuple(AuditEvent(row.actor, row.action, row.detail, row.time, row.id) for row in rows)


async def export(connection: AsyncConnection, since: datetime.datetime) -> AsyncIterator[str]:
    """One JSON object a line, without the line's end, for each wording asked since `since` (aware).

    They have the gold format of `retrieval evaluate`, but `answers` of answerable ones are empty:
    to be filled with words of `paragraph`.  `answerable` is whether the bot answered; `outcome` and
    `feedback` say how, and are ignored when gold is read.  Of questions in the same words the
    latest is exported.
    """
    seen: set[str] = set()
    query = (
        select(questions)
        .where(questions.c.time >= since, questions.c.text.is_not(None), questions.c.text != "")
        .order_by(questions.c.time.desc(), questions.c.id)
    )
    result = await connection.stream(query.execution_options(yield_per=_BATCH))
    async for row in result:
        if row.text not in seen:
            seen.add(row.text)
            yield json.dumps(_gold(row), ensure_ascii=False)


def _gold(row: Row[tuple[object, ...]]) -> dict[str, object]:
    answerable = row.outcome == Outcome.ANSWERED
    return {
        "id": f"JRN-{row.id.hex[:_ID_LENGTH]}",
        "question": row.text,
        "kind": "colloquial" if answerable else "oos",
        "answers": [],
        "answerable": answerable,
        "outcome": row.outcome,
        "report": row.report,
        "paragraph": row.paragraph,
        "feedback": row.feedback,
    }
