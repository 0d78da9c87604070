"""Marks of footnotes: raised figures, which would make 111 of the 11 they stand before."""

from __future__ import annotations

import re

__all__ = ["MARK_CHARACTERS", "is_note_mark"]

MARK_CHARACTERS = frozenset("0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳*＊†‡[]［］()（）〔〕【】")
"""What marks of footnotes are made of."""

_MARK = re.compile(r"[\[［(（〔【]?(?:\d{1,3}|[①-⑳]|[*＊†‡]{1,3})[\]］)）〕】]?")


def is_note_mark(raised: str, before: str) -> bool:
    """Whether `raised`, a raised run of characters after `before`, is the mark of a footnote.

    Behind a Latin letter it is a power of a unit (m², km²).
    """
    power = before[-1:].isascii() and before[-1:].isalpha()
    return not power and _MARK.fullmatch(raised.strip()) is not None
