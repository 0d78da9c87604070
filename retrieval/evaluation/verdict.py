"""Verdicts: whether an answer to a labelled question was right, and at which rank."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.answering.answer import Answer, Hit
from retrieval.evaluation.gold import GoldQuestion
from retrieval.outcome import Outcome
from retrieval.reports.lines import squeeze

__all__ = ["RANKS", "Verdict", "judge"]

# Hits that the reciprocal rank, and nDCG of retrieval sets, look at: the usual ten.
RANKS = 10


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer to a gold question, judged.

    `rank`: of the first hit that holds an answer, from 1; None where none does.
    `milliseconds`: from the question to its answer.
    `error`: the exception that was raised instead of an answer.
    """

    gold: GoldQuestion
    answer: Answer
    rank: int | None
    milliseconds: float
    error: str | None = None

    @property
    def declined(self) -> bool:
        """Whether the question was declined."""
        return self.answer.outcome is not Outcome.ANSWERED and self.error is None

    @property
    def right_report(self) -> bool | None:
        """Whether the first excerpt comes from a right report; None where the gold names none, or
        nothing answers."""
        reports = self.gold.named_reports
        if not reports or not self.gold.answerable:
            return None
        return bool(self.answer.hits) and self.answer.hits[0].location.report in reports

    @property
    def shown(self) -> Sequence[Hit]:
        """The hits of the first reply."""
        return self.answer.hits[: self.answer.shown]

    @property
    def cover(self) -> float | None:
        """The share of parts that the first reply covers; None where the gold has none."""
        parts = self.gold.parts
        if not parts:
            return None
        return sum(any(_holds(hit, part, ()) for hit in self.shown) for part in parts) / len(parts)

    @property
    def near(self) -> bool | None:
        """Whether a right excerpt is shown as related; None where the gold has none to show."""
        if not self.gold.related:
            return None
        return any(_holds(hit, self.gold.related, ()) for hit in self.answer.related)

    @property
    def silent(self) -> bool:
        """Whether no excerpt is shown at all."""
        return not self.answer.hits and not self.answer.related

    @property
    def right(self) -> bool:
        """Whether the first excerpt answers, or the first reply covers all parts, or a question
        without an answer was declined.

        A question that raised an error is wrong in any case.
        """
        if self.error is not None:
            return False
        if self.gold.parts:
            return self.cover == 1
        return self.rank == 1 if self.gold.answerable else self.declined


def rank_of(gold: GoldQuestion, answer: Answer) -> int | None:
    """The rank of the first hit of `answer` that holds an answer of `gold`.

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
    """Whether `hit` holds one of `answers` and comes from one of `reports`, from any if empty."""
    if reports and hit.location.report not in reports:
        return False
    excerpt = squeeze(hit.excerpt)
    return any(squeeze(text) in excerpt for text in answers)


def judge(ask: Callable[[str], Answer], gold: GoldQuestion) -> Verdict:
    """The verdict on what `ask` answers to one gold question."""
    begun = time.perf_counter()
    try:
        answer = ask(gold.question)
    except Exception as error:  # a failed question must not end the run
        nothing = Answer(gold.question, Outcome.NOT_IN_REPORT)
        return Verdict(gold, nothing, None, 0.0, error=repr(error))
    milliseconds = 1000 * (time.perf_counter() - begun)
    return Verdict(gold, answer, rank_of(gold, answer), milliseconds)
