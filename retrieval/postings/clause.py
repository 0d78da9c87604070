"""Clauses: a question as terms of fields, each with its weight."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from retrieval.postings.postings import Postings

__all__ = ["Clause", "clauses"]


class Clause(NamedTuple):
    """Term `number` of `postings`, whose impacts count `weight` times."""

    postings: Postings
    number: int
    weight: float


def clauses(
    fields: Sequence[tuple[Postings, float]], terms: Iterable[tuple[str, float]]
) -> tuple[Clause, ...]:
    """`terms` with their weights in each of `fields` with theirs: the weights are multiplied.

    In the order of terms, so that rank-bm25 would add up the same; a term that comes twice counts
    twice; what no document holds and what weighs nothing is left out.  Raises ValueError where
    fields are not over the same number of documents, or where a weight is negative or not finite.
    """
    if len({postings.size for postings, _ in fields}) > 1:
        message = "fields of one question have to be over the same documents"
        raise ValueError(message)
    known = [(postings, postings.numbers, share) for postings, share in fields]
    found = []
    for term, weight in terms:
        for postings, numbers, share in known:
            product = weight * share
            if not (0 <= product < math.inf and weight >= 0):
                message = f"weights are finite and not negative, not {weight} and {share}"
                raise ValueError(message)
            number = numbers.get(term)
            if number is not None and product:
                found.append(Clause(postings, number, product))
    return tuple(found)
