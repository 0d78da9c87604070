"""Figures that contradict each other: who asks for one of them gets both."""

from __future__ import annotations

from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition
from retrieval.answering.shapes.figure_lines import lines_of
from retrieval.figures.asked import asks_for_figure, figure_asked
from retrieval.figures.figure import figures_within
from retrieval.query.shape import Shape

__all__ = ["compose_both"]


def compose_both(searcher: Searcher, result: SearchResult) -> Composition | None:
    """The figure that is asked for, and the one of the same thing and time that the report gives
    elsewhere; None where nothing contradicts it."""
    if len(result.answers) != 1 or not asks_for_figure(result.answers[0].found.question):
        return None
    found = result.answers[0].found
    report = found.index.report.name
    pairs = searcher.engine.contradictions(report)
    if not pairs:
        return None
    held = figures_within(searcher.engine.figures(report), found.excerpts[0].span(found.index))
    asked = figure_asked(held, found.question)
    both = next((each for each in pairs if asked in (each.first, each.second)), None)
    if both is None:
        return None
    lines = lines_of(found.index, found.question, [both.first, both.second])
    return Composition(Shape.LIST, tuple(lines), len(lines))
