"""Recording: what becomes of a question goes into the journal and is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram import Message, Update, User

from bot.journal import Channel, Entry, id_of_update, message_name
from bot.messages.reply import Reply
from bot.telegram.context import Context, services
from bot.telegram.messages.incoming import question_to
from retrieval import Answer

__all__ = ["FAILED", "PAUSED", "channel_of", "record", "record_failure"]

# Outcomes of the bot itself, beside those that answers have.
FAILED = "failed"
PAUSED = "paused"


def channel_of(message: Message) -> Channel:
    """Where `message` stands."""
    return Channel.PRIVATE if message.chat.type == message.chat.PRIVATE else Channel.GROUP


def record(
    context: Context,
    channel: Channel,
    user: User | None,
    reply: Reply,
    seconds: float,
    shown: tuple[int, Sequence[int]] | None = None,
) -> None:
    """Records the question that `reply` answers, if it answers one that was asked just now.

    `shown`: the chat and the messages that show the answer, for its rating.  Returns at once.
    """
    if reply.answer is None:
        return
    found = services(context)
    found.metrics.question(reply.answer.outcome.value, channel.value, seconds)
    name = message_name(shown[0], shown[1][-1]) if shown and shown[1] else None
    entry = _entry(channel, user, reply.answer, reply.rank, seconds, name)
    found.journal.record(_once(context, entry))


def _once(context: Context, entry: Entry) -> Entry:
    """`entry` by the number of its update, so that one brought twice leaves one row."""
    if context.update_id is None:
        return entry
    return replace(entry, id=id_of_update(context.bot.id, context.update_id))


def _entry(
    channel: Channel, user: User | None, answer: Answer, rank: int, seconds: float, name: str | None
) -> Entry:
    hit = answer.hits[rank] if answer.hits else None
    return Entry(
        channel,
        answer.outcome.value,
        1000 * seconds,
        question=answer.question,
        report=hit.location.report if hit else None,
        paragraph=hit.location.paragraph if hit else None,
        score=hit.score if hit else None,
        margin=answer.margin,
        user=user.id if user else None,
        answer=name,
    )


def record_failure(context: Context, update: Update, outcome: str = FAILED) -> None:
    """Records that a question could not be answered: through a fault, or in a pause.

    Commands, buttons and messages that ask nothing leave no row.
    """
    message = update.message or update.edited_message
    question = question_to(message, context.bot.bot) if message is not None else ""
    if message is None or not question:
        return
    found = services(context)
    channel = channel_of(message)
    found.metrics.question(outcome, channel.value, 0.0)
    user = message.from_user.id if message.from_user else None
    entry = Entry(channel, outcome, 0.0, question=question, user=user)
    found.journal.record(_once(context, entry))
