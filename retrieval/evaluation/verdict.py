"""A verdict: whether one answer was right, and at which rank."""

from __future__ import annotations

import time
from dataclasses import dataclass

from retrieval.answer import Answer
from retrieval.evaluation.gold import GoldQuestion
from retrieval.library import Library
from retrieval.outcome import Outcome
from retrieval.reading.lines import squeeze

__all__ = ["RANKS", "Verdict", "judge"]

# How many hits are looked at for the reciprocal rank; the first three for ans@3.
RANKS = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one gold question.

    `rank` is that of the first hit that holds an answer, counted from 1, or None; `milliseconds`
    is the time from the question to its answer.
    """

    gold: GoldQuestion
    answer: Answer
    rank: int | None
    milliseconds: float

    @property
    def declined(self) -> bool:
        """Whether the bot declined to answer."""
        return self.answer.outcome is not Outcome.ANSWERED

    @property
    def right(self) -> bool:
        """Whether the first excerpt answers, or an unanswerable question was declined."""
        return self.rank == 1 if self.gold.answerable else self.declined


def rank_of(gold: GoldQuestion, answer: Answer) -> int | None:
    """The rank of the first hit of `answer` that holds an answer of `gold`, spaces dropped."""
    wanted = [squeeze(text) for text in gold.answers]
    for rank, hit in enumerate(answer.hits, start=1):
        excerpt = squeeze(hit.excerpt)
        if any(text in excerpt for text in wanted):
            return rank
    return None


def judge(library: Library, gold: GoldQuestion) -> Verdict:
    """Asks `library` one gold question and judges the answer."""
    begun = time.perf_counter()
    answer = library.ask(gold.question, top=RANKS)
    milliseconds = 1000 * (time.perf_counter() - begun)
    return Verdict(gold, answer, rank_of(gold, answer), milliseconds)
