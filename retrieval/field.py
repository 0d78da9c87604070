"""A field: the BM25 scores of documents, frozen into one row of postings a term.

`rank_bm25` stays the definition of statistics and formula; scoring a question becomes a sum of a
few rows instead of a walk over all documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.bm25 import LuceneBM25

__all__ = ["Field", "Scores", "build_field"]

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Field:
    """BM25 over `size` documents.

    Term `terms[i]` has the weight `idf[i]` and stands in the documents
    `documents[starts[i]:starts[i + 1]]`, in rising order, to whose scores it adds the `impacts` of
    the same range.
    """

    size: int
    terms: tuple[str, ...]
    idf: Scores
    starts: npt.NDArray[np.int64]
    documents: npt.NDArray[np.int32]
    impacts: Scores

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {term: number for number, term in enumerate(self.terms)}

    @cached_property
    def unknown_idf(self) -> float:
        """The weight of a term that stands in no document."""
        return float(np.log1p((self.size + 0.5) / 0.5))

    def __contains__(self, term: str) -> bool:
        return term in self._numbers

    def idf_of(self, term: str) -> float:
        """The weight of `term`; of one that stands nowhere, that of the rarest there could be."""
        number = self._numbers.get(term)
        return self.unknown_idf if number is None else float(self.idf[number])

    def frequency(self, term: str) -> int:
        """How many documents hold `term`."""
        row = self._row(term)
        return 0 if row is None else row.stop - row.start

    def weight(self, terms: Sequence[str]) -> float:
        """The weights of `terms` together: what a document that answers to all of them earns."""
        return sum(self.idf_of(term) for term in terms)

    def scores(self, terms: Sequence[str]) -> Scores:
        """The BM25 score of every document for `terms`; 0 where it holds none of them."""
        return self._summed(terms, self.impacts)

    def shares(self, terms: Sequence[str]) -> Scores:
        """How much of the weight of `terms` and of each document is common to both: 0 to 1.

        The common weight over the geometric mean of the two weights (Ochiai's coefficient).
        """
        if not self.terms:
            return np.zeros(self.size)
        common = self._summed(terms, self._idf_of_postings)
        return np.asarray(common / np.sqrt((self.weight(terms) + 1e-9) * (self._weights + 1)))

    def contribution(self, term: str, document: int) -> float:
        """What `term` adds to the score of `document`."""
        row = self._row(term)
        if row is None:
            return 0.0
        place = int(np.searchsorted(self.documents[row], document))
        found = place < row.stop - row.start and self.documents[row][place] == document
        return float(self.impacts[row][place]) if found else 0.0

    def _row(self, term: str) -> slice | None:
        number = self._numbers.get(term)
        if number is None:
            return None
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    def _summed(self, terms: Sequence[str], values: Scores) -> Scores:
        total = np.zeros(self.size)
        for term in terms:
            row = self._row(term)
            if row is not None:  # a document stands in a row once, so nothing is added twice
                total[self.documents[row]] += values[row]
        return total

    @cached_property
    def _idf_of_postings(self) -> Scores:
        return np.repeat(self.idf, np.diff(self.starts))

    @cached_property
    def _weights(self) -> Scores:
        """The weight of each document: that of its terms, each once."""
        weights = np.bincount(self.documents, self._idf_of_postings, self.size)
        return np.asarray(weights, dtype=np.float64)


def build_field(corpus: Sequence[Sequence[str]], b: float = 0.75) -> Field:
    """`corpus`, a list of terms a document, with the scores that `LuceneBM25` gives it."""
    bm25 = LuceneBM25(corpus, b=b)
    rows: dict[str, tuple[list[int], list[int]]] = {}
    for document, counts in enumerate(bm25.doc_freqs if any(corpus) else ()):
        for term, count in counts.items():
            row = rows.setdefault(term, ([], []))
            row[0].append(document)
            row[1].append(count)
    terms = tuple(rows)
    sizes = [len(row) for row, _ in rows.values()]
    documents = np.fromiter(
        (document for row, _ in rows.values() for document in row), np.int32, sum(sizes)
    )
    frequencies = np.fromiter(
        (count for _, row in rows.values() for count in row), np.float64, sum(sizes)
    )
    idf = np.array([bm25.idf_of(term) for term in terms])
    if terms:
        lengths = np.asarray(bm25.doc_len)[documents] / bm25.avgdl
        saturation = bm25.k1 * (1 - bm25.b + bm25.b * lengths)
        impacts = np.repeat(idf, sizes) * frequencies * (bm25.k1 + 1) / (frequencies + saturation)
    else:
        impacts = np.zeros(0)
    starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64)
    return Field(len(corpus), terms, idf, starts, documents, impacts)
