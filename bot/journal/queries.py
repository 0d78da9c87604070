"""Queries for operators: statistics, audit events, and questions as lines of a gold file."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, and_, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.entry import AuditEvent, Feedback
from bot.journal.schema import audit, questions
from retrieval import Outcome

__all__ = ["DayCount", "Stats", "audit_events", "export", "older", "stats"]

# Hexadecimal digits of a row's id in the id of its gold question: short enough to say.
_ID_LENGTH = 8
# Rows fetched from the database at a time.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class DayCount:
    """The number of questions of one day (Beijing time) with one outcome."""

    day: datetime.date
    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Statistics of the questions of a period.

    `milliseconds` is the median time of answering, None without questions.  `askers` are the
    people of each day, added up: pseudonyms change daily.
    """

    days: tuple[DayCount, ...]
    milliseconds: float | None
    askers: int
    up: int
    down: int

    @property
    def total(self) -> int:
        """The number of questions."""
        return sum(each.count for each in self.days)

    @property
    def outcomes(self) -> Mapping[str, int]:
        """The number of questions by outcome, the most frequent first."""
        counts: Counter[str] = Counter()
        for each in self.days:
            counts[each.outcome] += each.count
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _day(connection: AsyncConnection) -> ColumnElement[str]:
    """The day of a question in Beijing time, which all of China uses, without daylight saving."""
    time = questions.c.time
    if connection.dialect.name == "sqlite":
        return func.date(time, "+8 hours")
    return func.to_char(func.timezone(text("INTERVAL '8 hours'"), time), "YYYY-MM-DD")


async def stats(
    connection: AsyncConnection,
    since: datetime.datetime,
    until: datetime.datetime | None = None,
) -> Stats:
    """The statistics of the questions from `since` (aware) on, before `until` where it is given."""
    within = questions.c.time >= since
    if until is not None:
        within = and_(within, questions.c.time < until)
    days = await connection.execute(
        select(_day(connection).label("day"), questions.c.outcome, func.count())
        .where(within)
        .group_by("day", "outcome")
        .order_by("day", "outcome")
    )
    counted = await connection.execute(
        select(
            func.count(),
            func.count(questions.c.asker.distinct()),
            func.count().filter(questions.c.feedback == Feedback.UP.value),
            func.count().filter(questions.c.feedback == Feedback.DOWN.value),
        ).where(within)
    )
    total, askers, up, down = counted.one()
    return Stats(
        tuple(DayCount(datetime.date.fromisoformat(each), *rest) for each, *rest in days),
        milliseconds=await _median(connection, within, total),
        askers=askers,
        up=up,
        down=down,
    )


async def _median(
    connection: AsyncConnection, within: ColumnElement[bool], number: int
) -> float | None:
    """The median of `number` times: the middle one, or the mean of the two in the middle."""
    middle = await connection.execute(
        select(questions.c.milliseconds)
        .where(within)
        .order_by(questions.c.milliseconds)
        .offset(max(0, (number - 1) // 2))
        .limit(2 - number % 2)
    )
    times = middle.scalars().all()
    return sum(times) / len(times) if times else None


async def older(connection: AsyncConnection, days: int) -> tuple[int, int]:
    """How many questions are older than `days`, and how many there are."""
    before = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)
    old = func.count().filter(questions.c.time < before)
    row = (await connection.execute(select(old, func.count()).select_from(questions))).one()
    return row[0], row[1]


async def audit_events(
    connection: AsyncConnection, actions: tuple[str, ...] = (), limit: int = 20
) -> tuple[AuditEvent, ...]:
    """The last `limit` events, the latest first; only those of `actions`, if any is given."""
    query = select(audit).order_by(audit.c.time.desc(), audit.c.id).limit(limit)
    if actions:
        query = query.where(audit.c.action.in_(actions))
    rows = await connection.execute(query)
    return tuple(AuditEvent(row.actor, row.action, row.detail, row.time, row.id) for row in rows)


async def export(connection: AsyncConnection, since: datetime.datetime) -> AsyncIterator[str]:
    """A line of JSON, without its line break, for each distinct question since `since` (aware).

    It has the gold format of `retrieval evaluate` with empty `answers`, to be filled with words of
    `paragraph`.  `answerable`: whether the bot answered; `outcome` and `feedback` are ignored when
    gold is read.  Of questions in the same words the latest is exported.
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
