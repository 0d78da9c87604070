"""The guards before all handlers: nobody asks more than RATE_LIMIT allows, or in a pause."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot import wording
from bot.messages.reply import Notice
from bot.telegram.context import Context, services
from bot.telegram.handlers.buttons import acknowledge
from bot.telegram.handlers.inline import answer_inline
from bot.telegram.messages.incoming import is_meant_for
from bot.telegram.messages.recording import PAUSED, record_failure
from bot.telegram.messages.sending import Target, send

__all__ = ["limit", "pause"]

# Commands about what is kept of a person.
_OWN_DATA = ("/forget", "/privacy")
# What Telegram shows above inline results has at most 64 characters.
_LONGEST_BUTTON = 64


def _asks(message: Message | None, context: Context) -> bool:
    return message is not None and is_meant_for(message, context.bot.bot)


async def limit(update: Update, context: Context) -> None:
    """Counts messages to the bot, buttons and inline queries of a person together.

    Beyond the limit says how long to wait, each time, and ends the matter.
    """
    user = update.effective_user
    message = update.message or update.edited_message
    query, inline = update.callback_query, update.inline_query
    if user is None or not (query or inline or _asks(message, context)):
        return
    found = services(context)
    seconds = await found.limit.wait(user.id)
    if seconds:
        await _decline(update, context, wording.please_wait(seconds))


async def pause(update: Update, context: Context) -> None:
    """While the bot is paused everyone but operators is told so, and nothing else happens.

    What concerns one's own data still works.
    """
    service, user, message = services(context).service, update.effective_user, update.message
    if service.paused is None or user is None or user.id in service.operators:
        return
    query, inline = update.callback_query, update.inline_query
    message = message or update.edited_message
    if not (query or inline or _asks(message, context)):
        return
    if message is not None and (message.text or "").startswith(_OWN_DATA):
        return
    record_failure(context, update, PAUSED)
    await _decline(update, context, wording.paused(service.paused))


async def _decline(update: Update, context: Context, text: str) -> None:
    """Says `text` where the person is, and ends the matter."""
    message = update.message or update.edited_message
    query, inline = update.callback_query, update.inline_query
    found = services(context)
    if query is not None:
        await acknowledge(query, Notice(text, urgent=True))
    elif inline is not None:
        button = text[:_LONGEST_BUTTON]
        await answer_inline(inline, context.bot.bot, (), button, personal=True)
    elif message is not None:
        await send(context.bot, Target.below(message), found.conversation.say(text))
    raise ApplicationHandlerStop
