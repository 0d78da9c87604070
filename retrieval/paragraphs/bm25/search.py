"""Search: the best documents for the terms of a question.  Exact, whatever is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from retrieval.paragraphs.bm25.postings import Impacts, Numbers, Postings, Row, Scores
from retrieval.paragraphs.bm25.stripes import Stripes, padded
from retrieval.paragraphs.bm25.summing import adder, room

__all__ = ["Best", "best", "scores"]

# From this many documents on it pays to find candidates by the rarer terms before the frequent ones
# are added; below, adding them costs less than finding out.
_PRUNED_FROM = 300_000
# Half a unit in the last place of float32, for each of two scores that are compared.
_ROUNDING = 2.0**-23
# More than this many share the k-th place by rarer terms only where these say next to nothing.
_MOST_LIKELY = 1000

# A dense row, and the most that it adds to any score.
_Dense = tuple[Impacts, float]


@dataclass(frozen=True, slots=True)
class Best:
    """Documents with scores above 0, best first, ties in reading order."""

    documents: Numbers
    scores: Scores


def best(postings: Postings, terms: Sequence[str], k: int) -> Best:
    """The `k` documents that score highest; fewer where fewer hold any term.

    A term that comes twice counts twice.  The order is that of rank-bm25's scores, also where they
    differ by less than float32 can tell.  Raises PostingsError where a file is damaged.
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
    """The score of each document; 0 where it holds none of `terms`."""
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
    add = adder(len(total))
    for row in light:
        add(total, row)


def _candidates(
    light: Sequence[Row], dense: Sequence[_Dense], size: int, k: int, slack: float
) -> tuple[Numbers, Impacts]:
    """Documents in reading order, the best `k` and all that tie with them among them, and their
    sums."""
    array = room(padded(size))
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
    """The same, of `stripes` without the `dense` rows; None where these may decide by themselves.

    This is MaxScore.  The best by the other rows, scored in full, tell what the `k`-th best has at
    least; whoever lacks more of that than dense rows can give is out.
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
    """What rank-bm25's `get_scores` gives to each of `documents` for terms `numbers`, to the last
    bit: every operation is float64, in its order."""
    wanted = documents.astype(np.int32)
    places = np.empty((len(numbers), len(documents)), np.int64)
    for row, number in zip(places, numbers.tolist(), strict=True):
        held = postings.row(number).documents
        np.minimum(held.searchsorted(wanted), len(held) - 1, out=row)
    places += postings.starts[numbers][:, None]
    # A document that a row does not hold counts 0 times.
    counts = np.where(postings.documents[places] == wanted, postings.counts[places], 0)
    total = np.zeros(len(documents))
    for row in postings.idf[numbers][:, None] * postings.saturated(counts, documents):
        total += row  # one after the other: numpy's own sum adds in another order
    return total
