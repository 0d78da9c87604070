"""Decision: whether the best sentence is sure enough to be an answer, by logistic regression."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retrieval.ranking.signals import SIGNALS
from retrieval.ranking.weights import Values

__all__ = ["DECISION_TERMS", "Decision", "decide"]

# The signals and the intercept.
DECISION_TERMS = (*SIGNALS, "constant")


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the best sentence answers, and why.

    `margin`: log-odds that it answers, less the threshold.
    `contributions`: the summands of the margin, in the order of `DECISION_TERMS`; empty where no
    sentence was found.
    """

    margin: float = 0.0
    contributions: tuple[float, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether the sentence is an answer."""
        return bool(self.contributions) and self.margin >= 0


def decide(signals: Mapping[str, float], weights: Values) -> Decision:
    """The decision by the signals of the best sentence."""
    parts = np.array([*(signals[name] for name in SIGNALS), 1.0]) * weights
    return Decision(float(np.round(parts.sum(), 6)), tuple(parts.tolist()))
