"""Search results: of one report, and of all reports that were searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.outcome import Outcome
from retrieval.query.question import Question
from retrieval.ranking.pipeline import PipelineResult

__all__ = ["ReportResult", "SearchResult", "outcome_of"]


@dataclass(frozen=True, slots=True)
class ReportResult:
    """The result of one report.

    `found`: the result of the pipeline.
    `margin`: the margin of the decision with the bias of the target, in log-odds.
    `preference`: added to the margin in comparison with other reports.
    `complete`: whether the first excerpt contains all that it has to.
    """

    found: PipelineResult
    margin: float
    preference: float
    complete: bool

    @property
    def answered(self) -> bool:
        """Whether it is an answer."""
        return self.found.decision.answers and self.margin >= 0 and self.complete

    @property
    def sureness(self) -> tuple[bool, float]:
        """What results of several reports are compared by."""
        return self.answered, self.margin + self.preference


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The result of all searched reports.

    `question`: as analysed for all reports.
    `answers`: one for each slot of the route that is filled, in their order.
    `best`: the first of them; without one, the most likely result; None where no report was
    searched.
    `missing`: as in `Route`.
    """

    question: Question
    outcome: Outcome
    answers: tuple[ReportResult, ...] = ()
    best: ReportResult | None = None
    missing: Outcome | None = None


def outcome_of(
    missing: Outcome | None,
    answers: Sequence[ReportResult],
    best: ReportResult | None,
) -> Outcome:
    """The outcome of a search; the arguments are as in `Route` and `SearchResult`."""
    if answers:
        return Outcome.ANSWERED
    if missing is not None:
        return missing
    # An incomplete answer says nothing about why there is none.
    if best is None or best.found.decision.answers:
        return Outcome.NOT_IN_REPORT
    adapted = best.found.question
    if adapted.refusal is not None:
        return adapted.refusal
    if adapted.places:
        return Outcome.OTHER_PLACE
    return Outcome.OTHER_YEAR if adapted.other_years else Outcome.NOT_IN_REPORT
