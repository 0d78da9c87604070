"""Findings: what looks wrong in a report that was read, in sentences for operators."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.reports.finding import Finding
from retrieval.reports.model import Report

__all__ = ["findings_of"]

# Characters: the longest paragraph of 90 reports has 1 342, of others as they come 1 760.
_LONGEST_PARAGRAPH = 2_500
# The shortest of 90 reports has 5 000 characters; a digest or a news item has fewer.
_SHORTEST_REPORT = 4_000


def findings_of(report: Report) -> tuple[Finding, ...]:
    """What looks wrong in `report`, in reading order where it has a place."""
    return (*_size(report), *_paragraphs(report), *_outline(report))


def _size(report: Report) -> Iterator[Finding]:
    length = sum(each.span.end - each.span.start for each in report.paragraphs)
    if length < _SHORTEST_REPORT:
        yield Finding(
            "short",
            f"the text has only {length:,} characters, so it is hardly a whole report; "
            "put the full text in",
        )


def _paragraphs(report: Report) -> Iterator[Finding]:
    long = [
        each for each in report.paragraphs if each.span.end - each.span.start > _LONGEST_PARAGRAPH
    ]
    if long:
        length = max(each.span.end - each.span.start for each in long)
        yield Finding(
            "long_paragraph",
            f"paragraph {long[0].number} has {length:,} characters, so line breaks seem lost; "
            "begin a new line at each heading and paragraph",
            long[0].number,
            len(long),
        )


def _outline(report: Report) -> Iterator[Finding]:
    if not any(part.heading for part in report.parts):
        yield Finding(
            "no_headings",
            "no heading was found, so no overview of its parts can be given; "
            "put each heading on a line of its own",
        )
