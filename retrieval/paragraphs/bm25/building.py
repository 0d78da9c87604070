"""Building postings: rank-bm25's statistics of a corpus, counted with numpy."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.paragraphs.bm25.postings import Postings

__all__ = ["LuceneBM25", "build_postings"]

# Postings whose impacts are computed at a time: a few megabytes of float64, whatever the corpus.
_CHUNK = 1 << 20
# Documents read at a time: enough that the loop over blocks costs nothing, few enough that their
# texts take little memory.
_BLOCK = 1024
# The document of a sorting key takes its lower half, the term its upper half.
_DOCUMENT = 32


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
