"""Questions that the bot did not answer, or not well: grouped by wording, the worst first."""

from __future__ import annotations

import asyncio
import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.entry import Feedback
from bot.journal.schema import questions
from bot.journal.similarity import group_similar
from retrieval import Outcome

__all__ = ["DECLINED", "Group", "Page", "groups_of", "page_of", "unanswered_rows"]

DECLINED = (Outcome.NOT_IN_REPORT, Outcome.OTHER_YEAR, Outcome.OTHER_PLACE, Outcome.UNCLEAR)
"""Outcomes that may be mended by a lexicon line or a phrasing; greetings and the like may not."""

# The latest rows that are looked at: weeks of a busy bot, grouped within a second.
_MOST_ROWS = 5_000
# Wordings of a group that are kept to be shown.
_WORDINGS = 5


@dataclass(frozen=True, slots=True)
class Group:
    """Questions in similar words.

    `wordings` are what was asked, the most frequent first; `askers` are people a day, all whose
    rows name nobody counting as one; `outcomes` are how often it ended how, and `down` how often
    an answer was voted down; `last` is when it was last asked.
    """

    wordings: tuple[str, ...]
    askers: int
    times: int
    outcomes: tuple[tuple[str, int], ...]
    down: int
    last: datetime.datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number` (from 1) of `pages`, of `total` groups in all; the last one if asked for one
    behind it."""

    groups: tuple[Group, ...]
    number: int
    pages: int
    total: int


async def unanswered_rows(connection: AsyncConnection, since: datetime.datetime) -> Sequence[Any]:
    """The rows from `since` on (aware) that were declined or voted down, the latest first."""
    columns = questions.c
    rows = await connection.execute(
        select(columns.text, columns.asker, columns.time, columns.outcome, columns.feedback)
        .where(columns.time >= since, columns.text.is_not(None), columns.text != "")
        .where(
            or_(
                columns.outcome.in_([outcome.value for outcome in DECLINED]),
                columns.feedback == Feedback.DOWN.value,
            )
        )
        .order_by(columns.time.desc(), columns.id)
        .limit(_MOST_ROWS)
    )
    return rows.all()


async def groups_of(rows: Sequence[Any]) -> tuple[Group, ...]:
    """`rows` of `unanswered_rows` in groups: most askers first, then the last asked.

    Compares in a thread, as it may take a second.
    """
    return await asyncio.to_thread(_grouped, rows)


def _grouped(rows: Sequence[Any]) -> tuple[Group, ...]:
    rows_of: dict[str, list[Any]] = {}
    for row in rows:
        rows_of.setdefault(row.text, []).append(row)
    wordings = sorted(rows_of, key=lambda text: -len(rows_of[text]))  # then the latest: stable
    groups = [
        _group([wordings[number] for number in group], rows_of) for group in group_similar(wordings)
    ]
    return tuple(sorted(groups, key=lambda group: (-group.askers, -group.last.timestamp())))


def _group(wordings: Sequence[str], rows_of: dict[str, list[Any]]) -> Group:
    rows = [row for wording in wordings for row in rows_of[wording]]
    return Group(
        wordings=tuple(wordings[:_WORDINGS]),
        askers=len({row.asker for row in rows}),
        times=len(rows),
        outcomes=tuple(Counter(row.outcome for row in rows).most_common()),
        down=sum(row.feedback == Feedback.DOWN for row in rows),
        last=max(row.time for row in rows),
    )


def page_of(groups: Sequence[Group], number: int, size: int) -> Page:
    """Page `number` (from 1) of `groups`, `size` of them a page."""
    pages = max(1, -(-len(groups) // size))
    number = min(max(1, number), pages)
    return Page(tuple(groups[(number - 1) * size : number * size]), number, pages, len(groups))
