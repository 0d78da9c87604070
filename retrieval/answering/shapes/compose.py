"""Composing: from the shape that a question wants to the hits of its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition
from retrieval.answering.shapes.figure_table import compose_figures
from retrieval.answering.shapes.figure_twins import compose_both
from retrieval.answering.shapes.listing import compose_list
from retrieval.answering.shapes.outline import compose_outline
from retrieval.answering.shapes.parts import compose_comparison, compose_parts
from retrieval.answering.shapes.topic import compose_topic
from retrieval.query.shape import Reading, Shape

__all__ = ["compose"]

Composer = Callable[[Searcher, Reading, SearchResult], Composition | None]
_COMPOSERS: Mapping[Shape, Composer] = MappingProxyType(
    {
        Shape.TOPIC: compose_topic,
        Shape.OUTLINE: compose_outline,
        Shape.LIST: compose_list,
        Shape.PARTS: compose_parts,
        Shape.COMPARISON: compose_comparison,
    }
)


def compose(searcher: Searcher, reading: Reading, result: SearchResult) -> Composition | None:
    """The answer in the shape of `reading`; None where there is none, so that the common shape, or
    the reason for declining, is what `result` says.

    `result`: the search for the question as a whole.  Raises IndexUnavailableError.
    """
    composer = _COMPOSERS.get(reading.shape)
    composed = composer(searcher, reading, result) if composer else None
    table = compose_figures(searcher, reading, result, composed)
    return table or composed or compose_both(searcher, result)
