"""Ranking: the sentences that share anything with a question, best first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.ranking.features import FEATURES, LEXICAL_FEATURES, Features, features
from retrieval.ranking.weights import Weights

__all__ = ["Candidates", "RankedSentence", "find_candidates", "rank"]

# Bounds the work that follows; in all our reports every sentence that shares anything fits.
_MOST_CANDIDATES = 500
_LEXICAL = np.array([FEATURES.index(name) for name in LEXICAL_FEATURES])


@dataclass(frozen=True, slots=True)
class Candidates:
    """The sentences to rank.

    `sentences`: their numbers in the index, rising.
    `features`: one row a sentence, in the same order.
    """

    sentences: npt.NDArray[np.int64]
    features: Features


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A candidate with its score.

    `sentence`: its number in the index.
    `score`: the weighted sum of its features.
    `contributions`: the summands, in the order of `FEATURES`.
    """

    sentence: int
    score: float
    contributions: tuple[float, ...]


def find_candidates(
    question: Question, index: Index, paragraphs: Collection[int] | None = None
) -> Candidates:
    """The sentences that share words, syllables, official terms or phrasings with `question`.

    `paragraphs`: the numbers of the paragraphs to take them from; None: all.
    """
    rows = features(question, index)
    shared = rows[:, _LEXICAL].sum(axis=1)
    if paragraphs is not None:
        shared[~np.isin(index.entry_of, [number - 1 for number in paragraphs])] = 0
    order = np.argsort(-shared, kind="stable")[:_MOST_CANDIDATES]
    numbers = np.sort(order[shared[order] > 0])
    return Candidates(numbers, rows[numbers])


def rank(candidates: Candidates, index: Index, weights: Weights) -> list[RankedSentence]:
    """The candidates, best first, equal ones in reading order."""
    parts = candidates.features * weights.of(index)
    # Rounded, because the sum of floats depends on the machine in its last digits.
    scores = np.round(parts.sum(axis=1), 6)
    order = np.argsort(-scores, kind="stable")
    columns = (candidates.sentences[order], scores[order], parts[order])
    return [
        RankedSentence(sentence, score, tuple(contributions))
        for sentence, score, contributions in zip(*(c.tolist() for c in columns), strict=True)
    ]
