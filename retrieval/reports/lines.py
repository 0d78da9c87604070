"""Lines of a seed: where they start and end once the white space around them is dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.reports.model import Span

__all__ = ["BLANK", "Line", "lines_of", "squeeze", "trim"]

# White space as Unicode has it, and the characters that take no room on the page but survive
# copying from web sites: zero-width space, joiners, word joiner and byte order mark.
BLANK = r"[\s\u200b-\u200d\u2060\ufeff]"

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(BLANK)
_BLANKS = re.compile(f"{BLANK}+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that shows something; `text` is its characters without white space around them."""

    span: Span
    text: str


def squeeze(text: str) -> str:
    """`text` without any white space: 政 府 工 作 报 告 becomes 政府工作报告."""
    return _BLANKS.sub("", text)


def trim(text: str, span: Span) -> Span:
    """`span` without the white space at its two ends; an empty span where nothing is left."""
    start, end = span.start, span.end
    while start < end and _BLANK.match(text[start]):
        start += 1
    while end > start and _BLANK.match(text[end - 1]):
        end -= 1
    return Span(start, end)


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that show something, in order, with their offsets."""
    lines = []
    for match in _LINE.finditer(text):
        span = trim(text, Span(*match.span()))
        if span.start < span.end:
            lines.append(Line(span, span.of(text)))
    return lines
