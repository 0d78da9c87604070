"""Ranking: the candidates, best first."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

from retrieval.index.index import Index
from retrieval.ranking.candidates import Candidates
from retrieval.ranking.features import FEATURES
from retrieval.ranking.weights import fitted_file, load_fitted, weights_of

__all__ = ["RankedSentence", "RankingWeights", "load_ranking_weights", "rank"]

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True)
class RankingWeights:
    """What each feature counts: where a report has phrasings (`prepared`), and where it has none.

    Fitted by `python -m retrieval calibrate`.
    """

    prepared: Weights
    general: Weights


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A sentence: its number in the index, its score, and what each feature gave to it."""

    sentence: int
    score: float
    contributions: tuple[float, ...]


def rank(candidates: Candidates, index: Index, weights: RankingWeights) -> list[RankedSentence]:
    """The candidates, best first, equal ones in reading order."""
    prepared = index.prepared[candidates.sentences][:, np.newaxis]
    parts = candidates.features * np.where(prepared, weights.prepared, weights.general)
    # Rounded, because the sum of floats depends on the machine in its last digits.
    scores = np.round(parts.sum(axis=1), 6)
    return [
        RankedSentence(
            int(candidates.sentences[row]), float(scores[row]), tuple(parts[row].tolist())
        )
        for row in np.argsort(-scores, kind="stable")
    ]


def load_ranking_weights(file: Traversable | None = None) -> RankingWeights:
    """The fitted weights; raises WordsError, whose message names file and reason."""
    file = file or fitted_file("ranking.json")
    values = load_fitted(file)
    return RankingWeights(
        weights_of(file, values, "prepared", FEATURES),
        weights_of(file, values, "general", FEATURES),
    )
