"""Which words of an excerpt answer to the question."""

from __future__ import annotations

from functools import lru_cache

from retrieval.language.matching import occurrences
from retrieval.language.normalization import Folded, fold
from retrieval.query.question import Question
from retrieval.reports.model import Span

__all__ = ["highlights"]

# An official term that only touches on an everyday one is no answer to it.
_CLOSE = 0.7
# Excerpts that are kept folded: the report has few, and the same ones are shown again and again.
_KEPT = 2_048


def highlights(excerpt: str, question: Question) -> tuple[Span, ...]:
    """The stretches of `excerpt` that are terms of `question`, or official terms for its everyday
    ones; in order, touching ones joined.

    Single characters are left out: 户 stands in 门户 as well.
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


@lru_cache(_KEPT)
def _folded(excerpt: str) -> Folded:
    return fold(excerpt)
