"""A reply with what is to be recorded of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.reply import Reply
from retrieval import Answer

__all__ = ["Answered"]


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply, and what the journal records of the question behind it.

    `answer`: the search result, of which hit `rank` (from 0) is shown; None where the reply answers
    no new question.
    """

    reply: Reply
    answer: Answer | None = None
    rank: int = 0
