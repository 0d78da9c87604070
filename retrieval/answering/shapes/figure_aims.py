"""The aims that a report announces, each with its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrieval.answering.answer import Hit, hit_at
from retrieval.answering.shapes.enumerated import hits_of
from retrieval.answering.shapes.figure_lines import FEWEST, lines_of, with_figures
from retrieval.answering.shapes.leads import clauses, without_mark
from retrieval.figures.asked import asked_figures
from retrieval.figures.figure import Figure, Tense, figures_within
from retrieval.index.enumerations import IndexedEnumeration
from retrieval.index.index import Index
from retrieval.language.years import years_in_sentence
from retrieval.query.question import Question
from retrieval.query.shape_words import load_shape_words

__all__ = ["lines_of_aims"]

# Items of an enumeration are figures where at least this share of them has one; so many of their
# figures are of the time that is asked about.
_LEAST_SHARE = 0.5


def lines_of_aims(
    index: Index,
    question: Question,
    items: Sequence[Hit],
    figures: Sequence[Figure],
    of_time: Callable[[Figure], bool],
) -> list[Hit]:
    """The aims of the year that `question` names, else `items` where they are aims, with their
    figures; none where they are of another time, or most of them have no figure.

    One item that holds all of them is divided.  `of_time`: whether a figure is of the time asked.
    """
    announces = load_shape_words()["aims_announced"]
    aims = [each for each in index.enumerations if announces.search(each.announcement)]
    of_year = _of_year(aims, question)
    if of_year is not None:
        items = hits_of(index, question, of_year)
    elif not any(_are_of(each, items) for each in aims):
        return []
    held = [figures_within(figures, item.location.span) for item in items]
    of_all = [each for row in held for each in row]
    fitting = of_all if of_year else [each for each in of_all if of_time(each)]
    if sum(map(bool, held)) < _LEAST_SHARE * len(held) or len(of_all) < FEWEST:
        return []
    if len(fitting) < _LEAST_SHARE * len(of_all):
        return []
    of_one = any(_are_of(each, items) and len(each.items) == 1 for each in aims)
    lines = _divided if of_one else _whole
    return [
        line
        for hit, row in zip(items, held, strict=True)
        for line in lines(index, question, hit, row)
    ]


def _of_year(aims: Sequence[IndexedEnumeration], question: Question) -> IndexedEnumeration | None:
    """The aims whose announcement names the year that `question` asks for; None without one."""
    if asked_figures(question).tense is not Tense.PLAN:
        return None
    years = frozenset(question.period.years or question.period.about)
    named = (each for each in aims if years & frozenset(years_in_sentence(each.announcement)))
    return next(named, None)


def _are_of(enumeration: IndexedEnumeration, hits: Sequence[Hit]) -> bool:
    """Whether there are `hits`, and all are items of `enumeration`, or stand behind one of a single
    sentence in its paragraph."""
    spans = [span for _, span in enumeration.items]
    starts = [hit.location.start for hit in hits]
    if len(spans) == 1:
        starts = starts[:1]
    return bool(hits) and all(any(s.start <= at < s.end for s in spans) for at in starts)


def _whole(_: Index, __: Question, hit: Hit, figures: Sequence[Figure]) -> list[Hit]:
    """`hit` as one line."""
    return [with_figures(hit, figures)]


def _divided(index: Index, question: Question, whole: Hit, figures: Sequence[Figure]) -> list[Hit]:
    """The clauses of `whole`, those of `figures` as their lines; itself where it has none."""
    if not figures:
        return [whole]
    text, lines = index.report.text, lines_of(index, question, figures)
    taken = [line.location.span for line in lines]
    rest = [
        without_mark(text, clause)
        for clause in clauses(text, whole.location.span)
        if not any(clause.meets(span) for span in taken)
    ]
    others = [hit_at(index, question, figures[0].paragraph - 1, span) for span in rest]
    return sorted([*lines, *others], key=lambda hit: hit.location.start)
