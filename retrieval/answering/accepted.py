"""Accepted: whether a reading of a follow-up is answered, so that it is what was meant."""

from __future__ import annotations

from collections.abc import Callable

from retrieval.answering.answer import Answer
from retrieval.language.normalization import fold
from retrieval.outcome import Outcome
from retrieval.query.question import Question
from retrieval.query.shape import Shape

__all__ = ["is_accepted"]


def is_accepted(
    ask: Callable[[str, int], Answer],
    analyze: Callable[[str], Question],
    question: str,
    subject: str,
    narrow: bool,
) -> bool:
    """Whether `question` is answered with something that says `subject` (empty: whatever it says).

    `narrow`: by one excerpt: a wider answer does not tell that the question is complete.
    """
    answer = ask(question, 1)
    if answer.outcome is not Outcome.ANSWERED or answer.shape is Shape.OUTLINE:
        return False
    if narrow and answer.shape is not Shape.EXCERPT:
        return False
    return not subject or _says(answer, analyze(subject))


def _says(answer: Answer, subject: Question) -> bool:
    """Whether what is shown holds the rarest word of `subject`, or an official term for one."""
    if not subject.terms:
        return False
    shown = fold("".join(hit.excerpt for hit in answer.hits[: answer.shown])).text
    rarest = max(zip(subject.rarities, subject.terms, strict=True))[1]
    return any(term in shown for term in (rarest, *subject.official_terms))
