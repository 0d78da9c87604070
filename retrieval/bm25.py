"""BM25 as `rank_bm25` defines it, with an inverse document frequency that stays positive."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

__all__ = ["LuceneBM25"]

Scores = npt.NDArray[np.float64]


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no type hints
    """`BM25Okapi` with the idf of Lucene, log(1 + (N - n + 0.5) / (n + 0.5)).

    BM25Okapi's own idf is negative for a term in more than half of the documents and is then set to
    a quarter of the mean.  Among a report's few paragraphs that lifts 发展 and 的 above words that
    stand in a third of them; this idf falls with every further document and never reaches zero.
    Unlike BM25Okapi this also takes a corpus without documents, or without terms.
    """

    def __init__(self, corpus: Sequence[Sequence[str]], k1: float = 1.5, b: float = 0.75) -> None:
        """Statistics of `corpus`, a list of terms a document; k1 and b as rank_bm25 sets them."""
        self._empty = not any(corpus)
        self._size = len(corpus)
        if not self._empty:
            super().__init__(corpus, k1=k1, b=b)

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, n in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - n + 0.5) / (n + 0.5))

    def idf_of(self, term: str) -> float:
        """The weight of `term`; 0 for one that stands nowhere."""
        return 0.0 if self._empty else float(self.idf.get(term, 0.0))

    def scores(self, terms: Sequence[str]) -> Scores:
        """A score for every document; 0 where it holds none of `terms`."""
        known = [] if self._empty else [term for term in terms if term in self.idf]
        if not known:
            return np.zeros(self._size)
        return np.asarray(self.get_scores(known), dtype=np.float64)

    def scores_of(self, terms: Sequence[str], documents: Sequence[int]) -> Scores:
        """A score for each of `documents`, the same as `scores` gives it."""
        known = [] if self._empty else [term for term in terms if term in self.idf]
        if not known or not documents:
            return np.zeros(len(documents))
        return np.asarray(self.get_batch_scores(known, list(documents)), dtype=np.float64)
