"""A reply with what is to be recorded of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.reply import Reply
from retrieval import Answer, LastQuestion

__all__ = ["Answered"]


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply, and what the journal records of the question behind it.

    `answer`: the search result, of which hit `rank` (from 0) is shown; None where the reply answers
    no new question.  `last`: the question that the next message may stand on; None for none.
    """

    reply: Reply
    answer: Answer | None = None
    rank: int = 0
    last: LastQuestion | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """The messages that make up the question that is answered, in order."""
        question = self.reply.question
        if self.last is not None and self.last.question == question:
            return self.last.said
        return (question,)
