"""Scores in rank-bm25's own arithmetic, for documents that float32 cannot tell apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.postings.clause import Clause
from retrieval.postings.postings import Postings
from retrieval.postings.stripes import Numbers

__all__ = ["exact_scores"]

Scores = npt.NDArray[np.float64]


def exact_scores(clauses: Sequence[Clause], documents: Numbers) -> Scores:
    """What `get_scores` gives to each of `documents`, to the last bit where all weights are 1.

    Every operation is float64 and in the order in which rank-bm25 does it.
    """
    added = np.empty((len(clauses), len(documents)))
    for postings in {id(clause.postings): clause.postings for clause in clauses}.values():
        own = [place for place, clause in enumerate(clauses) if clause.postings is postings]
        numbers = np.array([clauses[place].number for place in own])
        weights = np.array([clauses[place].weight for place in own])
        added[own] = weights[:, None] * _impacts(postings, numbers, documents)
    total = np.zeros(len(documents))
    for row in added:  # one after the other: numpy's own sum adds in another order
        total += row
    return total


def _impacts(postings: Postings, numbers: Numbers, documents: Numbers) -> Scores:
    """The impacts of terms `numbers`, a row each, on `documents`, a column each."""
    wanted = documents.astype(np.int32)
    places = np.empty((len(numbers), len(documents)), np.int64)
    for row, number in zip(places, numbers.tolist(), strict=True):
        held = postings.row(number).documents
        np.minimum(held.searchsorted(wanted), len(held) - 1, out=row)
    places += postings.starts[numbers][:, None]
    # What does not stand there counts 0 times.
    counts = np.where(postings.documents[places] == wanted, postings.counts[places], 0.0)
    lengths = postings.lengths[documents]
    saturation = postings.k1 * (1 - postings.b + postings.b * lengths / postings.average)
    frequencies = counts * (postings.k1 + 1) / (counts + saturation)
    return np.asarray(postings.idf[numbers][:, None] * frequencies)
