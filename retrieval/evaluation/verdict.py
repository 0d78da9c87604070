"""A verdict: whether one answer was right, and at which rank."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.answering.answer import Answer, Hit
from retrieval.evaluation.gold import GoldQuestion
from retrieval.outcome import Outcome
from retrieval.reports.lines import squeeze

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
    def right_report(self) -> bool | None:
        """Whether the first excerpt comes from a right report; None where the gold names none."""
        reports = self.gold.reports or tuple(report for report, _ in self.gold.each)
        if not reports:
            return None
        return bool(self.answer.hits) and self.answer.hits[0].location.report in reports

    @property
    def right(self) -> bool:
        """Whether the first excerpt answers, or an unanswerable question was declined.

        A question that raised an error is wrong, whatever it was.
        """
        if self.error is not None:
            return False
        return self.rank == 1 if self.gold.answerable else self.declined


def rank_of(gold: GoldQuestion, answer: Answer) -> int | None:
    """The rank of the first hit of `answer` that holds an answer of `gold`, spaces dropped.

    Where several reports have to answer, 1 if all of them do.
    """
    if gold.each:
        all_do = all(
            any(_holds(hit, answers, (report,)) for hit in answer.hits)
            for report, answers in gold.each
        )
        return 1 if all_do else None
    for rank, hit in enumerate(answer.hits, start=1):
        if _holds(hit, gold.answers, gold.reports):
            return rank
    return None


def _holds(hit: Hit, answers: Sequence[str], reports: Sequence[str]) -> bool:
    """Whether `hit` is an answer out of one of `reports`, of any where none is named."""
    if reports and hit.location.report not in reports:
        return False
    excerpt = squeeze(hit.excerpt)
    return any(squeeze(text) in excerpt for text in answers)


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
