"""What rank-bm25 itself gives each document: what frozen scores are held against."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.paragraphs.bm25 import LuceneBM25

__all__ = ["rank_bm25_scores"]


def rank_bm25_scores(
    corpus: Sequence[Sequence[str]], query: Sequence[str], b: float = 0.75
) -> npt.NDArray[np.float64]:
    """`get_scores` with Lucene's idf; 0 for all of a corpus without terms, which it cannot take."""
    if not any(corpus):
        return np.zeros(len(corpus))
    return np.asarray(LuceneBM25(corpus, b=b).get_scores(query), np.float64)
