"""The visible lines of a text, and its white space."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.reports.model import Span

__all__ = ["LINE_ENDS", "Line", "is_row", "line_at", "lines_of", "squeeze", "trim"]

LINE_ENDS = r"\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
"""The characters that end a line (Unicode, UAX 14), as within a class of regular expressions.

Beside the usual two: vertical tab (what Word writes for its manual breaks) and form feed, the
separators of ASCII, NEL of mainframes, and Unicode's separators of lines and paragraphs."""

_LINE = re.compile(f"[^{LINE_ENDS}]+")
# Unicode white space, and invisible characters that survive copying from web sites: zero-width
# space, joiners, word joiner and byte order mark.
_BLANK = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; `span` and `text` exclude the white space around it."""

    span: Span
    text: str


def is_row(line: str) -> bool:
    """Whether `line` is a row of a table: its cells are parted by tabs."""
    return "\t" in line


def squeeze(text: str) -> str:
    """`text` without any white space: 政 府 工 作 报 告 becomes 政府工作报告."""
    return _BLANK.sub("", text)


def trim(text: str, span: Span) -> Span:
    """`span` without the white space at both ends; empty if nothing else is left."""
    start, end = span.start, span.end
    while start < end and _BLANK.match(text[start]):
        start += 1
    while end > start and _BLANK.match(text[end - 1]):
        end -= 1
    return Span(start, end)


def line_at(text: str, span: Span) -> Line | None:
    """The line at `span`, without the white space around it; None if it is blank."""
    span = trim(text, span)
    return Line(span, span.of(text)) if span.start < span.end else None


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order."""
    lines = (line_at(text, Span(*match.span())) for match in _LINE.finditer(text))
    return [line for line in lines if line]
