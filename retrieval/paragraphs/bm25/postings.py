"""Postings: for each term the documents that hold it and its impact on their scores.

rank-bm25 is the definition of the scores; its statistics of a corpus are frozen term by term.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from typing import Any

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from retrieval.errors import PostingsError

__all__ = [
    "FrozenBM25",
    "Impacts",
    "LuceneBM25",
    "Numbers",
    "Postings",
    "Row",
    "Scores",
    "build_postings",
]

Documents = npt.NDArray[np.int32]
Impacts = npt.NDArray[np.floating[Any]]
Counts = npt.NDArray[np.unsignedinteger[Any]]
Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]

# A term in more than an eighth of the documents also gets a dense row, with an impact for every
# document: adding that needs no look-up of where each impact belongs, which is faster from about
# there on, and takes at most four times the memory.
_DENSE_SHARE = 8
# Dense rows at most, of four bytes a document: 26 MB at 100 000 documents, 256 MB at a million.
_MOST_DENSE = 64
# Rows that stay in memory: about 40 MB.  To make one again takes microseconds.
_MOST_KEPT = 1 << 16
# Postings whose impacts are computed at a time: a few megabytes of float64, whatever the corpus.
_CHUNK = 1 << 20
# Documents read at a time: enough that the loop over blocks costs nothing, few enough that their
# texts take little memory.
_BLOCK = 1024
# The document of a sorting key takes its lower half, the term its upper half.
_DOCUMENT = 32


@dataclass(frozen=True, eq=False)
class FrozenBM25:
    """BM25 over `size` documents, frozen into one row of postings for each term.

    Term `terms[i]` has the weight `idf[i]`, occurs in `documents[starts[i]:starts[i + 1]]`, in
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
    """The same with what exact scores need, as impacts are rounded to float32.

    `counts`: how often the term of a posting occurs in its document; `saturation`, of each
    document, and `k1`: how little a further occurrence adds.  Any number of threads may read at
    once.
    """

    counts: Counts
    saturation: Scores
    k1: float
    # Two threads may make the same row at once: both are complete and equal, and one stays.
    _rows: dict[int, Row] = field(default_factory=dict, init=False, repr=False)

    def saturated(self, counts: Impacts | Counts, documents: Documents | Numbers) -> Scores:
        """The score of `counts` occurrences in `documents` without idf: rank-bm25's formula in its
        order of operations, in float64."""
        often = counts.astype(np.float64)
        return np.asarray(often * (self.k1 + 1) / (often + self.saturation[documents]))

    def known(self, terms: Iterable[str]) -> list[int]:
        """The numbers of those of `terms` that occur in any document, in order."""
        found = map(self.numbers.get, terms)
        return [number for number in found if number is not None]

    def row(self, number: int) -> Row:
        """The row of term `number`.

        Raises PostingsError where a damaged file has documents out of range or order: the kernel
        that adds the row checks no bounds.
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
            # A new array: another thread may be reading the one that was made here before.
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


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no type hints
    """`BM25Okapi` with the idf of Lucene, log(1 + (N - n + 0.5) / (n + 0.5)).

    BM25Okapi's own idf is negative for a term in more than half of the documents and is then set to
    a quarter of the mean.  Among a report's few paragraphs that lifts 发展 and 的 above words of a
    third of them; this idf falls with every further document and never reaches zero.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        size = self.corpus_size
        idf = {n: math.log(1 + (size - n + 0.5) / (n + 0.5)) for n in set(nd.values())}
        self.idf = {term: idf[n] for term, n in nd.items()}


class _CountedBM25(LuceneBM25):
    """The same statistics without rank-bm25's loop over every term of every document.

    Terms are numbered in the order in which they first occur.  `keys` holds one number for each
    posting, its term above its document, in rising order; `counts` how often the term occurs there;
    `frequencies` the documents of each term.
    """

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> Mapping[str, int]:
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        documents, lengths, terms = iter(corpus), array("q"), array("q")
        while block := list(islice(documents, _BLOCK)):
            lengths.extend(map(len, block))
            held = map(numbers.__getitem__, chain.from_iterable(block))
            terms.frombytes(np.fromiter(held, np.int64, sum(lengths[-len(block) :])).tobytes())
        self.corpus_size = len(lengths)
        self.avgdl = len(terms) / (len(lengths) or 1)
        self.doc_len = np.frombuffer(lengths, np.int64)
        keys = np.frombuffer(terms, np.int64)
        keys <<= _DOCUMENT
        keys |= np.repeat(np.arange(len(lengths), dtype=np.uint32), self.doc_len)
        keys.sort()
        first = np.ones(len(keys), np.bool_)
        np.not_equal(keys[1:], keys[:-1], out=first[1:])
        counts = np.diff(np.flatnonzero(first), append=len(keys))
        # In the fewest bytes that hold them all: nearly always one.
        self.counts = counts.astype(np.min_scalar_type(int(counts.max(initial=0))))
        self.keys = keys[first]
        self.frequencies = np.bincount(self.keys >> _DOCUMENT, minlength=len(numbers))
        return dict(zip(numbers, self.frequencies.tolist(), strict=True))


def build_postings(
    corpus: Iterable[Sequence[str]],
    b: float = 0.75,
    precision: type[np.float32 | np.float64] = np.float32,
) -> Postings:
    """Postings of `corpus`, a list of terms for each document, with the scores of `LuceneBM25`.

    The corpus is read once and may be a generator.  `b`: how much length counts, 0 to 1, by default
    as rank-bm25 sets it; `precision`: that of impacts.
    """
    bm25 = _CountedBM25(corpus, b=b)
    keys = bm25.keys
    made = Postings(
        size=bm25.corpus_size,
        terms=tuple(bm25.idf),
        idf=np.fromiter(bm25.idf.values(), np.float64, len(bm25.idf)),
        starts=np.concatenate([[0], np.cumsum(bm25.frequencies)]).astype(np.int64),
        documents=keys.astype(np.uint32).view(np.int32),
        impacts=np.empty(len(keys), precision),
        counts=bm25.counts,
        saturation=bm25.k1 * (1 - bm25.b + bm25.b * bm25.doc_len / (bm25.avgdl or 1.0)),
        k1=bm25.k1,
    )
    for first in range(0, len(keys), _CHUNK):
        part = slice(first, first + _CHUNK)
        saturated = made.saturated(made.counts[part], made.documents[part])
        made.impacts[part] = made.idf[keys[part] >> _DOCUMENT] * saturated
    return made
