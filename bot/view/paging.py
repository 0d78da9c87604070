"""Paging: a page of a list, and the buttons for the previous and the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot import wording
from bot.messages.actions import Action
from bot.messages.reply import Choice, Choices, Press

__all__ = ["Page", "page_of", "rows_of", "step_choices"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Page `number` (from 1) of `pages`; its first item is item `first` (from 1) of `total`."""

    items: tuple[T, ...]
    number: int
    pages: int
    first: int
    total: int


def page_of(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Page `number` (from 1) of `items`, `size` of them a page; the nearest one that exists."""
    pages = max(1, -(-len(items) // size))
    number = min(max(1, number), pages)
    start = (number - 1) * size
    return Page(tuple(items[start : start + size]), number, pages, start + 1, len(items))


def step_choices(
    number: int,
    count: int,
    to: Callable[[int], Action],
    *between: Choice,
    labels: tuple[str, str] | None = None,
) -> tuple[Choice, ...]:
    """Buttons to the neighbours of item `number` (from 1) of `count`, with `between` in the middle.

    `to`: the action that shows an item by its number.
    """
    previous, following = labels or (wording.PREVIOUS_PAGE, wording.NEXT_PAGE)
    before = (Choice(previous, Press(to(number - 1))),) if number > 1 else ()
    after = (Choice(following, Press(to(number + 1))),) if number < count else ()
    return (*before, *between, *after)


def rows_of(buttons: Sequence[Choice], width: int) -> Choices:
    """`buttons` in rows of `width`; the last one may be shorter."""
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))
