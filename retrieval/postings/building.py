"""Building postings from documents, block by block, so that memory holds little beside them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from retrieval.postings.postings import Counts, Documents, Impacts, Postings

__all__ = ["build_postings"]

# Documents a block: their numbers in it take 16 bits of a sorting key.
_BLOCK = 1 << 16
# Postings whose impacts are computed at a time, in float64.
_CHUNK = 1 << 20

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Block:
    """Postings of some documents, by term and document; `sizes[i]` of them are of `terms[i]`."""

    first: int
    lengths: npt.NDArray[np.int32]
    terms: Ids
    sizes: Ids
    documents: npt.NDArray[np.uint16]
    counts: Counts


def build_postings(corpus: Iterable[Sequence[str]], k1: float = 1.5, b: float = 0.75) -> Postings:
    """Postings of `corpus`, a list of terms a document, as `LuceneBM25` scores it.

    The corpus is read once and may be a generator.  k1 and b as rank-bm25 sets them.
    """
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    documents = iter(corpus)
    blocks: list[_Block] = []
    while texts := list(islice(documents, _BLOCK)):
        blocks.append(_block(texts, len(blocks) * _BLOCK, numbers))
    lengths = _joined([block.lengths for block in blocks], np.int32)
    total = int(lengths.sum(dtype=np.int64))
    average = total / len(lengths) if total else 1.0
    starts = _starts(blocks, len(numbers))
    rows, counts = _placed(blocks, starts)
    blocks.clear()
    idf = _idf(np.diff(starts), len(lengths))
    saturation = k1 * (1 - b + b * lengths.astype(np.float64) / average)
    impacts, peaks = _impacts(starts, rows, counts, idf, saturation, k1)
    return Postings(
        size=len(lengths),
        k1=k1,
        b=b,
        average=average,
        terms=tuple(numbers),
        idf=idf,
        peaks=peaks,
        starts=starts,
        documents=rows,
        impacts=impacts,
        counts=counts,
        lengths=lengths,
    )


def _block(texts: Sequence[Sequence[str]], first: int, numbers: defaultdict[str, int]) -> _Block:
    """The postings of `texts`; terms that are new get the next of `numbers`."""
    lengths = np.fromiter(map(len, texts), np.int32, len(texts))
    terms = map(numbers.__getitem__, chain.from_iterable(texts))
    keys = np.fromiter(terms, np.int64, int(lengths.sum(dtype=np.int64)))
    keys <<= 16
    keys |= np.repeat(np.arange(len(texts)), lengths)
    keys.sort()
    firsts = _firsts(keys)
    counts = np.diff(firsts, append=len(keys))
    keys = keys[firsts]
    of_terms = keys >> 16
    begun = _firsts(of_terms)
    return _Block(
        first=first,
        lengths=lengths,
        terms=of_terms[begun],
        sizes=np.diff(begun, append=len(of_terms)),
        documents=(keys & 0xFFFF).astype(np.uint16),
        counts=_narrow(counts),
    )


def _firsts(ordered: Ids) -> Ids:
    """Where in `ordered` another number begins."""
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.flatnonzero(new)


def _narrow(counts: Ids) -> Counts:
    """`counts` in the fewest bytes that hold them all: nearly always one."""
    highest = int(counts.max(initial=0))
    if highest < 1 << 8:
        return counts.astype(np.uint8)
    return counts.astype(np.uint16) if highest < 1 << 16 else counts.astype(np.uint32)


def _joined(arrays: Sequence[npt.NDArray[np.int32]], dtype: type) -> npt.NDArray[np.int32]:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype)


def _starts(blocks: Sequence[_Block], terms: int) -> Ids:
    starts = np.zeros(terms + 1, np.int64)
    for block in blocks:
        starts[block.terms + 1] += block.sizes
    return np.cumsum(starts, out=starts)


def _placed(blocks: Sequence[_Block], starts: Ids) -> tuple[Documents, Counts]:
    """Documents and counts by term and document: the blocks of a term come one after the other, as
    in a counting sort."""
    postings = int(starts[-1])
    widest = max((block.counts.dtype for block in blocks), default=np.dtype(np.uint8))
    rows, counts = np.empty(postings, np.int32), np.empty(postings, widest)
    free = starts[:-1].copy()
    for block in blocks:
        before = np.cumsum(block.sizes) - block.sizes
        places = np.repeat(free[block.terms] - before, block.sizes)
        places += np.arange(len(places))
        rows[places] = block.documents.astype(np.int32) + block.first
        counts[places] = block.counts
        free[block.terms] += block.sizes
    return rows, counts


def _idf(frequencies: Ids, size: int) -> npt.NDArray[np.float64]:
    """Lucene's idf, by `math.log` as in `LuceneBM25`: numpy's may differ in the last bit."""
    distinct, which = np.unique(frequencies, return_inverse=True)
    values = [math.log(1 + (size - n + 0.5) / (n + 0.5)) for n in distinct.tolist()]
    return np.array(values, np.float64)[which]


def _impacts(
    starts: Ids,
    rows: Documents,
    counts: Counts,
    idf: npt.NDArray[np.float64],
    saturation: npt.NDArray[np.float64],
    k1: float,
) -> tuple[Impacts, Impacts]:
    """The impact of each posting, and the highest of each term."""
    impacts = np.empty(len(rows), np.float32)
    for first in range(0, len(rows), _CHUNK):
        part = slice(first, min(first + _CHUNK, len(rows)))
        terms = np.searchsorted(starts, [part.start, part.stop - 1], side="right") - 1
        bounds = np.clip(starts[terms[0] : terms[1] + 2], part.start, part.stop)
        weights = np.repeat(idf[terms[0] : terms[1] + 1], np.diff(bounds))
        often = counts[part].astype(np.float64)
        impacts[part] = weights * (often * (k1 + 1) / (often + saturation[rows[part]]))
    if not len(rows):
        return impacts, np.zeros(0, np.float32)
    # Every term stands somewhere, so no stretch is empty.
    return impacts, np.maximum.reduceat(impacts, starts[:-1])
