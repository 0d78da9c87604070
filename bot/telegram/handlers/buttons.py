"""Presses of buttons below messages."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.error import BadRequest, TelegramError

from bot import wording
from bot.journal import Feedback, message_name
from bot.messages.actions import unpack
from bot.messages.reply import Notice, Reply
from bot.telegram.context import Context
from bot.telegram.handlers.questions import timed
from bot.telegram.messages.incoming import chat_key, question_of
from bot.telegram.messages.keyboard import without_rating
from bot.telegram.messages.recording import record
from bot.telegram.messages.sending import Refusal, Target, edit, refusal_of
from bot.view.quotation import words_in
from bot.wording.spoken import speak
from retrieval import language_of

__all__ = ["acknowledge", "out_of_date", "press", "show"]

_log = logging.getLogger(__name__)


def out_of_date() -> Notice:
    """For a button that was never made, or that is not for this person."""
    return Notice(wording.OUT_OF_DATE, urgent=True)


async def acknowledge(query: CallbackQuery, notice: Notice | None = None) -> None:
    """Ends the waiting sign on the button, with a notice or without; being late is harmless."""
    try:
        if notice is None:
            await query.answer()
        else:
            await query.answer(notice.text, show_alert=notice.urgent)
    except BadRequest as error:
        if refusal_of(error) is not Refusal.HARMLESS:
            raise
    except TelegramError as error:
        # The waiting sign goes away by itself; the effect of the button matters more.
        _log.warning("A button could not be acknowledged: %s", error)


async def press(update: Update, context: Context) -> None:
    """Acknowledges the press before the work, so that nobody waits, then shows the reply."""
    query = update.callback_query
    if query is None or query.data is None:
        return
    action = unpack(query.data)
    # A message too old for Telegram to show it to bots has only its number.
    message = query.message if isinstance(query.message, Message) else None
    replied = message.reply_to_message if message is not None else None
    typed = question_of(replied, context.bot.bot) if replied is not None else ""
    words = words_in(message.text or "") if message is not None else ()
    words = words or ((typed,) if typed else ())
    conversation = context.services.conversation
    if message is not None:
        asked = language_of("".join(words[-1:]))
        speak(conversation.language(chat_key(message), typed, asked))
    notice: Notice | None = out_of_date()
    if action is not None:
        notice = await asyncio.to_thread(conversation.notice, action, "".join(words[-1:]))
    if message is None or action is None:
        await acknowledge(query, notice or out_of_date())
        return
    await acknowledge(query, notice)
    if notice is None:
        answered, seconds = await timed(conversation.press, chat_key(message), action, words, typed)
        numbers = await show(context, message, answered.reply)
        record(context, answered, seconds, message.chat, query.from_user.id, numbers)
    elif notice.rated is not None:
        feedback = Feedback.UP if notice.rated else Feedback.DOWN
        name = message_name(message.chat_id, message.message_id)
        context.services.journal.feedback(name, feedback)
        if message.reply_markup is not None:
            await _remove_rating(message, message.reply_markup)


async def show(context: Context, message: Message, reply: Reply) -> tuple[int, ...]:
    """Shows `reply` in place of `message` or below it; the messages that show it."""
    replied = message.reply_to_message if not reply.apart else None
    topic = message.message_thread_id if message.is_topic_message else None
    target = Target(message.chat_id, topic, replied.message_id if replied else None)
    before = () if reply.apart else (message.message_id,)
    numbers = await edit(context.bot, target, before, reply)
    context.services.sent.shown(message.chat_id, numbers, reply.question)
    return numbers


async def _remove_rating(message: Message, keyboard: InlineKeyboardMarkup) -> None:
    with contextlib.suppress(BadRequest):  # not modified, too old: the rating counts all the same
        await message.edit_reply_markup(without_rating(keyboard))
