"""Summing: adding a row of postings to the scores of all documents."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache

import numpy as np

from retrieval.postings.postings import Impacts, Row

__all__ = ["Adder", "add_dense", "add_plainly", "adder", "room"]

# Adds `weight` times the impacts of a row to scores, which have a place for each document.
Adder = Callable[[Impacts, Row, float], None]

# Below this many documents the loop of numpy is as fast, and importing scipy costs more time than
# it will ever save.
_COMPILED_FROM = 1_000
# From two megabytes on memory is asked for in whole such pieces, which the system may back with
# large pages: sums go to places all over the array, and small pages cost a look-up each time.
_LARGE = 1 << 19
_ONE = np.ones(1, np.float32)


class _Scratch(threading.local):
    """Each thread's own array to sum in: fresh memory would be paged in at every question."""

    def __init__(self) -> None:
        self.array: Impacts = np.zeros(0, np.float32)


_scratch = _Scratch()


def room(length: int) -> Impacts:
    """`length` numbers of any value to write to, good until this thread asks again."""
    if len(_scratch.array) < length:
        whole = length if length < _LARGE else -(-length // (2 * _LARGE)) * 2 * _LARGE
        _scratch.array = np.zeros(whole, np.float32)
    return _scratch.array[:length]


def adder(size: int) -> Adder:
    """What is fastest to add a row that is not dense to the scores of `size` documents."""
    return _compiled() if size >= _COMPILED_FROM else add_plainly


def add_dense(scores: Impacts, impacts: Impacts, weight: float) -> None:
    """Adds `weight` times `impacts` to `scores`, place by place."""
    np.add(scores, impacts if weight == 1 else impacts * np.float32(weight), out=scores)


def add_plainly(scores: Impacts, row: Row, weight: float) -> None:
    """An `Adder` of numpy alone."""
    impacts = row.impacts if weight == 1 else row.impacts * np.float32(weight)
    np.add.at(scores, row.documents, impacts)


@cache
def _compiled() -> Adder:
    """The product of a sparse matrix of one column with `weight`: a loop in C, twice as fast as
    numpy's, that comes with scipy.  It checks no bounds: `Postings.row` has done so.

    The function is no public part of scipy; where it is not there, or does not do as it did,
    numpy's is as good.
    """
    try:
        from scipy.sparse._sparsetools import csc_matvec
    except ImportError:
        return add_plainly

    def add(scores: Impacts, row: Row, weight: float) -> None:
        weights = _ONE if weight == 1 else np.array([weight], np.float32)
        csc_matvec(len(scores), 1, row.bounds, row.documents, row.impacts, weights, scores)

    tried = np.array([1, 0, 0], np.float32)
    bounds = documents = np.array([0, 2], np.int32)
    try:
        add(tried, Row(documents, np.array([2, 3], np.float32), bounds, 3.0, None), 2.0)
    except (TypeError, ValueError):
        return add_plainly
    return add if tried.tolist() == [5, 0, 6] else add_plainly
