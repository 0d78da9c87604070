"""Search: the documents with the highest scores for the terms of a question, exactly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from retrieval.paragraphs.bm25.postings import Impacts, Numbers, Postings, Row, Scores
from retrieval.paragraphs.bm25.stripes import Stripes, padded

__all__ = ["Best", "best", "scores"]

# Documents from which on it is faster to find candidates by the rarer terms before the frequent
# ones are added.
_PRUNED_FROM = 300_000
# Half a unit in the last place of float32, for each of two scores that are compared.
_ROUNDING = 2.0**-23
# Candidates by rarer terms at most: with more, these terms tell next to nothing.
_MOST_LIKELY = 1000
# Documents from which on the kernel of scipy is faster than numpy's loop by more than it takes to
# import it.
_COMPILED_FROM = 1_000
# Numbers: from two megabytes on, memory is allocated in multiples of them, which the system may
# back with large pages; sums go to places all over the array, and small pages cost a look-up each.
_LARGE = 1 << 19
_ONE = np.ones(1, np.float32)

# Adds the impacts of a row to scores, which have a place for each document.
Adder = Callable[[Impacts, Row], None]

# A dense row, and the most that it adds to any score.
_Dense = tuple[Impacts, float]


@dataclass(frozen=True, slots=True)
class Best:
    """Documents with scores above 0, best first, ties in reading order."""

    documents: Numbers
    scores: Scores


def best(postings: Postings, terms: Sequence[str], k: int) -> Best:
    """The `k` documents with the highest scores above 0; fewer where there are not as many.

    A term that comes twice counts twice.  The order is that of rank-bm25's scores, also where they
    differ by less than float32 resolves.  Raises PostingsError where a file is damaged.
    """
    numbers = postings.known(terms)
    if not numbers or k < 1:
        return Best(np.zeros(0, np.int64), np.zeros(0))
    # The error of a sum is at most half a unit for each impact and addition.
    slack = (len(numbers) + 2) * _ROUNDING
    documents, sums = _candidates(*_divided(postings, numbers), postings.size, k, slack)
    order = np.argsort(-sums, kind="stable")
    head = sums[order[: k + 1]].tolist()
    if any(high - low <= slack * high for high, low in pairwise(head)):
        close = np.sort(order[sums[order] >= head[:k][-1] * (1 - slack)])
        documents = documents[close]
        exact = _exact_scores(postings, np.array(numbers), documents)
        order = np.argsort(-exact, kind="stable")[:k]
        return Best(documents[order], exact[order])
    return Best(documents[order[:k]], np.array(head[:k]))


def scores(postings: Postings, terms: Sequence[str]) -> Impacts:
    """The score of each document; 0 without any of `terms`.  Raises PostingsError as `best`."""
    total = np.empty(postings.size, np.float32)
    _sum(total, *_divided(postings, postings.known(terms)))
    return total


def _divided(postings: Postings, numbers: Sequence[int]) -> tuple[list[Row], list[_Dense]]:
    """The rows of terms `numbers`: those that are not dense, and those that are."""
    rows = list(map(postings.row, numbers))
    light = [row for row in rows if row.dense is None]
    return light, [(row.dense, row.peak) for row in rows if row.dense is not None]


def _sum(total: Impacts, light: Sequence[Row], dense: Sequence[_Dense]) -> None:
    """Writes the sums of all rows to `total`."""
    # The first is copied: that saves clearing what it will be added to.
    total[:] = dense[0][0] if dense else 0
    for impacts, _ in dense[1:]:
        total += impacts
    add = _adder(len(total))
    for row in light:
        add(total, row)


def _candidates(
    light: Sequence[Row], dense: Sequence[_Dense], size: int, k: int, slack: float
) -> tuple[Numbers, Impacts]:
    """Documents in reading order, the best `k` and all that tie with them among them, and their
    sums."""
    array = _scratch(padded(size))
    array[size:] = 0
    total = array[:size]
    if size >= _PRUNED_FROM and light and dense:
        _sum(total, light, ())
        found = _pruned(Stripes.of(array), dense, k, slack)
        if found is not None:
            return found
        for impacts, _ in dense:
            total += impacts
    else:
        _sum(total, light, dense)
    stripes = Stripes.of(array)
    documents = stripes.at_least(stripes.floor(k) * (1 - slack))
    return documents, array[documents]


def _pruned(
    stripes: Stripes, dense: Sequence[_Dense], k: int, slack: float
) -> tuple[Numbers, Impacts] | None:
    """The same by MaxScore, of `stripes` without the `dense` rows; None where these may decide.

    The best by the other rows, scored in full, give a lower bound of the `k`-th score.  Documents
    that lack more of it than all dense rows can add are left out.
    """
    floor = stripes.floor(k)
    if floor <= 0:
        return None
    likely = stripes.at_least(floor)
    if len(likely) > _MOST_LIKELY:
        return None
    least = float(np.sort(_in_full(stripes, likely, dense))[-k])
    rest = sum(most for _, most in dense)
    needed = least * (1 - 2 * slack) - rest * (1 + 2 * slack)
    if needed <= 0:
        return None
    documents = stripes.at_least(needed)
    sums = _in_full(stripes, documents, dense)
    kept = np.flatnonzero(sums >= least * (1 - slack))
    return documents[kept], sums[kept]


def _in_full(stripes: Stripes, documents: Numbers, dense: Sequence[_Dense]) -> Impacts:
    """The scores of `documents` with what `dense` rows add."""
    sums = stripes.scores[documents]
    for impacts, _ in dense:
        sums += impacts[documents]
    return sums


def _exact_scores(postings: Postings, numbers: Numbers, documents: Numbers) -> Scores:
    """rank-bm25's `get_scores` of each of `documents` for terms `numbers`, to the last bit: every
    operation is float64, in its order."""
    wanted = documents.astype(np.int32)
    places = np.empty((len(numbers), len(documents)), np.int64)
    for row, number in zip(places, numbers.tolist(), strict=True):
        held = postings.row(number).documents
        np.minimum(held.searchsorted(wanted), len(held) - 1, out=row)
    places += postings.starts[numbers][:, None]
    # In a document outside its row a term occurs 0 times.
    counts = np.where(postings.documents[places] == wanted, postings.counts[places], 0)
    total = np.zeros(len(documents))
    for row in postings.idf[numbers][:, None] * postings.saturated(counts, documents):
        total += row  # one after the other: numpy's own sum adds in another order
    return total


# Each thread has its own array to sum in: new memory would be paged in at every question.
_of_thread = threading.local()


def _scratch(length: int) -> Impacts:
    """`length` numbers of any value to write to, valid until this thread calls it again."""
    array: Impacts | None = getattr(_of_thread, "array", None)
    if array is None or len(array) < length:
        whole = length if length < _LARGE else -(-length // (2 * _LARGE)) * 2 * _LARGE
        array = _of_thread.array = np.zeros(whole, np.float32)
    return array[:length]


def _adder(size: int) -> Adder:
    """The fastest way to add a row that is not dense to the scores of `size` documents."""
    return _compiled() if size >= _COMPILED_FROM else _add


def _add(scores: Impacts, row: Row) -> None:
    np.add.at(scores, row.documents, row.impacts)


@cache
def _compiled() -> Adder:
    """The product of a sparse matrix of one column with 1: scipy's loop in C, twice as fast as
    numpy's.  It checks no bounds; `Postings.row` has done so.

    The function is not public: where it is missing or behaves differently, numpy adds.
    """
    try:
        from scipy.sparse._sparsetools import csc_matvec
    except ImportError:
        return _add

    def add(scores: Impacts, row: Row) -> None:
        csc_matvec(len(scores), 1, row.bounds, row.documents, row.impacts, _ONE, scores)

    tried = np.array([1, 0, 0], np.float32)
    bounds = documents = np.array([0, 2], np.int32)
    try:
        add(tried, Row(documents, np.array([2, 3], np.float32), bounds, 3.0, None))
    except (TypeError, ValueError):
        return _add
    return add if tried.tolist() == [3, 0, 3] else _add
