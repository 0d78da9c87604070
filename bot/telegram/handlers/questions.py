"""Questions in messages, new and edited; messages without text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from bot import wording
from bot.conversation.answered import Answered
from bot.messages.reply import Reply
from bot.messages.rich_text import paragraph
from bot.telegram.context import Context
from bot.telegram.messages.incoming import Incoming
from bot.telegram.messages.recording import record
from bot.telegram.messages.sending import Target, edit

__all__ = ["answer", "ask", "deliver", "edited", "not_text", "respond", "say", "timed"]

T = TypeVar("T")


async def timed(work: Callable[..., T], *arguments: Any, **named: Any) -> tuple[T, float]:
    """The result of `work`, called in a thread so that it blocks no other chat, and its seconds."""
    begun = time.perf_counter()
    result = await asyncio.to_thread(work, *arguments, **named)
    return result, time.perf_counter() - begun


async def respond(
    context: Context, incoming: Incoming, reply: Reply, before: Sequence[int] = ()
) -> Sequence[int]:
    """Sends `reply` to a message; the messages that show it, which are remembered.

    `before`: the messages of an earlier reply, to be edited instead.
    """
    message = incoming.message
    sent = context.services.sent
    # Of an album the first reply says that pictures are not understood, until a caption comes.
    before = before or sent.album(message)
    numbers = await edit(context.bot, Target.below(message), before, reply)
    sent.remember(message, numbers, reply.question)
    return numbers


async def say(context: Context, incoming: Incoming, text: str) -> None:
    """Sends `text` to a message."""
    await respond(context, incoming, context.services.conversation.say(text))


async def deliver(
    context: Context,
    incoming: Incoming,
    answered: Answered,
    seconds: float,
    before: Sequence[int] = (),
) -> None:
    """Sends an answer to a message, as `respond`, and records the question."""
    numbers = await respond(context, incoming, answered.reply, before)
    message = incoming.message
    record(context, answered, seconds, message.chat, incoming.person, numbers)


async def answer(context: Context, incoming: Incoming) -> None:
    """A text or a caption: a question."""
    if incoming.command:  # a caption: a text with a command goes to its own handler
        await not_text(context, incoming)
    else:
        await _answer(context, incoming)


async def ask(context: Context, incoming: Incoming) -> None:
    """/ask and a question; without one how to use it."""
    if incoming.question:
        await _answer(context, incoming)
    else:
        hint = await asyncio.to_thread(context.services.conversation.ask_hint)
        await respond(context, incoming, hint)


async def edited(context: Context, incoming: Incoming) -> None:
    """An edited question: its answer is edited too, or sent where there is none yet."""
    message = incoming.message
    if not incoming.command or incoming.question:  # an edited command is not executed again
        before = context.services.sent.answers(message.chat_id, message.message_id)
        await _answer(context, incoming, before)


async def _answer(context: Context, incoming: Incoming, before: Sequence[int] = ()) -> None:
    """Answers the question in a message."""
    services, message = context.services, incoming.message
    if not incoming.question and not incoming.private:
        hint = services.conversation.say(wording.GROUP_HINT)
        await respond(context, incoming, hint, before)
        return
    previous = incoming.before
    if not previous and message.reply_to_message is not None:
        known = services.sent.question(message.chat_id, message.reply_to_message.message_id)
        previous = (known,) if known else ()
    answered, seconds = await timed(
        services.conversation.answer, incoming.chat, incoming.question, before=previous
    )
    if incoming.personal:
        blocks = (*answered.reply.blocks, paragraph(wording.PERSONAL_DATA))
        answered = replace(answered, reply=replace(answered.reply, blocks=blocks))
    await deliver(context, incoming, answered, seconds, before)


async def not_text(context: Context, incoming: Incoming) -> None:
    """A picture, a voice message, a sticker, … without text."""
    await say(context, incoming, wording.NOT_TEXT)
