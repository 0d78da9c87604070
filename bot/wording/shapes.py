"""Wording of answers wider than one excerpt, and of what a report mentions without saying it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from bot.wording.spoken import Words, say
from retrieval import Missing

__all__ = ["MISSING"]

# ① is the first of twenty such characters.
_CIRCLED, _CIRCLES = 0x245F, 20

MISSING: Words[Missing] = Words(
    {
        Missing.TIME: ("具体时间", "when"),
        Missing.MONEY: ("金额", "how much money"),
        Missing.NUMBER: ("具体数量", "how many"),
        Missing.PERSON: ("具体由谁负责", "who is in charge"),
        Missing.PLACE: ("具体地点", "where"),
        Missing.REASON: ("原因", "why"),
        Missing.PROCEDURE: ("怎么办理", "how to go about it"),
        Missing.CONTACT: ("联系方式", "whom to contact"),
        Missing.BREAKDOWN: ("具体明细", "the details"),
        Missing.MEANING: ("具体含义", "what it means"),
        Missing.YEAR: ("那一年的情况", "how it is in that year"),
        Missing.ELSEWHERE: ("那个地方的情况", "how it is in that place"),
        Missing.OTHER: ("您问的这一点", "what you ask"),
    }
)
"""What a report does not say of a subject."""


def related(subject: str, missing: Missing | None) -> str:
    """That the report mentions `subject`, where it is not empty, and does not say what is asked."""
    what = say("“{}”", "“{}”", subject) if subject else say("相关内容", "the matter")
    return say(
        "报告提到了{}，但没有写{}。",
        "The report mentions {}, but does not say {}.",
        what,
        MISSING[missing or Missing.OTHER],
    )


def absent(name: str) -> str:
    """That no report holds `name`."""
    return say("报告没有写到“{}”。", "The report does not mention “{}”.", name)


def unanswered(piece: str) -> str:
    """That nothing is found for one of several questions."""
    return say("“{}”：报告里没有找到。", "“{}”: nothing in the report.", piece)


def number(rank: int) -> str:
    """The number before an excerpt among several."""
    return f"{chr(_CIRCLED + rank)} " if rank <= _CIRCLES else f"({rank}) "


def relative_years(date: datetime.date | None, words: Sequence[tuple[str, int]]) -> str:
    """How relative words (明年) were read against the `date` of the report."""
    read = say("，", ", ").join(say("“{}”指{}年", "“{}” is {}", word, year) for word, year in words)
    if date is None:
        return say("在这份报告里，{}。", "In this report {}.", read)
    return say(
        "报告作于{}年{}月，{}。", "The report is of {}-{:02}: {}.", date.year, date.month, read
    )
