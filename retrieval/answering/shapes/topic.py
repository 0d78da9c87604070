"""Topics: the best excerpts of a topic side by side, by the part that they stand in."""

from __future__ import annotations

from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition
from retrieval.query.shape import Reading

__all__ = ["compose_topic"]


def compose_topic(searcher: Searcher, reading: Reading, result: SearchResult) -> Composition | None:
    """None yet."""
    return None
