"""Postings: for each term the documents that hold it and what it adds to their scores."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.errors import PostingsError

__all__ = ["Counts", "Documents", "Impacts", "Postings", "Row"]

Documents = npt.NDArray[np.int32]
Impacts = npt.NDArray[np.float32]
Counts = npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.uint32]

# A term in more than an eighth of the documents also gets a row with a place for every document:
# it is read in one stream, without looking up where each impact belongs, which is faster from about
# there on and takes at most four times the memory.
_DENSE_SHARE = 8
# Four bytes a document each: 64 are 26 MB at 100 000 documents, 256 MB at a million.
_MOST_DENSE = 64
# Rows that were asked for stay; so many are about 40 MB, and a new start costs microseconds each.
_MOST_KEPT = 1 << 16


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
class Postings:
    """BM25 over `size` documents with the parameters `k1` and `b`.

    Term `terms[i]` has the weight `idf[i]`, stands in `documents[starts[i]:starts[i + 1]]`, in
    rising order, as often as `counts` of the same range says, adds the `impacts` of that range to
    their scores, and to no score more than `peaks[i]`.  `lengths` are the documents' terms,
    `average` is their mean.  Any number of threads may read at once.
    """

    size: int
    k1: float
    b: float
    average: float
    terms: tuple[str, ...]
    idf: npt.NDArray[np.float64]
    peaks: Impacts
    starts: npt.NDArray[np.int64]
    documents: Documents
    impacts: Impacts
    counts: Counts
    lengths: npt.NDArray[np.int32]
    # Threads that meet here may make a row twice: both are whole and equal, and one of them stays.
    _rows: dict[int, Row] = field(default_factory=dict, init=False, repr=False)

    def __contains__(self, term: str) -> bool:
        return term in self.numbers

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each term."""
        return {term: number for number, term in enumerate(self.terms)}

    def frequency(self, number: int) -> int:
        """How many documents hold term `number`."""
        return int(self.starts[number + 1] - self.starts[number])

    def row(self, number: int) -> Row:
        """What stands in the row of term `number`.

        Raises PostingsError where a damaged file has documents there that cannot be: what is
        returned is safe for a kernel that checks nothing.
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
        return Row(documents, impacts, bounds, float(self.peaks[number]), dense)

    @cached_property
    def _frequent(self) -> frozenset[int]:
        """The terms that get a dense row."""
        frequencies = np.diff(self.starts)
        order = np.argsort(-frequencies, kind="stable")[:_MOST_DENSE]
        return frozenset(order[frequencies[order] * _DENSE_SHARE > self.size].tolist())


def _damaged(term: str) -> PostingsError:
    message = f"the postings of {term} are damaged; they have to be built anew"
    return PostingsError(message)
