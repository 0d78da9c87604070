"""Scores in rank-bm25's own arithmetic, for documents that float32 cannot tell apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.postings.clause import Clause
from retrieval.postings.stripes import Numbers

__all__ = ["exact_scores"]


def exact_scores(clauses: Sequence[Clause], documents: Numbers) -> npt.NDArray[np.float64]:
    """What `get_scores` gives to each of `documents`, to the last bit where all weights are 1.

    Every operation is float64 and in the order in which rank-bm25 does it.
    """
    total = np.zeros(len(documents))
    for clause in clauses:
        postings = clause.postings
        first = int(postings.starts[clause.number])
        held = postings.row(clause.number).documents
        places = np.searchsorted(held, documents.astype(held.dtype))
        places[places == len(held)] = 0
        found = np.flatnonzero(held[places] == documents)
        counts = postings.counts[first + places[found]].astype(np.float64)
        lengths = postings.lengths[documents[found]]
        saturation = postings.k1 * (1 - postings.b + postings.b * lengths / postings.average)
        impacts = postings.idf[clause.number] * (counts * (postings.k1 + 1) / (counts + saturation))
        total[found] += clause.weight * impacts
    return total
