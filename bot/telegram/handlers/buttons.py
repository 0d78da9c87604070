"""Buttons that were pressed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, TelegramError

from bot import wording
from bot.conversation.conversation import Pressed
from bot.journal import Feedback, message_name
from bot.messages.reply import Notice, Reply
from bot.telegram.context import Context, services
from bot.telegram.messages.incoming import chat_key, question_of
from bot.telegram.messages.keyboard import without_rating
from bot.telegram.messages.recording import channel_of, record
from bot.telegram.messages.sending import Refusal, Target, edit, refusal_of, send

__all__ = ["acknowledge", "press", "show"]

_log = logging.getLogger(__name__)


async def acknowledge(query: CallbackQuery, notice: Notice | None = None) -> None:
    """Ends the waiting sign on the button, with a word or without; late is harmless."""
    try:
        if notice is None:
            await query.answer()
        else:
            await query.answer(notice.text, show_alert=notice.urgent)
    except BadRequest as error:
        if refusal_of(error) is not Refusal.HARMLESS:
            raise
    except TelegramError as error:
        # The waiting sign goes away by itself; what the button does matters more.
        _log.warning("A button could not be acknowledged: %s", error)


async def press(update: Update, context: Context) -> None:
    """Acknowledged first, so that nobody waits; then its message shows what was asked for."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    message = query.message if isinstance(query.message, Message) else None
    replied = message.reply_to_message if message is not None else None
    pressed = Pressed(
        query.data,
        shown=(message.text or "") if message is not None else "",
        replied=question_of(replied, context.bot.bot) if replied is not None else "",
    )
    conversation = services(context).conversation
    notice = await asyncio.to_thread(conversation.notice, pressed)
    if message is None and notice is None:  # too old for Telegram to show it to us
        notice = Notice(wording.OUT_OF_DATE, urgent=True)
    await acknowledge(query, notice)
    if message is None:
        return
    if notice is None:
        begun = time.perf_counter()
        reply = await asyncio.to_thread(conversation.press, chat_key(message), pressed)
        seconds = time.perf_counter() - begun
        shown = message.chat_id, await show(context, message, reply)
        record(context, channel_of(message), query.from_user, reply, seconds, shown)
    elif notice.rated is not None:
        feedback = Feedback.UP if notice.rated else Feedback.DOWN
        name = message_name(message.chat_id, message.message_id)
        services(context).journal.feedback(name, feedback)
        if message.reply_markup is not None:
            await _take_rating_away(message, message.reply_markup)


async def show(context: Context, message: Message, reply: Reply) -> tuple[int, ...]:
    """Where the button was, or below it; the messages that show `reply`."""
    topic = message.message_thread_id if message.is_topic_message else None
    if reply.apart:
        numbers = await send(context.bot, Target(message.chat_id, topic), reply)
    else:
        replied = message.reply_to_message
        target = Target(message.chat_id, topic, replied.message_id if replied else None)
        numbers = await edit(context.bot, target, (message.message_id,), reply)
    services(context).sent.shown(message.chat_id, numbers, reply.question)
    return numbers


async def _take_rating_away(message: Message, keyboard: InlineKeyboardMarkup) -> None:
    with contextlib.suppress(BadRequest):  # not modified, too old: the rating counts all the same
        await message.edit_reply_markup(without_rating(keyboard))
