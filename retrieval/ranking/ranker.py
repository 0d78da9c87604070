"""Ranking: the sentences that share anything with a question, best first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

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


class RankedSentence(NamedTuple):  # hundreds of them for each question
    """A candidate with its score.

    `sentence`: its number in the index.
    `score`: the weighted sum of its features.
    """

    sentence: int
    score: float


def find_candidates(
    question: Question, index: Index, paragraphs: Collection[int] | None = None
) -> Candidates:
    """The sentences that share words, syllables, official terms or phrasings with `question`.

    `paragraphs`: the numbers of the paragraphs to take them from; None: all.
    """
    rows = features(question, index)
    shared = rows[:, _LEXICAL].sum(axis=1)
    if paragraphs is not None:
        allowed = np.zeros(len(index.entries), np.bool_)
        # A paragraph index elsewhere may be of another edition of the report.
        allowed[[number - 1 for number in paragraphs if number <= len(allowed)]] = True
        shared[~allowed[index.entry_of]] = 0
    order = np.argsort(-shared, kind="stable")[:_MOST_CANDIDATES]
    numbers = np.sort(order[shared[order] > 0])
    return Candidates(numbers, rows[numbers])


def rank(candidates: Candidates, index: Index, weights: Weights) -> list[RankedSentence]:
    """The candidates, best first, equal ones in reading order."""
    # Rounded, because the sum of floats depends on the machine in its last digits.
    scores = np.round((candidates.features * weights.of(index)).sum(axis=1), 6)
    order = np.argsort(-scores, kind="stable")
    sentences = candidates.sentences[order].tolist()
    return list(map(RankedSentence, sentences, scores[order].tolist()))
