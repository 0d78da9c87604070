"""Wording of answers wider than one excerpt, and of what a report mentions without saying it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from retrieval import Missing

__all__ = ["MISSING", "MORE", "RELATED_CARD", "RELATED_LEAD"]

# ① is the first of twenty such characters.
_CIRCLED, _CIRCLES = 0x245F, 20
MORE = "更多原文 ›"
RELATED_LEAD = "相关原文："
RELATED_CARD = "相关原文"

MISSING: Mapping[Missing, str] = MappingProxyType(
    {
        Missing.TIME: "具体时间",
        Missing.MONEY: "金额",
        Missing.NUMBER: "具体数量",
        Missing.PERSON: "具体由谁负责",
        Missing.PLACE: "具体地点",
        Missing.REASON: "原因",
        Missing.PROCEDURE: "怎么办理",
        Missing.CONTACT: "联系方式",
        Missing.BREAKDOWN: "具体明细",
        Missing.MEANING: "具体含义",
        Missing.YEAR: "那一年的情况",
        Missing.ELSEWHERE: "那个地方的情况",
        Missing.OTHER: "您问的这一点",
    }
)
"""What a report does not say of a subject."""


def related(subject: str, missing: Missing | None) -> str:
    """That the report mentions `subject`, where it is not empty, and does not say what is asked."""
    what = f"“{subject}”" if subject else "相关内容"
    return f"报告提到了{what}，但没有写{MISSING[missing or Missing.OTHER]}。"


def absent(name: str) -> str:
    """That no report holds `name`."""
    return f"报告没有写到“{name}”。"


def unanswered(piece: str) -> str:
    """That nothing is found for one of several questions."""
    return f"“{piece}”：报告里没有找到。"


def number(rank: int) -> str:
    """The number before an excerpt among several."""
    return f"{chr(_CIRCLED + rank)} " if rank <= _CIRCLES else f"({rank}) "


def relative_years(date: datetime.date | None, words: Sequence[tuple[str, int]]) -> str:
    """How relative words (明年) were read against the `date` of the report."""
    read = "，".join(f"“{word}”指{year}年" for word, year in words)
    return f"报告作于{date.year}年{date.month}月，{read}。" if date else f"在这份报告里，{read}。"
