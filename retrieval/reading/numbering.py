"""How reports number their headings: 一、 （一） 第一， 一是 1. (1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

__all__ = ["Numbering", "Style", "numbering_of"]


_CHINESE = "一二三四五六七八九十"


class Style(Enum):
    """The look of a number before a heading."""

    CHAPTER = "第一部分"
    COUNT = "一、"
    BRACKET = "（一）"
    ORDINAL = "第一，"
    FIRSTLY = "一是"
    ARABIC = "1."
    ARABIC_BRACKET = "（1）"


_STYLES = (
    (Style.CHAPTER, re.compile(rf"第([{_CHINESE}]+)(?:部分|[章编篇节])")),
    (Style.COUNT, re.compile(rf"([{_CHINESE}]+)(?:、|[.．]|$)")),
    (Style.BRACKET, re.compile(rf"[（(]([{_CHINESE}]+)[）)]")),
    (Style.ORDINAL, re.compile(rf"第([{_CHINESE}]+)[，、,]")),
    (Style.FIRSTLY, re.compile(rf"([{_CHINESE}]+)是")),
    (Style.ARABIC, re.compile(r"([0-9０-９]{1,2})(?:[.．](?![0-9０-９])|、)")),
    (Style.ARABIC_BRACKET, re.compile(r"[（(]([0-9０-９]{1,2})[）)]")),
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """A number that begins a line: its style, its value, and how many characters it takes."""

    style: Style
    value: int
    length: int


def _value(digits: str) -> int:
    """The value of 三, 十二, 二十 or 12."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    value = 10 * (_CHINESE.index(tens) + 1 if tens else 1) if ten else 0
    return value + (_CHINESE.index(ones) + 1 if ones else 0)


def numbering_of(line: str) -> Numbering | None:
    """The number that `line` begins with, or None."""
    for style, pattern in _STYLES:
        found = pattern.match(line)
        if found and len(found[1]) <= 3:  # 二十一 is the longest there is; 一二三四 is no number
            return Numbering(style, _value(found[1]), found.end())
    return None
