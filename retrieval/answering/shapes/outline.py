"""Outlines: headings and lead sentences of a report, a part or a section."""

from __future__ import annotations

from retrieval.answering.result import SearchResult
from retrieval.answering.search import Searcher
from retrieval.answering.shapes.composition import Composition
from retrieval.query.shape import Reading

__all__ = ["compose_outline"]


def compose_outline(
    searcher: Searcher, reading: Reading, result: SearchResult
) -> Composition | None:
    """None yet."""
    return None
