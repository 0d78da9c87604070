"""Width and case: full-width and compatibility forms, capitals, white space, symbols."""

from __future__ import annotations

import unicodedata

from retrieval.language.normalization.folded import Folded
from retrieval.reports.model import Span

__all__ = ["fold_width"]

# Emoji and other pictures, and what only makes an emoji (modifiers, variation selectors).
_PICTURES = frozenset({"So", "Sk", "Me", "Mn"})
# Old reports write 一九八○年 with a circle, which is a picture by category.
_CIRCLE, _ZERO = "○", "〇"


def fold_width(text: str) -> Folded:
    """`text` in NFKC and lower case, without white space, controls and emoji.

    White space stays, as one space, only between two Latin words or a Latin word and a number:
    reports hold 1 9 9 3 年 and lines broken within a word.
    """
    chars: list[str] = []
    origins: list[Span] = []
    gap = False
    for offset, original in enumerate(text.replace(_CIRCLE, _ZERO)):
        if "一" <= original <= "鿿":  # most of it, and nothing to fold
            chars.append(original)
            origins.append(Span(offset, offset + 1))
            gap = False
            continue
        for char in unicodedata.normalize("NFKC", original).lower():
            if char.isspace() or not char.isprintable() or _is_picture(char):
                gap = True
                continue
            if gap and chars and _parts_words(chars[-1], char):
                chars.append(" ")
                origins.append(Span(offset - 1, offset))
            gap = False
            chars.append(char)
            origins.append(Span(offset, offset + 1))
    return Folded("".join(chars), tuple(origins))


def _parts_words(before: str, after: str) -> bool:
    """Whether white space between these two characters separates words."""
    if not (_is_latin(before) and _is_latin(after)):
        return False
    return not (before.isdigit() and after.isdigit())


def _is_picture(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in _PICTURES


def _is_latin(char: str) -> bool:
    """A Latin letter, also one with a tone mark (ā), or a digit."""
    return char.isalnum() and ord(char) < 0x250
