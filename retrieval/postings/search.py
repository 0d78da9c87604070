"""Search: the best documents for the clauses of a question.  Exact, whatever is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrieval.postings.clause import Clause
from retrieval.postings.exact import exact_scores
from retrieval.postings.postings import Impacts, Row
from retrieval.postings.stripes import Numbers, Stripes, padded
from retrieval.postings.summing import add_dense, adder, room

__all__ = ["Best", "best", "scores"]

# From this many documents on it pays to find candidates by the rarer terms before the frequent ones
# are added; below, adding them costs less than finding out.
_PRUNED_FROM = 300_000
# Half a unit in the last place of float32, for each of two scores that are compared.
_ROUNDING = 2.0**-23
# More than this many share the k-th place by rarer terms only where these say next to nothing.
_MOST_LIKELY = 1000

# A row and its weight; a dense row, its weight, and the most that it adds to any score.
_Light = tuple[Row, float]
_Dense = tuple[Impacts, float, float]


@dataclass(frozen=True, slots=True)
class Best:
    """Documents with scores above 0, best first, ties in reading order."""

    documents: Numbers
    scores: npt.NDArray[np.float64]


def best(clauses: Sequence[Clause], k: int) -> Best:
    """The `k` documents that score highest; fewer where fewer hold any term.

    Their order is that of rank-bm25's scores, also where they differ by less than float32 can
    tell.  Raises PostingsError where a file is damaged.
    """
    if not clauses or k < 1:
        return Best(np.zeros(0, np.int64), np.zeros(0))
    size = clauses[0].postings.size
    light, dense = _divided(clauses)
    # The error of a sum is at most half a unit for each impact, weight, product and addition.
    slack = (len(light) + len(dense) + 2) * _ROUNDING
    documents, sums = _candidates(light, dense, size, k, slack)
    return _ordered(clauses, documents, sums, k, slack)


def scores(clauses: Sequence[Clause], size: int) -> Impacts:
    """The score of each of `size` documents; 0 where it holds no term."""
    total = np.empty(size, np.float32)
    _sum(total, *_divided(clauses))
    return total


def _divided(clauses: Sequence[Clause]) -> tuple[list[_Light], list[_Dense]]:
    """The rows of `clauses` with their weights: those that are not dense, and those that are."""
    light: list[_Light] = []
    dense: list[_Dense] = []
    for postings, number, weight in clauses:
        row = postings.row(number)
        if row.dense is None:
            light.append((row, weight))
        else:
            dense.append((row.dense, weight, row.peak * weight))
    return light, dense


def _sum(total: Impacts, light: Sequence[_Light], dense: Sequence[_Dense]) -> None:
    """Writes the sums of all rows to `total`."""
    if dense:  # the first is copied: that saves clearing what it will be added to
        impacts, weight, _ = dense[0]
        np.multiply(impacts, np.float32(weight), out=total)
    else:
        total.fill(0)
    for impacts, weight, _ in dense[1:]:
        add_dense(total, impacts, weight)
    add = adder(len(total))
    for row, weight in light:
        add(total, row, weight)


def _candidates(
    light: Sequence[_Light], dense: Sequence[_Dense], size: int, k: int, slack: float
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
        for impacts, weight, _ in dense:
            add_dense(total, impacts, weight)
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
    rest = sum(most for _, _, most in dense)
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
    for impacts, weight, _ in dense:
        sums += impacts[documents] * np.float32(weight)
    return sums


def _ordered(
    clauses: Sequence[Clause], documents: Numbers, sums: Impacts, k: int, slack: float
) -> Best:
    """The best `k` of `documents`; near-ties are settled by exact scores."""
    order = np.argsort(-sums, kind="stable")
    head = sums[order[: k + 1]].tolist()
    if any(high - low <= slack * high for high, low in pairwise(head)):
        close = np.sort(order[sums[order] >= head[:k][-1] * (1 - slack)])
        documents = documents[close]
        exact = exact_scores(clauses, documents)
        order = np.argsort(-exact, kind="stable")[:k]
        return Best(documents[order], exact[order])
    order = order[:k]
    return Best(documents[order], np.array(head[:k]))
