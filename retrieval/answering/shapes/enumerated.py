"""The items of an enumeration as hits."""

from __future__ import annotations

from retrieval.answering.answer import Hit, hit_at
from retrieval.answering.shapes.leads import clipped
from retrieval.index.enumerations import IndexedEnumeration
from retrieval.index.index import Index
from retrieval.query.question import Question

__all__ = ["hits_of"]

# Characters of all items together, and of each: two screens of a phone hold ten items.
_ALL, _LONGEST, _SHORTEST = 800, 90, 28


def hits_of(
    index: Index, question: Question, enumeration: IndexedEnumeration, longest: int = _LONGEST
) -> list[Hit]:
    """Its items, each cut to its first clauses, `longest` characters and fewer where all of them
    would not fit two screens; one that holds them all whole."""
    items = enumeration.items
    longest = max(_SHORTEST, min(longest, _ALL // len(items)))
    hits = []
    for entry, span in items:
        shown = span if len(items) == 1 else clipped(index.report.text, span, longest)
        hits.append(hit_at(index, question, entry, shown, _heading(index, entry)))
    return hits


def _heading(index: Index, entry: int) -> str:
    above = index.entries[entry]
    return above.section.title or above.part.title
