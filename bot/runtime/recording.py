"""Journal entries of answered questions, the same for every channel."""

from __future__ import annotations

from bot.conversation.answered import Answered
from bot.journal import Channel, Entry

__all__ = ["FAILED", "PAUSED", "entry_of"]

# Outcomes of the bot itself, beside those of answers.
FAILED = "failed"
PAUSED = "paused"


def entry_of(
    answered: Answered,
    channel: Channel,
    seconds: float,
    user: int | None = None,
    name: str | None = None,
) -> Entry | None:
    """The entry for the question behind `answered`; None where there is none.

    `user`: the Telegram user id of who asked, `name`: what a rating calls the answer.
    """
    answer = answered.answer
    if answer is None:
        return None
    hit = answer.hits[answered.rank] if answer.hits else None
    return Entry(
        channel,
        answer.outcome.value,
        1000 * seconds,
        question=answer.question,
        report=hit.location.report if hit else None,
        paragraph=hit.location.paragraph if hit else None,
        score=hit.score if hit else None,
        margin=answer.margin,
        user=user,
        answer=name,
    )
