"""The invariants of a parsed report, for tests and checks."""

from __future__ import annotations

from itertools import pairwise

from retrieval import Report, Span
from retrieval.reports.lines import squeeze

__all__ = ["faults", "uncovered"]


def _kept(report: Report) -> list[Span]:
    """All spans of the report: paragraphs, headings on a line of their own, furniture."""
    headings = [heading.span for heading in report.headings() if not heading.run_in]
    paragraphs = [paragraph.span for paragraph in report.paragraphs]
    return sorted([*headings, *paragraphs, *report.furniture])


def uncovered(report: Report) -> str:
    """The visible characters of the seed that no span covers."""
    text = list(report.text)
    for span in _kept(report):
        text[span.start : span.end] = " " * (span.end - span.start)
    return squeeze("".join(text))


def faults(report: Report) -> list[str]:
    """The invariants that `report` violates."""
    found = []
    if lost := uncovered(report):
        found.append(f"lost: {lost[:40]}")
    for before, after in pairwise(_kept(report)):
        if before.end > after.start:
            found.append(f"kept twice: {after}")
    numbers = [paragraph.number for paragraph in report.paragraphs]
    if numbers != list(range(1, len(numbers) + 1)):
        found.append("not numbered from 1")
    for paragraph in report.paragraphs:
        joined = "".join(span.of(report.text) for span in paragraph.sentences)
        if not joined or squeeze(joined) != squeeze(paragraph.span.of(report.text)):
            found.append(f"paragraph {paragraph.number} is not its sentences")
        if paragraph.heading and not paragraph.heading.within(paragraph.span):
            found.append(f"paragraph {paragraph.number} does not hold its heading")
    found += [
        f"heading {heading.title} is not the source"
        for heading in report.headings()
        if not squeeze(heading.span.of(report.text)).startswith(squeeze(heading.title))
    ]
    return found
