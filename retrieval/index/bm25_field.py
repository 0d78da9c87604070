"""A field of a report: few documents, every one of which gets its BM25 score in float64."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from retrieval.paragraphs.bm25 import FrozenBM25, build_postings
from retrieval.paragraphs.bm25.postings import Impacts, Scores

__all__ = ["Field", "Scores", "build_field"]


@dataclass(frozen=True, eq=False)
class Field(FrozenBM25):
    """BM25 over the paragraphs, sentences or phrasings of one report."""

    @cached_property
    def unknown_idf(self) -> float:
        """The weight of a term that no document holds: that of the rarest there could be."""
        return float(np.log1p((self.size + 0.5) / 0.5))

    def idf_of(self, term: str) -> float:
        """The weight of `term`; `unknown_idf` where no document holds it."""
        number = self.numbers.get(term)
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
        held = self.documents[row]
        place = int(held.searchsorted(document))
        found = place < len(held) and held[place] == document
        return float(self.impacts[row][place]) if found else 0.0

    def _row(self, term: str) -> slice | None:
        number = self.numbers.get(term)
        if number is None:
            return None
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    def _summed(self, terms: Sequence[str], values: Impacts) -> Scores:
        total = np.zeros(self.size)
        for term in terms:
            row = self._row(term)
            if row is not None:  # it holds a document once, so nothing is added twice
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


def build_field(corpus: Iterable[Sequence[str]], b: float = 0.75) -> Field:
    """The field of `corpus`, a list of terms a document; `b` as in `build_postings`."""
    made = build_postings(corpus, b, np.float64)
    return Field(made.size, made.terms, made.idf, made.starts, made.documents, made.impacts)
