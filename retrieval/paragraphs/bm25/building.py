"""Building postings: rank-bm25 counts a corpus, and its statistics are frozen term by term."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.paragraphs.bm25.postings import Postings

__all__ = ["LuceneBM25", "build_postings"]

# Postings that are computed at a time: a few megabytes of float64, whatever the corpus.
_CHUNK = 1 << 20
# A posting's place in reading order takes the lower half of a sorting key, its term the upper.
_PLACE = 32


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no type hints
    """`BM25Okapi` with the idf of Lucene, log(1 + (N - n + 0.5) / (n + 0.5)).

    BM25Okapi's own idf is negative for a term in more than half of the documents and is then set to
    a quarter of the mean.  Among a report's few paragraphs that lifts 发展 and 的 above words of a
    third of them; this idf falls with every further document and never reaches zero.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, n in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - n + 0.5) / (n + 0.5))


class _Columns:
    """Takes the place of rank-bm25's list of documents, each a dictionary of counts by term: the
    same in 8 bytes a posting, a tenth of what the dictionaries take."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__
        self.terms, self.counts, self.sizes = array("i"), array("I"), array("i")

    def append(self, frequencies: Mapping[str, int]) -> None:
        """Adds a document; terms are numbered in the order in which rank-bm25 meets them."""
        self.terms.extend(map(self._numbers.__getitem__, frequencies))
        self.counts.extend(frequencies.values())
        self.sizes.append(len(frequencies))


class _Counted(LuceneBM25):
    """The statistics of a corpus that is read once, also of one without documents."""

    def _initialize(self, corpus: Iterable[Sequence[str]]) -> Mapping[str, int]:
        self.doc_freqs = _Columns()
        documents = iter(corpus)
        first = next(documents, None)
        if first is None:  # rank-bm25 would divide by zero
            return {}
        frequencies: Mapping[str, int] = super()._initialize(chain([first], documents))
        return frequencies


def build_postings(
    corpus: Iterable[Sequence[str]],
    b: float = 0.75,
    precision: type[np.float32 | np.float64] = np.float32,
) -> Postings:
    """Postings of `corpus`, a list of terms a document, with the scores of `LuceneBM25`.

    The corpus is read once and may be a generator.  `b`: how much length counts, 0 to 1, as
    rank-bm25 sets it; `precision`: that of impacts.
    """
    bm25 = _Counted(corpus, b=b)
    columns: _Columns = bm25.doc_freqs
    terms = np.frombuffer(columns.terms, np.int32)
    counts = np.frombuffer(columns.counts, np.uint32)
    # In the fewest bytes that hold them all: nearly always one.
    counts = counts.astype(np.min_scalar_type(int(counts.max(initial=0))))
    owners = np.repeat(np.arange(bm25.corpus_size, dtype=np.int32), columns.sizes)
    idf = np.fromiter(bm25.idf.values(), np.float64, len(bm25.idf))
    starts = np.concatenate([[0], np.cumsum(np.bincount(terms, minlength=len(idf)))])
    keys = terms.astype(np.int64)
    del terms, columns, bm25.doc_freqs  # 8 bytes a posting that are needed no longer
    keys <<= _PLACE
    keys |= np.arange(len(keys), dtype=np.uint32)
    keys.sort()  # numbers are unique, so this is faster than a stable sort of terms
    lengths = np.array(bm25.doc_len, np.int64)
    made = Postings(
        size=bm25.corpus_size,
        terms=tuple(bm25.idf),
        idf=idf,
        starts=starts.astype(np.int64),
        documents=np.empty(len(keys), np.int32),
        impacts=np.empty(len(keys), precision),
        counts=np.empty_like(counts),
        saturation=bm25.k1 * (1 - bm25.b + bm25.b * lengths / (bm25.avgdl or 1.0)),
        k1=bm25.k1,
    )
    for first in range(0, len(keys), _CHUNK):
        part = slice(first, first + _CHUNK)
        places = keys[part] & ((1 << _PLACE) - 1)
        made.documents[part] = documents = owners[places]
        made.counts[part] = often = counts[places]
        made.impacts[part] = idf[keys[part] >> _PLACE] * made.saturated(often, documents)
    return made
