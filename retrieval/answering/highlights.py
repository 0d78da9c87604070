"""Highlights: the words of the question in an excerpt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from retrieval.language.normalization import Folded, fold
from retrieval.query.question import Question
from retrieval.reports.model import Span

__all__ = ["highlights"]

# Official terms only loosely related to an everyday one are not highlighted.
_CLOSE = 0.7
# Excerpts that are cached in normal form: a report has few, and the same ones are shown often.
_CACHED = 2_048


def highlights(excerpt: str, question: Question) -> tuple[Span, ...]:
    """The spans of `excerpt` with terms of `question`, or with official terms for its everyday
    ones; in order, adjacent ones joined.

    Single characters are left out: 户 is in 门户 as well.
    """
    wanted = {term for term in question.terms if len(term) > 1}
    wanted |= {
        term
        for expansion in question.expansions
        for term, weight in expansion.official
        if weight >= _CLOSE
    }
    folded = _folded(excerpt)
    found = [
        folded.origin(start, start + len(term))
        for term in wanted
        for start in _offsets(term, folded.text)
    ]
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


@lru_cache(_CACHED)
def _folded(excerpt: str) -> Folded:
    return fold(excerpt)


def _offsets(term: str, folded: str) -> Iterator[int]:
    """The offsets of `term` in normalized text, as a whole word if it is Latin or a number (16 is
    not in 2016)."""
    at = folded.find(term)
    while at >= 0:
        around = folded[at - 1 : at] + folded[at + len(term) : at + len(term) + 1]
        if not (term.isascii() and any(char.isascii() and char.isalnum() for char in around)):
            yield at
        at = folded.find(term, at + 1)
