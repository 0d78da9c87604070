"""Folding: spellings that mean the same made one, with a map back to the untouched text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from retrieval.report import Span

__all__ = ["Folded", "fold"]


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origins[i]` is the offset in the original of the character `text[i]` came from.

    `origins` has one entry more than `text`: the offset where the original ends.
    """

    text: str
    origins: tuple[int, ...]

    def origin(self, start: int, end: int) -> Span:
        """The stretch of the original that `text[start:end]` came from; `start` < `end`."""
        return Span(self.origins[start], self.origins[end - 1] + 1)


def fold(text: str) -> Folded:
    """Width and compatibility forms (NFKC) and case folded, white space and controls dropped.

    White space stays, as one space, only between two Latin words or a Latin word and a number:
    reports hold 1 9 9 3 年 and lines broken within a word.
    """
    chars: list[str] = []
    origins: list[int] = []
    gap = False
    for offset, original in enumerate(text):
        for char in unicodedata.normalize("NFKC", original).lower():
            if char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs"):
                gap = True
                continue
            if gap and chars and _parts_words(chars[-1], char):
                chars.append(" ")
                origins.append(offset - 1)
            gap = False
            chars.append(char)
            origins.append(offset)
    return Folded("".join(chars), (*origins, len(text)))


def _parts_words(before: str, after: str) -> bool:
    """Whether white space between these two characters separates words."""
    if not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum()):
        return False
    return not (before.isdigit() and after.isdigit())
