"""Which words of an excerpt answer to the question."""

from __future__ import annotations

import re

from retrieval.folding import fold
from retrieval.question import Question
from retrieval.report import Span
from retrieval.segmentation import Segmenter

__all__ = ["highlights"]

# An official term that only touches on an everyday one is no answer to it.
_CLOSE = 0.7


def highlights(excerpt: str, question: Question, segmenter: Segmenter) -> tuple[Span, ...]:
    """The stretches of `excerpt` that are terms of `question`, or official terms for its everyday
    ones; in order, touching ones joined."""
    asked = frozenset(question.terms)
    found = [token.span for token in segmenter.tokens(excerpt) if token.term in asked]
    folded = fold(excerpt)
    official = {
        term
        for expansion in question.expansions
        for term, weight in expansion.official
        if weight >= _CLOSE
    }
    for term in official:
        found += [
            folded.origin(match.start(), match.end())
            for match in re.finditer(re.escape(term), folded.text)
        ]
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
