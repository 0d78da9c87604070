"""Highlights: the words of the question in an excerpt."""

from __future__ import annotations

from threading import Lock

from cachetools import LRUCache, cached

from retrieval.language.matching import occurrences
from retrieval.language.normalization import Folded, fold
from retrieval.query.question import Question
from retrieval.reports.model import Span

__all__ = ["highlights"]

# Bytes of the excerpts that are cached in normal form, some thousand of usual length: a report has
# few, and the same ones are shown often.
_CACHE_BYTES = 32 << 20
# What a character of an excerpt takes with its origin (measured: 160).
_CHARACTER_BYTES = 200


def highlights(excerpt: str, question: Question) -> tuple[Span, ...]:
    """The spans of `excerpt` with terms of `question` or official terms close to them; in order,
    adjacent ones joined.

    Single characters are left out: 户 is in 门户 as well.
    """
    wanted = {term for term in question.terms if len(term) > 1} | {*question.official_terms}
    folded = _folded(excerpt)
    found = [
        folded.origin(span.start, span.end)
        for term in wanted
        for span in occurrences(folded.text, term)
    ]
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


@cached(
    LRUCache(_CACHE_BYTES, getsizeof=lambda folded: _CHARACTER_BYTES * (1 + len(folded.text))),
    lock=Lock(),
)
def _folded(excerpt: str) -> Folded:
    return fold(excerpt)
