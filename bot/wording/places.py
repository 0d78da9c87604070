"""Wording of places in a report: short enough for one line of a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.wording.spoken import say

__all__ = ["paragraphs", "report", "shorter"]

# Paragraphs that are named one by one.
_LISTED = 4

# 一、, （二）, 第三部分： before the words of a title.
_NUMBERING = re.compile(
    "^(?:第?[一二三四五六七八九十]+(?:部分|章)?[、:：]|[（(][一二三四五六七八九十]+[)）])"
)
# Words that the titles of parts can do without: 五年工作回顾 is 五年回顾.
_LONG = re.compile(
    "(?:政府)?工作(?=回顾|总结|建议|安排|任务|目标|打算|计划|思路|重点|情况)|的?主要(?=任务|目标)"
)


def report(place: str, year: int | None) -> str:
    """Whose report of which year: 朝阳区2016年报告; empty where neither is known."""
    if not place and year is None:
        return ""
    if year is None:
        return say("{}报告", "{} report", place)
    return say("{}{}年报告", "{} {} report", place, year).strip()


def shorter(title: str) -> str:
    """The title of a part without its number and words that it can do without."""
    return _LONG.sub("", _NUMBERING.sub("", title))


def paragraphs(numbers: Sequence[int]) -> str:
    """第13段; 第13、15段; of more the first and the last: 第4—22段."""
    if len(numbers) > _LISTED:
        return say("第{}—{}段", "paragraphs {}—{}", min(numbers), max(numbers))
    one = len(numbers) == 1
    listed = say("、", ", ").join(map(str, numbers))
    return say("第{}段", "paragraph {}" if one else "paragraphs {}", listed)
