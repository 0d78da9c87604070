"""The decision: whether what was found answers the question, or the report is silent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

from retrieval.fitted import fitted_file, load_fitted, weights_of
from retrieval.outcome import Outcome
from retrieval.question import Question
from retrieval.signals import SIGNALS

__all__ = ["DECISION_TERMS", "Decision", "DecisionWeights", "decide", "load_decision_weights"]

Weights = npt.NDArray[np.float64]

# The signals, and what counts whatever they say.
DECISION_TERMS = (*SIGNALS, "constant")


@dataclass(frozen=True)
class DecisionWeights:
    """What each signal adds to the log-odds that the report answers, less the threshold.

    One set for sentences of reports that have phrasings (`prepared`), one for the others.  Fitted
    by `python -m retrieval calibrate`.
    """

    prepared: Weights
    general: Weights


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome; `margin` is how far above (or below) the threshold, in log-odds.

    `contributions` are what each of `DECISION_TERMS` gave to the margin; empty where the outcome
    was certain before anything was searched, or nothing was found.
    """

    outcome: Outcome
    margin: float = 0.0
    contributions: tuple[float, ...] = ()

    @property
    def confidence(self) -> float:
        """The margin as a share from 0 to 1; 0.5 at the threshold."""
        return 1 / (1 + math.exp(-max(-500.0, min(500.0, self.margin))))


def decide(question: Question, found: Mapping[str, float] | None, weights: Weights) -> Decision:
    """The decision on `question`; `found`: the signals of its best sentence, None without one."""
    if question.refusal is not None:
        return Decision(question.refusal)
    if found is None:
        return Decision(_declined(question))
    parts = np.array([*(found[name] for name in SIGNALS), 1.0]) * weights
    margin = float(np.round(parts.sum(), 6))
    outcome = Outcome.ANSWERED if margin >= 0 else _declined(question)
    return Decision(outcome, margin, tuple(parts.tolist()))


def _declined(question: Question) -> Outcome:
    """Which way of not answering it is, by what the question says of itself."""
    if question.small_talk:
        return Outcome.SMALL_TALK
    if question.places:
        return Outcome.OTHER_PLACE
    if question.other_years:
        return Outcome.OTHER_YEAR
    return Outcome.NOT_IN_REPORT


def load_decision_weights(file: Traversable | None = None) -> DecisionWeights:
    """The fitted weights; raises WordsError, whose message names file and reason."""
    file = file or fitted_file("decision.json")
    values = load_fitted(file)
    return DecisionWeights(
        weights_of(file, values, "prepared", DECISION_TERMS),
        weights_of(file, values, "general", DECISION_TERMS),
    )
