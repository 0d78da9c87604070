"""The figures that several questions ask for, one each, or that the sides of a comparison give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answering.answer import Hit, overlap
from retrieval.answering.engine import Engine
from retrieval.answering.shapes.figure_lines import (
    lines_of,
    with_figures,
    without_starts,
)
from retrieval.answering.shapes.figure_times import in_time
from retrieval.figures.asked import (
    asked_figures,
    asks_for_figure,
    common_stretch,
    figure_asked,
)
from retrieval.figures.figure import Figure, Kind, figures_within
from retrieval.index.index import Index
from retrieval.query.question import Question

__all__ = ["Side", "with_asked_figures"]

# Names of one thing have at least this share of the shorter one in common (一级一类幼儿园, 幼儿园).
_SAME = 0.65


@dataclass(frozen=True, slots=True)
class Side:
    """`hit`: the excerpt for one of the questions, `question`, in the report of `index`."""

    index: Index
    question: Question
    hit: Hit


def with_asked_figures(engine: Engine, sides: Sequence[Side]) -> list[Hit]:
    """The hits of `sides`, in their order, each with the figure that its question asks for; empty
    where no question wants a figure, and unless each has one of its own.  Those of different
    excerpts are the clauses of the figures.

    A side that names nothing (2017年又新开办多少所) asks for what another one names.
    """
    if not any(asks_for_figure(side.question) for side in sides):
        return []
    held = [_held(engine, side) for side in sides]
    asked = [_asked(engine, side, figures) for side, figures in zip(sides, held, strict=True)]
    known = next(filter(None, asked), None)
    if known is None:
        return []
    found = [each or _same_thing(of, known) for each, of in zip(asked, held, strict=True)]
    figures = [each for each in found if each is not None]
    if len({each.number.span for each in figures}) < len(sides):
        return []
    alike = all(_same_thing([each], figures[0]) for each in figures)
    return [_line(side, each, sides, alike) for side, each in zip(sides, figures, strict=True)]


def _line(side: Side, figure: Figure, sides: Sequence[Side], alike: bool) -> Hit:
    """The clause of `figure`; the whole excerpt where another side shares it, or where it is not
    certain that it is asked for, as the right one may stand beside it: neither are the figures of
    all sides `alike` nor does the question name it."""
    if any(other is not side and overlap(other.hit, side.hit) for other in sides):
        return with_figures(side.hit, [figure])
    if not (alike or _is_certain(side.question, figure)):
        return side.hit
    (line,) = lines_of(side.index, side.question, [figure])
    return replace(line, score=side.hit.score)


def _is_certain(question: Question, figure: Figure) -> bool:
    """Whether `figure` has all that `question` names in its label, its kind and its unit; of one
    that names nothing, whether it has the unit."""
    asked = asked_figures(question)
    of_unit = question.unit is None or figure.base == question.unit
    return of_unit and asked.fits(figure) and (not asked.names or asked.nearness(figure) > 0)


def _held(engine: Engine, side: Side) -> tuple[Figure, ...]:
    """The figures of the excerpt of `side`, those of the year that it names if there are any."""
    location, years = side.hit.location, side.question.period.years
    held = figures_within(engine.figures(location.report), location.span)
    held = without_starts(side.index.report.text, held)
    return tuple(each for each in held if each.year in years) or held


def _asked(engine: Engine, side: Side, held: Sequence[Figure]) -> Figure | None:
    """The figure that `side` asks for: of its excerpt, `held`, unless that is of another year;
    else of its report."""
    figure, years = figure_asked(held, side.question), side.question.period.years
    if figure and (not years or figure.year in years or figure.period is None):
        return figure
    return _anywhere(engine, side) or figure


def _anywhere(engine: Engine, side: Side) -> Figure | None:
    """The first figure of the report that goes by the name in the question, of its time."""
    asked, of_time = asked_figures(side.question), in_time(side.index, side.question)
    named = [
        each
        for each in without_starts(side.index.report.text, engine.figures(side.index.report.name))
        if asked.is_named(each) and asked.fits(each) and of_time(each)
    ]
    amounts = [each for each in named if each.kind is Kind.AMOUNT]
    return next(iter([*amounts, *named] if asked.kind is None else named), None)


def _same_thing(figures: Sequence[Figure], like: Figure) -> Figure | None:
    """Of `figures` the one that counts the same as `like`; None where none does, or several do."""
    fitting = [each for each in figures if each.kind is like.kind and each.base == like.base]
    shares = [_share(each.what, like.what) for each in fitting]
    most = max(shares, default=0.0)
    best = [each for each, share in zip(fitting, shares, strict=True) if share == most]
    return best[0] if most >= _SAME and len(best) == 1 else None


def _share(one: str, other: str) -> float:
    """What two names have in common, as a share of the shorter one."""
    shorter = min(len(one), len(other))
    return common_stretch(one, other) / shorter if shorter else 0.0
