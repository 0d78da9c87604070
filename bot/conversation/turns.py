"""One message of a conversation, and what it means after those before it."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.lookup import answer_to
from bot.view.shapes import next_page
from retrieval import LastQuestion, Library, Turn, take_turn

__all__ = ["turn_of"]


def turn_of(
    library: Library,
    text: str,
    last: LastQuestion | None,
    before: LastQuestion | None = None,
    rank: int | None = None,
) -> Turn:
    """The turn of `text` after `before`, or else `last`, from hit `rank` on.

    Without a rank the text says it: 还有呢 goes on where the last reply ended.
    """
    turn = take_turn(
        text,
        last,
        before=before,
        ask=lambda question: answer_to(library, question),
        follow=library.follow,
    )
    if rank is None:
        if not turn.rank or turn.answer.shown < 2:
            return turn
        same = last is not None and turn.last is not None and last.question == turn.last.question
        rank = next_page(turn.answer, last.rank if last and same else 0)
    return replace(turn, rank=rank, last=turn.last and replace(turn.last, rank=rank))
