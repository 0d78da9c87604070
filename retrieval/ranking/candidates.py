"""Candidates: the sentences that share anything with a question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.ranking.features import FEATURES, LEXICAL_FEATURES, Features, features

__all__ = ["MOST_CANDIDATES", "Candidates", "find_candidates"]

# All sentences of one report that share anything fit in; with many reports this bounds the work
# that follows.
MOST_CANDIDATES = 500

_LEXICAL = np.array([FEATURES.index(name) for name in LEXICAL_FEATURES])


@dataclass(frozen=True, slots=True)
class Candidates:
    """The numbers of sentences in reading order, and a row of features for each."""

    sentences: npt.NDArray[np.int64]
    features: Features


def find_candidates(
    question: Question,
    index: Index,
    paragraphs: Collection[int] | None = None,
    most: int = MOST_CANDIDATES,
) -> Candidates:
    """The sentences that share words, syllables, official terms or phrasings with `question`.

    Of more than `most` those that share most; `paragraphs`: the numbers of those that are looked
    at, None for all.
    """
    rows = features(question, index)
    shared = rows[:, _LEXICAL].sum(axis=1)
    if paragraphs is not None:
        shared[~np.isin(index.entry_of, [number - 1 for number in paragraphs])] = 0
    order = np.argsort(-shared, kind="stable")[:most]
    numbers = np.sort(order[shared[order] > 0])
    return Candidates(numbers, rows[numbers])
