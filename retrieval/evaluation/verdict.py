"""A verdict: whether one answer was right, and at which rank."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from retrieval.answer import Answer
from retrieval.evaluation.gold import GoldQuestion
from retrieval.outcome import Outcome
from retrieval.reading.lines import squeeze

__all__ = ["RANKS", "Verdict", "judge"]

# How many hits are looked at for the reciprocal rank; the first three for ans@3.
RANKS = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one gold question.

    `rank` is that of the first hit that holds an answer, counted from 1, or None; `milliseconds`
    is the time from the question to its answer.  `error` says what was raised instead of an answer.
    """

    gold: GoldQuestion
    answer: Answer
    rank: int | None
    milliseconds: float
    error: str | None = None

    @property
    def declined(self) -> bool:
        """Whether the bot declined to answer."""
        return self.answer.outcome is not Outcome.ANSWERED and self.error is None

    @property
    def right(self) -> bool:
        """Whether the first excerpt answers, or an unanswerable question was declined.

        A question that raised an error is wrong, whatever it was.
        """
        if self.error is not None:
            return False
        return self.rank == 1 if self.gold.answerable else self.declined


def rank_of(gold: GoldQuestion, answer: Answer) -> int | None:
    """The rank of the first hit of `answer` that holds an answer of `gold`, spaces dropped."""
    wanted = [squeeze(text) for text in gold.answers]
    for rank, hit in enumerate(answer.hits, start=1):
        excerpt = squeeze(hit.excerpt)
        if any(text in excerpt for text in wanted):
            return rank
    return None


def judge(ask: Callable[[str], Answer], gold: GoldQuestion) -> Verdict:
    """Asks one gold question and judges the answer."""
    begun = time.perf_counter()
    try:
        answer = ask(gold.question)
    except Exception as error:  # whatever it is, the question has failed
        nothing = Answer(gold.question, Outcome.NOT_IN_REPORT)
        return Verdict(gold, nothing, None, 0.0, error=repr(error))
    milliseconds = 1000 * (time.perf_counter() - begun)
    return Verdict(gold, answer, rank_of(gold, answer), milliseconds)
