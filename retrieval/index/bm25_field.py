"""A field of a report: BM25 over few documents, all of which get their scores in float64."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.paragraphs.bm25 import FrozenBM25, build_postings
from retrieval.paragraphs.bm25.postings import Impacts, Scores

__all__ = ["Field", "Scores", "build_field"]


@dataclass(frozen=True, eq=False)
class Field(FrozenBM25):
    """BM25 over the paragraphs, sentences or phrasings of one report."""

    @cached_property
    def unknown_idf(self) -> float:
        """The weight of a term that occurs nowhere: that of the rarest term possible."""
        return float(np.log1p((self.size + 0.5) / 0.5))

    def idf_of(self, term: str) -> float:
        """The weight of `term`; `unknown_idf` where it occurs nowhere."""
        number = self.numbers.get(term)
        return self.unknown_idf if number is None else float(self.idf[number])

    def frequency(self, term: str) -> int:
        """The number of documents with `term`."""
        row = self._row(term)
        return 0 if row is None else row.stop - row.start

    def weight(self, terms: Sequence[str]) -> float:
        """The sum of the weights of `terms`."""
        return sum(self.idf_of(term) for term in terms)

    def scores(self, terms: Sequence[str]) -> Scores:
        """The BM25 score of every document for `terms`; 0 without any of them."""
        return self._summed(terms, self.impacts)

    def shares(self, terms: Sequence[str]) -> Scores:
        """Ochiai's coefficient of `terms` and each document, 0 to 1: the weight of the terms they
        share over the geometric mean of their weights."""
        if not self.terms:
            return np.zeros(self.size)
        common = self._summed(terms, self._idf_of_postings)
        return np.asarray(common / np.sqrt((self.weight(terms) + 1e-9) * (self._weights + 1)))

    def contribution(self, term: str, document: int) -> float:
        """The impact of `term` on the score of `document`."""
        row = self._row(term)
        if row is None:
            return 0.0
        held = self.documents[row]
        place = int(held.searchsorted(document))
        found = place < len(held) and held[place] == document
        return float(self.impacts[row][place]) if found else 0.0

    def documents_with(self, term: str) -> npt.NDArray[np.integer]:
        """The numbers of the documents with `term`, rising."""
        row = self._row(term)
        return self.documents[row] if row is not None else self.documents[:0]

    def _row(self, term: str) -> slice | None:
        number = self.numbers.get(term)
        if number is None:
            return None
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    def _summed(self, terms: Sequence[str], values: Impacts) -> Scores:
        rows = [row for term in terms if (row := self._row(term)) is not None]
        if not rows:
            return np.zeros(self.size)
        documents = np.concatenate([self.documents[row] for row in rows])
        summands = np.concatenate([values[row] for row in rows])
        return np.asarray(np.bincount(documents, summands, self.size), np.float64)

    @cached_property
    def _idf_of_postings(self) -> Scores:
        return np.repeat(self.idf, np.diff(self.starts))

    @cached_property
    def _weights(self) -> Scores:
        """The weight of each document: the sum over its terms, each once."""
        weights = np.bincount(self.documents, self._idf_of_postings, self.size)
        return np.asarray(weights, dtype=np.float64)


def build_field(corpus: Iterable[Sequence[str]], b: float = 0.75) -> Field:
    """The field of `corpus`, a list of terms for each document; `b` as in `build_postings`."""
    made = build_postings(corpus, b, np.float64)
    return Field(made.size, made.terms, made.idf, made.starts, made.documents, made.impacts)
