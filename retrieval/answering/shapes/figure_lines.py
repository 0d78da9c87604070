"""Lines of a table of figures: hits that are clauses, each with the figures that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.answering.answer import Hit, hit_at
from retrieval.figures.figure import Figure
from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.reports.model import Span

__all__ = ["FEWEST", "lines_of", "with_figures", "without_starts"]

FEWEST = 2
"""Figures of a table: one is none."""

# What ends a clause; a comma within a number does not.
_CLAUSE_END = re.compile("[，；;：:。！!？?\n]|,(?![0-9]{3})")
# Before the figure that another one starts from.
_FROM = ("从", "由")
# White space and list marks around a clause.
_AROUND = " \t\r\n\u3000"


def without_starts(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """`figures` of `text` without those from which another one went on (从2.5万增加到4.2万公里)."""

    def goes_on(each: Figure, after: Figure | None) -> bool:
        if after is None or (after.sentence, after.label) != (each.sentence, each.label):
            return False
        return text[: each.written.span.start].endswith(_FROM)

    pairs = pairwise([*figures, None])
    return tuple(each for each, after in pairs if each and not goes_on(each, after))


def lines_of(index: Index, question: Question, figures: Sequence[Figure]) -> list[Hit]:
    """The clauses of `figures`, of the report of `index`, in their order; figures of one clause,
    or of clauses that go on with what one names, together."""
    together: list[tuple[Span, list[Figure]]] = []
    for each in figures:
        span = _clause(index.report.text, each)
        meeting = [row for row in together if span.meets(row[0])]
        spans = [span, *(other for other, _ in meeting)]
        whole = Span(min(s.start for s in spans), max(s.end for s in spans))
        row = whole, [*(figure for _, held in meeting for figure in held), each]
        at = together.index(meeting[0]) if meeting else len(together)
        together.insert(at, row)
        together = [other for other in together if other not in meeting]
    return [
        with_figures(hit_at(index, question, held[0].paragraph - 1, span), held)
        for span, held in together
    ]


def with_figures(hit: Hit, figures: Iterable[Figure]) -> Hit:
    """`hit` with `figures`, which stand in it, as what answers."""
    start, held = hit.location.start, tuple(figures)
    written = sorted((each.written.span for each in held), key=lambda span: span.start)
    spans = tuple(Span(each.start - start, each.end - start) for each in written)
    return replace(hit, figures=held, answering=spans or hit.answering)


def _clause(text: str, figure: Figure) -> Span:
    """The clause of `figure`, from the one that names what it counts where that stands in its
    sentence."""
    named = (figure.written, figure.label, figure.action)
    inside = [each.span for each in named if each and each.span.within(figure.sentence)]
    start, end = min(each.start for each in inside), max(each.end for each in inside)
    marks = [each.end() for each in _CLAUSE_END.finditer(text, figure.sentence.start, start)]
    behind = _CLAUSE_END.search(text, end, figure.sentence.end)
    start = marks[-1] if marks else figure.sentence.start
    end = behind.start() if behind else figure.sentence.end
    while text[start] in _AROUND:
        start += 1
    return Span(start, end)
