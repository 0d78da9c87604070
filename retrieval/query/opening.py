"""Openings: messages that name a passage to open rather than ask (第13段, 原文, 第三项详细说说)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from retrieval.language.normalization import fold
from retrieval.words.files import either, load_table, word_file

__all__ = ["LAST", "Opening", "Opens", "opening_of"]

LAST = -1
"""The number of the last item."""

# A longer message says more than what to open.
_LONGEST = 40
_IN_ENGLISH = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip


class Opens(StrEnum):
    """What a message opens; the values are names in `openings.toml`."""

    CONTENTS = "contents"
    """The headings of the report."""

    PARAGRAPH = "paragraph"
    """One paragraph of the report, by its number."""

    SOURCE = "source"
    """The paragraph of the answer shown last."""

    ITEM = "item"
    """One of several things that the last answer showed, by its number."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a message opens; `number`: of the paragraph or the item, from 1, or `LAST`."""

    what: Opens
    number: int = 0


def opening_of(text: str) -> Opening | None:
    """What `text`, as typed or as read, opens; None where it says anything else.

    Raises WordsError where the words cannot be used.
    """
    words = fold(text[: _LONGEST + 1]).text.strip()
    if len(text) > _LONGEST:
        return None
    patterns = _patterns()
    if patterns["last_item"].fullmatch(words):
        return Opening(Opens.ITEM, LAST)
    for what in Opens:
        if found := patterns[what].fullmatch(words):
            number = next(filter(None, found.groups()), "")
            return Opening(what, _number(number) if number else 0)
    return None


def _number(text: str) -> int:
    """The number that `text` writes: 13, 十三, 一百零三, third."""
    if text in _IN_ENGLISH:
        return _IN_ENGLISH.index(text) + 1
    total = digits = 0
    for char in text:
        value = int(unicodedata.numeric(char))
        if value < 10:
            digits = 10 * digits + value
        else:
            total, digits = total + (digits or 1) * value, 0
    return total + digits


@lru_cache(1)
def _patterns() -> Mapping[str, re.Pattern[str]]:
    file = word_file("openings.toml")
    table = load_table(file)
    return {name: either(file, table, name) for name in table}
