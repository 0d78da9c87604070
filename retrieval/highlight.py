"""Which words of an excerpt the question named."""

from __future__ import annotations

from retrieval.question import Question
from retrieval.report import Span
from retrieval.segmentation import Segmenter

__all__ = ["highlights"]


def highlights(excerpt: str, question: Question, segmenter: Segmenter) -> tuple[Span, ...]:
    """The stretches of `excerpt` that are terms of `question`, in order, touching ones joined."""
    asked = frozenset(question.terms)
    found = sorted(token.span for token in segmenter.tokens(excerpt) if token.term in asked)
    joined: list[Span] = []
    for span in found:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
