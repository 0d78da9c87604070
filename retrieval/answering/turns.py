"""Turns: one message of a dialogue, whether it asks something or opens a passage."""

from __future__ import annotations

from collections.abc import Callable

from retrieval.answering.answer import Answer
from retrieval.answering.dialogue import LastQuestion, Turn, take_turn
from retrieval.answering.library import Library
from retrieval.answering.opened import opened_turn

__all__ = ["turn_in"]


def turn_in(
    library: Library, text: str, last: LastQuestion | None, ask: Callable[[str], Answer]
) -> Turn:
    """The turn of the message `text` after the question `last`, for who sees no buttons.

    `ask`: the answer to a question in full.  Raises IndexUnavailableError.
    """
    opening = library.opening(text)
    if opening is not None:
        return opened_turn(library, opening, text, last, ask)
    return take_turn(text, last, ask=ask, follow=library.follow)
