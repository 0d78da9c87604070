"""Summing: adding a row of postings to the scores of all documents."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache

import numpy as np

from retrieval.paragraphs.bm25.postings import Impacts, Row

__all__ = ["Adder", "add_plainly", "adder", "room"]

# Adds the impacts of a row to scores, which have a place for each document.
Adder = Callable[[Impacts, Row], None]

# Below this many documents the loop of numpy is as fast, and importing scipy costs more time than
# it will ever save.
_COMPILED_FROM = 1_000
# From two megabytes on memory is taken in whole such pieces, which the system may back with large
# pages: sums go to places all over the array, and small pages cost a look-up each time.
_LARGE = 1 << 19
_ONE = np.ones(1, np.float32)


# Each thread has its own array to sum in: fresh memory would be paged in at every question.
_scratch = threading.local()


def room(length: int) -> Impacts:
    """`length` numbers of any value to write to, valid until this thread calls it again."""
    array: Impacts | None = getattr(_scratch, "array", None)
    if array is None or len(array) < length:
        whole = length if length < _LARGE else -(-length // (2 * _LARGE)) * 2 * _LARGE
        array = _scratch.array = np.zeros(whole, np.float32)
    return array[:length]


def adder(size: int) -> Adder:
    """What is fastest to add a row that is not dense to the scores of `size` documents."""
    return _compiled() if size >= _COMPILED_FROM else add_plainly


def add_plainly(scores: Impacts, row: Row) -> None:
    """An `Adder` of numpy alone."""
    np.add.at(scores, row.documents, row.impacts)


@cache
def _compiled() -> Adder:
    """The product of a sparse matrix of one column with 1: a loop in C, twice as fast as numpy's,
    that comes with scipy.  It checks no bounds: `Postings.row` has done so.

    The function is no public part of scipy; where it is not there, or does not do as it did,
    numpy's is as good.
    """
    try:
        from scipy.sparse._sparsetools import csc_matvec
    except ImportError:
        return add_plainly

    def add(scores: Impacts, row: Row) -> None:
        csc_matvec(len(scores), 1, row.bounds, row.documents, row.impacts, _ONE, scores)

    tried = np.array([1, 0, 0], np.float32)
    bounds = documents = np.array([0, 2], np.int32)
    try:
        add(tried, Row(documents, np.array([2, 3], np.float32), bounds, 3.0, None))
    except (TypeError, ValueError):
        return add_plainly
    return add if tried.tolist() == [3, 0, 3] else add_plainly
