"""Messages that ask: new ones, edited ones, and those that hold no text."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

from telegram import Message, Update

from bot import wording
from bot.messages.reply import Reply
from bot.messages.rich_text import paragraph
from bot.telegram.context import Context, services
from bot.telegram.messages.incoming import (
    chat_key,
    holds_personal_data,
    is_meant_for,
    question_before,
    question_of,
)
from bot.telegram.messages.recording import channel_of, record
from bot.telegram.messages.sending import Target, edit, send

__all__ = ["answer", "ask", "edited", "not_text", "respond"]


async def respond(context: Context, message: Message, reply: Reply, begun: float = 0.0) -> None:
    """Sends `reply` to `message`, and remembers which messages answer it.

    `begun`: when the work on a question began, by `time.perf_counter`.
    """
    seconds = time.perf_counter() - begun
    numbers = await send(context.bot, Target.below(message), reply)
    sent = services(context).sent
    sent.remember(message.chat_id, message.message_id, numbers, reply.question)
    shown = message.chat_id, numbers
    record(context, channel_of(message), message.from_user, reply, seconds, shown)


async def _reply_to(context: Context, message: Message) -> Reply:
    """What is said to the question in `message`."""
    me = context.bot.bot
    found = services(context)
    question = question_of(message, me)
    if not question and message.chat.type != message.chat.PRIVATE:
        return found.conversation.say(wording.GROUP_HINT)
    before = question_before(message, me)
    if not before and message.reply_to_message is not None:
        before = found.sent.question(message.chat_id, message.reply_to_message.message_id)
    # In a thread, so that a search does not hold up polling and sending meanwhile.
    reply = await asyncio.to_thread(
        found.conversation.answer, chat_key(message), question, before=before
    )
    if holds_personal_data(message):
        reply = replace(reply, blocks=(*reply.blocks, paragraph(wording.PERSONAL_DATA)))
    return reply


async def answer(update: Update, context: Context) -> None:
    """A text, or a picture with one: a question, if the bot is meant."""
    message = update.message
    if message is not None and is_meant_for(message, context.bot.bot):
        begun = time.perf_counter()
        await respond(context, message, await _reply_to(context, message), begun)


async def ask(update: Update, context: Context) -> None:
    """/ask in a group or in private; without a question how to use it."""
    message = update.message
    if message is None:
        return
    if question_of(message, context.bot.bot):
        begun = time.perf_counter()
        await respond(context, message, await _reply_to(context, message), begun)
    else:
        await respond(context, message, services(context).conversation.say(wording.ASK_HINT))


async def edited(update: Update, context: Context) -> None:
    """A question that was edited: its answer is edited too, or given now."""
    message = update.edited_message
    if message is None or not is_meant_for(message, context.bot.bot):
        return
    if (message.text or "").startswith("/") and not question_of(message, context.bot.bot):
        return
    found = services(context)
    before = found.sent.answers(message.chat_id, message.message_id)
    begun = time.perf_counter()
    reply = await _reply_to(context, message)
    seconds = time.perf_counter() - begun
    numbers = await edit(context.bot, Target.below(message), before, reply)
    found.sent.remember(message.chat_id, message.message_id, numbers, reply.question)
    shown = message.chat_id, numbers
    record(context, channel_of(message), message.from_user, reply, seconds, shown)


async def not_text(update: Update, context: Context) -> None:
    """A picture, a voice message, a sticker, … without a word, if the bot is meant."""
    message = update.message
    if message is not None and is_meant_for(message, context.bot.bot):
        await respond(context, message, services(context).conversation.say(wording.NOT_TEXT))
