"""The decision: whether the best sentence that was found is sure enough to be an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

from retrieval.ranking.signals import SIGNALS
from retrieval.ranking.weights import fitted_file, load_fitted, weights_of

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
    """How sure it is that the best sentence answers.

    `margin`: how far above (or below) the threshold, in log-odds.
    `contributions`: what each of `DECISION_TERMS` adds to the margin; empty where nothing was
    found.
    """

    margin: float = 0.0
    contributions: tuple[float, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether the sentence is sure enough to be an answer."""
        return bool(self.contributions) and self.margin >= 0


def decide(found: Mapping[str, float], weights: Weights) -> Decision:
    """The decision by the signals of the best sentence."""
    parts = np.array([*(found[name] for name in SIGNALS), 1.0]) * weights
    return Decision(float(np.round(parts.sum(), 6)), tuple(parts.tolist()))


def load_decision_weights(file: Traversable | None = None) -> DecisionWeights:
    """The fitted weights; raises WordsError, whose message names file and reason."""
    file = file or fitted_file("decision.json")
    values = load_fitted(file)
    return DecisionWeights(
        weights_of(file, values, "prepared", DECISION_TERMS),
        weights_of(file, values, "general", DECISION_TERMS),
    )
