"""Joining what was broken into lines: Chinese takes no space, words of letters do."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["collapse", "join_lines", "joint"]

_LETTER = re.compile("[A-Za-z]")
# White space that HTML and Markdown take for one space; others (&nbsp;, U+3000) stay as they are.
_WHITE = re.compile("[ \t\r\n\f]+")


def joint(before: str, after: str) -> str:
    """What goes between two lines of one paragraph: a space where two words of letters meet.

    Digits are joined as they are, since a number may break anywhere.
    """
    return " " if _LETTER.match(before[-1:]) and _LETTER.match(after) else ""


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one paragraph as one line."""
    joined = ""
    for line in lines:
        joined += joint(joined, line) + line
    return joined


def collapse(text: str) -> str:
    """`text` with each stretch of white space as one space, as it is shown on a page.

    A line break beside a Chinese character is nothing at all (CSS Text 3, 4.1.3): it comes from
    the editor of the page.
    """

    def shown(match: re.Match[str]) -> str:
        if "\n" not in match[0]:
            return " "
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        return "" if _wide(before) or _wide(after) else " "

    return _WHITE.sub(shown, text).strip()


def _wide(char: str) -> bool:
    """Whether `char` is Chinese or the punctuation of Chinese text."""
    return char >= "\u2e80" or char in "“”‘’—…·"
