"""Wording of the chart of the statistics: in Chinese, and in English for machines without fonts."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from bot.wording.operators import OUTCOMES

__all__ = ["CHINESE", "ENGLISH", "ChartWords"]

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What a chart says."""

    questions: str
    outcome: Callable[[str], str]
    ratings: Callable[[int, int], str]
    day: Callable[..., str]


def _chinese_day(day: datetime.date, *, weekday: bool) -> str:
    """3月9日, with 周一 below where there is room."""
    name = f"{day.month}月{day.day}日"
    return f"{name}\n周{_WEEKDAYS[day.weekday()]}" if weekday else name


def _english_day(day: datetime.date, *, weekday: bool) -> str:
    """03-09, with Mon below where there is room."""
    return day.strftime("%m-%d\n%a" if weekday else "%m-%d")


CHINESE = ChartWords(
    "每天的提问",
    lambda outcome: OUTCOMES.get(outcome, outcome),
    lambda up, down: f"好评 {up}，差评 {down}",
    _chinese_day,
)
ENGLISH = ChartWords(
    "questions a day",
    lambda outcome: outcome,
    lambda up, down: f"rated useful {up}, not useful {down}",
    _english_day,
)
