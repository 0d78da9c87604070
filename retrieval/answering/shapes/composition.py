"""Composition: the hits of an answer wider than one excerpt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from retrieval.answering.answer import Hit
from retrieval.query.shape import Shape

__all__ = ["Composition", "fitting"]


@dataclass(frozen=True, slots=True)
class Composition:
    """The hits of an answer of one shape.

    `hits`: in the order in which they are shown, each with the `group` that it stands under.
    `shown`: how many of them the first reply shows.
    `unanswered`: the pieces of the question that find nothing, in the person's words.
    """

    shape: Shape
    hits: tuple[Hit, ...]
    shown: int
    unanswered: tuple[str, ...] = ()


def fitting(sizes: Iterable[int], budget: int) -> int:
    """How many things of these `sizes`, the first ones, fit `budget` together; at least one."""
    return max(1, sum(total <= budget for total in accumulate(sizes)))
