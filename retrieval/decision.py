"""The decision: whether what was found answers the question, or the report is silent."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.outcome import Outcome
from retrieval.question import Question
from retrieval.ranking import RankedSentence

__all__ = ["decide"]


def decide(question: Question, ranked: Sequence[RankedSentence]) -> Outcome:
    """The outcome for `question`, of which `ranked` are the sentences that hold evidence.

    The report counts as silent when no sentence holds evidence.  A threshold on the score was tried
    and left out: on the dev questions it declines answerable questions as fast as the others.
    """
    if question.refusal is not None:
        return question.refusal
    return Outcome.ANSWERED if ranked else Outcome.NOT_IN_REPORT
