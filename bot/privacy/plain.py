"""A text as the recognisers read it: every digit, dash and blank in its plain form."""

from __future__ import annotations

import unicodedata

__all__ = ["GAP", "digits_of", "plain"]

GAP = r"[ -]"
"""What people write between the digits of one number, once a text is `plain`."""

# Hyphens and dashes by which numbers are grouped, of any width.
_DASHES = frozenset("‐‑‒–—―−﹣－")
# Takes no room on the screen, so a number with one of them inside still reads as a number.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
# Full-width ASCII stands at this distance from its plain form.
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_TO_ASCII = 0xFEE0


def plain(text: str) -> str:
    """`text`, character for character: ASCII digits and letters, `-` for dashes, blanks for gaps.

    Has as many characters as `text`, so that offsets into one are offsets into the other.  Line
    breaks stay: two lines are two numbers.
    """
    return text if text.isascii() else "".join(map(_plain, text))


def _plain(char: str) -> str:
    if char.isascii() or "一" <= char <= "鿿":  # nearly all there is
        return char
    if char in _DASHES:
        return "-"
    if char in _INVISIBLE:
        return " "
    if ord(char) in _FULL_WIDTH:
        return chr(ord(char) - _TO_ASCII)
    value = unicodedata.decimal(char, None)  # digits of any script, 𝟏 and ١ too
    if value is not None:
        return str(value)
    return " " if unicodedata.category(char) == "Zs" else char


def digits_of(piece: str) -> str:
    """The digits and letters of `piece`, without what stands between them."""
    return "".join(char for char in piece if char.isalnum())
