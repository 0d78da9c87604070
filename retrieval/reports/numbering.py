"""Numbers of headings and list items: 一、 （一） 第一， 一是 1. (1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

__all__ = ["Numbering", "Style", "numbering_of", "value_of"]

_DIGITS = "一二三四五六七八九"
# 一 to 九十九, but not 二一, 五五, 十二十.
_CHINESE = f"(?:[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}])"


class Style(Enum):
    """The style of a number before a heading or a list item."""

    CHAPTER = "第一部分"
    COUNT = "一、"
    BRACKET = "（一）"
    ORDINAL = "第一，"
    FIRSTLY = "一是"
    ARABIC = "1."
    ARABIC_BRACKET = "（1）"


_STYLES = (
    (Style.CHAPTER, re.compile(rf"第({_CHINESE})(?:部分|[章编篇节])")),
    (Style.COUNT, re.compile(rf"({_CHINESE})(?:、|[.．]|$)")),
    (Style.BRACKET, re.compile(rf"[（(]({_CHINESE})[）)]")),
    (Style.ORDINAL, re.compile(rf"第({_CHINESE})[，、,]")),
    (Style.FIRSTLY, re.compile(rf"({_CHINESE})是")),
    (Style.ARABIC, re.compile(r"([0-9０-９]{1,2})(?:[.．](?![0-9０-９])|、)")),
    (Style.ARABIC_BRACKET, re.compile(r"[（(]([0-9０-９]{1,2})[）)]")),
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """A number at the beginning of a line: its style, its value, its length in characters."""

    style: Style
    value: int
    length: int

    @property
    def begins_heading(self) -> bool:
        """Whether a line with such a number never continues the sentence of the line before."""
        return self.style in (Style.CHAPTER, Style.COUNT, Style.BRACKET)


def value_of(number: str) -> int:
    """The value of 三, 十二, 二十 or 12."""
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    value = 10 * (_DIGITS.index(tens) + 1 if tens else 1) if ten else 0
    return value + (_DIGITS.index(ones) + 1 if ones else 0)


def numbering_of(line: str) -> Numbering | None:
    """The number at the beginning of `line`, or None."""
    for style, pattern in _STYLES:
        found = pattern.match(line)
        if found:
            return Numbering(style, value_of(found[1]), found.end())
    return None
