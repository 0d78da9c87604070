"""Postings: for each term the documents that hold it and what it adds to their scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import PostingsError

__all__ = ["Counts", "Documents", "FrozenBM25", "Impacts", "Numbers", "Postings", "Row", "Scores"]

Documents = npt.NDArray[np.int32]
Impacts = npt.NDArray[np.floating[Any]]
Counts = npt.NDArray[np.unsignedinteger[Any]]
Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]

# A term in more than an eighth of the documents also gets a row with a place for every document:
# it is read in one stream, without looking up where each impact belongs, which is faster from about
# there on and takes at most four times the memory.
_DENSE_SHARE = 8
# Four bytes a document each: 64 are 26 MB at 100 000 documents, 256 MB at a million.
_MOST_DENSE = 64
# Rows that were read stay; so many are about 40 MB, and a new start costs microseconds each.
_MOST_KEPT = 1 << 16


@dataclass(frozen=True, eq=False)
class FrozenBM25:
    """BM25 over `size` documents, frozen into one row of postings a term.

    Term `terms[i]` has the weight `idf[i]`, is held by `documents[starts[i]:starts[i + 1]]`, in
    rising order, and adds the `impacts` of that range to their scores.
    """

    size: int
    terms: tuple[str, ...]
    idf: Scores
    starts: Numbers
    documents: Documents
    impacts: Impacts

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each term."""
        return {term: number for number, term in enumerate(self.terms)}

    def __contains__(self, term: str) -> bool:
        return term in self.numbers


@dataclass(frozen=True, slots=True)
class Row:
    """One term's documents in rising order, the impact on each, and the highest impact.

    `bounds` is [0, length]; `dense`, for frequent terms, has an impact for every document.
    """

    documents: Documents
    impacts: Impacts
    bounds: npt.NDArray[np.int32]
    peak: float
    dense: Impacts | None


@dataclass(frozen=True, eq=False)
class Postings(FrozenBM25):
    """The same with what exact scores need beside impacts that are rounded to float32.

    `counts` say how often a document holds a term, `saturation` and `k1` how little more a further
    time adds in a document of its length.  Any number of threads may read at once.
    """

    counts: Counts
    saturation: Scores
    k1: float
    # Threads that meet here may make a row twice: both are whole and equal, and one of them stays.
    _rows: dict[int, Row] = field(default_factory=dict, init=False, repr=False)

    def saturated(self, counts: Impacts | Counts, documents: Documents | Numbers) -> Scores:
        """What `counts` of any term are worth in `documents`, before its idf: rank-bm25's formula,
        operation by operation, in float64."""
        often = counts.astype(np.float64)
        return np.asarray(often * (self.k1 + 1) / (often + self.saturation[documents]))

    def known(self, terms: Iterable[str]) -> list[int]:
        """The numbers of those of `terms` that some document holds, in order."""
        found = map(self.numbers.get, terms)
        return [number for number in found if number is not None]

    def row(self, number: int) -> Row:
        """The row of term `number`.

        Raises PostingsError where a damaged file names documents that cannot be: what is returned
        is safe for a kernel that checks nothing.
        """
        row = self._rows.get(number)
        if row is None:
            if len(self._rows) >= _MOST_KEPT:
                self._rows.clear()
            row = self._rows[number] = self._read(number)
        return row

    def _read(self, number: int) -> Row:
        first, last = int(self.starts[number]), int(self.starts[number + 1])
        documents, impacts = self.documents[first:last], self.impacts[first:last]
        sound = 0 <= first < last <= len(self.documents) and last - first <= self.size
        if not sound or documents[0] < 0 or documents[-1] >= self.size:
            raise _damaged(self.terms[number])
        if not (documents[1:] > documents[:-1]).all():
            raise _damaged(self.terms[number])
        dense = None
        if number in self._frequent:
            # Of its own: another thread may be reading the one that was made here before.
            dense = np.zeros(self.size, np.float32)
            dense[documents] = impacts
        bounds = np.array([0, last - first], np.int32)
        return Row(documents, impacts, bounds, float(impacts.max()), dense)

    @cached_property
    def _frequent(self) -> frozenset[int]:
        """The terms that get a dense row."""
        frequencies = np.diff(self.starts)
        order = np.argsort(-frequencies, kind="stable")[:_MOST_DENSE]
        return frozenset(order[frequencies[order] * _DENSE_SHARE > self.size].tolist())


def _damaged(term: str) -> PostingsError:
    message = f"the postings of {term} are damaged; they have to be built again"
    return PostingsError(message)
