"""Damage: characters of a report that were lost or replaced before it got here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from retrieval.reports.finding import Finding
from retrieval.reports.model import Paragraph, Report

__all__ = ["damage_of"]

_REPLACEMENT = re.compile("\ufffd+")
_QUESTION_MARKS = re.compile(r"\?{2,}")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|strong|font|td|tr|table|img)\b[^<>]{0,200}>", re.IGNORECASE
)
# What programs leave in place of a character: _M_M_ after a figure for a percent sign.
_TOKEN = re.compile(r"(?<=[0-9])(?:_[A-Za-z]{1,4}){1,4}_?|\\u[0-9a-fA-F]{4}|(?<=[0-9])[#@~^]{1,3}")
# Fewer may belong to a name.
_FEWEST_TOKENS = 3
# Characters around a finding that make its place known.
_AROUND = 6


def damage_of(report: Report) -> Iterator[Finding]:
    """Findings about characters, each kind once, with its first place."""
    yield from _found(
        report,
        _REPLACEMENT,
        "lost_characters",
        "characters were lost (shown as \ufffd); put them in from the original",
    )
    yield from _found(
        report,
        _QUESTION_MARKS,
        "question_marks",
        "characters became question marks; put them in from the original",
    )
    yield from _found(
        report, _MARKUP, "markup", "tags of a web page are in the text; save it as text only"
    )
    tokens = Counter(match[0] for _, match in _matches(report, _TOKEN))
    for token, count in tokens.most_common(1):
        if count >= _FEWEST_TOKENS:
            yield from _found(
                report,
                re.compile(rf"(?<=[0-9]){re.escape(token)}"),
                "replaced_characters",
                f"{token} stands for a character that was lost, such as %; replace it",
            )


def _matches(report: Report, pattern: re.Pattern[str]) -> Iterator[tuple[Paragraph, re.Match[str]]]:
    for paragraph in report.paragraphs:
        span = paragraph.span
        for match in pattern.finditer(report.text, span.start, span.end):
            yield paragraph, match


def _found(report: Report, pattern: re.Pattern[str], kind: str, problem: str) -> Iterator[Finding]:
    matches = list(_matches(report, pattern))
    if not matches:
        return
    paragraph, first = matches[0]
    start = max(first.start() - _AROUND, paragraph.span.start)
    around = report.text[start : min(first.end() + _AROUND, paragraph.span.end)]
    times = "once" if len(matches) == 1 else f"{len(matches)} times"
    where = f"{times}, first in paragraph {paragraph.number} (“{' '.join(around.split())}”)"
    yield Finding(kind, f"{where}: {problem}", paragraph.number, len(matches))
