"""Contradictions: the same thing counted twice for the same time in one report, differently."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.figures.figure import Bound, Figure, Kind
from retrieval.figures.plain import plain_of
from retrieval.figures.reader import frames_of, read_figures
from retrieval.figures.words import load_figure_words
from retrieval.reports.finding import Finding
from retrieval.reports.model import Report, Span

__all__ = ["Contradiction", "contradiction_findings", "contradictions_in", "contradictions_of"]

# What is said of things in general names no one thing (项目 5个, 项目 8个).
_LEAST_LABEL = 4
_MARKS = re.compile("[，,、：:—的全省市区县国我]")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two figures of one report that cannot both be right: both are shown."""

    first: Figure
    second: Figure


def contradictions_in(report: Report, figures: Iterable[Figure]) -> tuple[Contradiction, ...]:
    """The contradictions among the `figures` of `report`, in reading order.

    Only exact figures of one label, kind, unit, tense and year are held against each other, and
    only where the label opens its sentence: in 高等学校新招生…，在校学生… other words say of whom.
    Those of one sentence compare other things (由5%提高到6%).
    """
    seen: dict[tuple[object, ...], Figure] = {}
    found = []
    for each in figures:
        if not _comparable(each) or not _opens(report.text, each):
            continue
        key = (each.what, each.kind, each.base, each.tense, each.year)
        first = seen.setdefault(key, each)
        if first.value != each.value and first.sentence != each.sentence:
            found.append(Contradiction(first, each))
    return tuple(found)


def contradictions_of(report: Report) -> tuple[Contradiction, ...]:
    """The contradictions in `report`, which need not be loaded."""
    return contradictions_in(report, read_figures(report, frames_of(report)))


def contradiction_findings(report: Report) -> tuple[Finding, ...]:
    """The contradictions in `report` as findings for operators; answers show both figures."""
    return tuple(
        Finding(
            "contradicting_figures",
            f"{each.first.what} is {each.first.written.shown} in paragraph {each.first.paragraph} "
            f"and {each.second.written.shown} in paragraph {each.second.paragraph}; "
            "both are shown, as the report has them",
            paragraph=each.first.paragraph,
            serious=False,
        )
        for each in contradictions_of(report)
    )


def _comparable(each: Figure) -> bool:
    return (
        each.bound is Bound.EXACT
        and each.upper is None
        and each.year is not None
        and each.period is not None
        and each.action is None
        and len(each.what) >= _LEAST_LABEL
        and each.kind in (Kind.AMOUNT, Kind.RATE, Kind.SHARE)
    )


def _opens(text: str, each: Figure) -> bool:
    """Whether nothing but words of time stands before the label in its sentence."""
    if each.label is None or not each.label.span.within(each.sentence):
        return False
    words = load_figure_words()
    before = plain_of(text, Span(each.sentence.start, each.label.span.start)).text
    return not _MARKS.sub("", words["period"].sub("", before))
