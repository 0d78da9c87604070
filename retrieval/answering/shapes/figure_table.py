"""Tables of figures: what is counted of a time, of a subject, or of the whole report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition, fitting
from retrieval.answering.shapes.figure_aims import lines_of_aims
from retrieval.answering.shapes.figure_lines import FEWEST, lines_of, without_starts
from retrieval.answering.shapes.figure_times import in_time
from retrieval.answering.shapes.relevance import subject_of
from retrieval.figures.figure import Figure
from retrieval.figures.words import load_figure_words
from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.query.shape import Reading, Shape

__all__ = ["compose_figures"]

# Figures shown first: two screens of a phone; and all that can be paged through.
_SHOWN, _MOST = 16, 96


def compose_figures(
    searcher: Searcher, reading: Reading, result: SearchResult, composed: Composition | None
) -> Composition | None:
    """The table of the figures that `reading` asks for; None where it asks for none, or the report
    has none.

    `composed`: the answer in the shape of `reading`; an enumeration of aims is the table itself.
    """
    if reading.figures is None or len(result.answers) > 1:
        return None
    index, question = searcher.routed(result.question)
    if searcher.engine.router.elsewhere(question) or question.places or question.other_years:
        return None
    figures = searcher.engine.figures(index.report.name)
    of_time = in_time(index, question)
    items = composed.hits if composed else ()
    aims = [] if reading.figures else lines_of_aims(index, question, items, figures, of_time)
    if aims:
        return Composition(composed.shape if composed else Shape.LIST, tuple(aims), len(aims))
    chosen = [each for each in without_starts(index.report.text, figures) if of_time(each)]
    if reading.figures:
        chosen = list(_about(index, question, reading.figures, chosen))
    else:
        headline = load_figure_words()["asked headline"]
        chosen.sort(key=lambda each: headline.search(each.what) is None)
    chosen = _without_repetition(chosen)[:_MOST]
    if len(chosen) < FEWEST:
        return None
    lines = lines_of(index, question, chosen)
    shown = fitting((len(hit.figures) for hit in lines), _SHOWN)
    return Composition(Shape.LIST, tuple(lines), shown)


def _about(
    index: Index, question: Question, subject: str, figures: Sequence[Figure]
) -> Iterator[Figure]:
    """Those of `figures` whose name, or else whose clause, is about `subject`; none where the
    report does not know it."""
    meant = subject_of(subject, question, index)
    if not meant.known:
        return
    named = [each for each in figures if _holds(meant.terms, each.named.lower())]
    yield from named
    if len(named) < FEWEST:
        text = index.report.text
        rest = [each for each in figures if each not in named]
        yield from (each for each in rest if _holds(meant.terms, each.sentence.of(text).lower()))


def _holds(terms: Iterable[str], text: str) -> bool:
    return any(term in text for term in terms)


def _without_repetition(figures: Sequence[Figure]) -> list[Figure]:
    """`figures` without those that say again what one before them does; two values of one thing
    are both there."""
    seen: dict[tuple[object, ...], Figure] = {}
    for each in figures:
        key = each.what, each.written.shown, each.kind, each.tense, each.year
        seen.setdefault(key if each.what else (each.number.span,), each)
    return list(seen.values())
