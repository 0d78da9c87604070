"""Lists: every item, wherever it stands."""

from __future__ import annotations

from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition
from retrieval.query.shape import Reading

__all__ = ["compose_list"]


def compose_list(searcher: Searcher, reading: Reading, result: SearchResult) -> Composition | None:
    """None yet."""
    return None
