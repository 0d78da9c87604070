"""Decisions by logistic regression: whether the best sentence is about what the question is about,
and whether it answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.ranking.signals import RELEVANCE_SIGNS, SIGNALS
from retrieval.ranking.weights import Values

__all__ = ["DECISION_TERMS", "RELEVANCE_TERMS", "Decision", "decide"]

# The signals and the intercept.
DECISION_TERMS = (*SIGNALS, "constant")
RELEVANCE_TERMS = (*RELEVANCE_SIGNS, "constant")


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the best sentence answers, or is near, and why.

    `margin`: log-odds that it does, less the threshold.
    `contributions`: the summands of the margin, in the order of `DECISION_TERMS`, of relevance in
    that of `RELEVANCE_TERMS`; empty where no sentence was found.
    """

    margin: float = 0.0
    contributions: tuple[float, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether it does."""
        return bool(self.contributions) and self.margin >= 0


def decide(signals: Mapping[str, float], weights: Values, names: Sequence[str]) -> Decision:
    """The decision by the signals of the best sentence in `names`, one for each weight."""
    parts = np.array([*(signals[name] for name in names), 1.0]) * weights
    return Decision(float(np.round(parts.sum(), 6)), tuple(parts.tolist()))
