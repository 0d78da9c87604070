"""A question: what was typed, and what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.folding import fold
from retrieval.outcome import Outcome
from retrieval.segmentation import Segmenter

__all__ = ["LONGEST_QUESTION", "Question", "understand"]

# The longest labelled question has 47 characters, a chat message holds 4 096.  What is longer
# than this is a pasted document; scoring it would cost seconds and answer nothing.
LONGEST_QUESTION = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, and the terms that say what is asked, each once, in order.

    `refusal` is the outcome already certain before anything is searched, or None.
    """

    text: str
    terms: tuple[str, ...] = ()
    refusal: Outcome | None = None


def understand(text: str, segmenter: Segmenter, stop_words: frozenset[str]) -> Question:
    """What can be understood of `text` without looking at the report; never raises."""
    if len(text) > LONGEST_QUESTION:
        return Question(text, refusal=Outcome.TOO_LONG)
    if not fold(text).text:
        return Question(text, refusal=Outcome.EMPTY)
    terms = tuple(dict.fromkeys(t for t in segmenter.terms(text) if t not in stop_words))
    return Question(text, terms, refusal=None if terms else Outcome.UNCLEAR)
