"""Recording of questions in the journal and the metrics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram import Chat

from bot.conversation.answered import Answered
from bot.journal import Channel, Entry, id_of_update, message_name
from bot.runtime.recording import FAILED, entry_of
from bot.telegram.context import Context

__all__ = ["record", "record_failure"]


def record(
    context: Context,
    answered: Answered,
    seconds: float,
    chat: Chat,
    person: int | None,
    shown: Sequence[int],
) -> None:
    """Records the question behind `answered`, if there is one; returns at once.

    `person`: who asked; `shown`: the messages of `chat` that show the answer, for its rating.
    """
    name = message_name(chat.id, shown[-1]) if shown else None
    entry = entry_of(answered, _channel_of(chat), seconds, person, name)
    if entry is not None:
        _record(context, entry, seconds)


def record_failure(context: Context, outcome: str = FAILED) -> None:
    """Records that a question got no answer: because of a fault, or of a pause.

    Commands, buttons and messages that ask nothing are not recorded.
    """
    incoming = context.incoming
    if incoming is None or not incoming.for_bot or not incoming.question:
        return
    entry = Entry(
        _channel_of(incoming.message.chat),
        outcome,
        0.0,
        question=incoming.question,
        user=incoming.person,
    )
    _record(context, entry, 0.0)


def _channel_of(chat: Chat) -> Channel:
    return Channel.PRIVATE if chat.type == chat.PRIVATE else Channel.GROUP


def _record(context: Context, entry: Entry, seconds: float) -> None:
    services = context.services
    services.metrics.question(entry.outcome, entry.channel.value, seconds)
    if context.received is not None:  # an update delivered twice leaves one row
        entry = replace(entry, id=id_of_update(context.bot.id, context.received.update_id))
    services.journal.record(entry)
