"""The guard before all handlers: nobody asks more than RATE_LIMIT allows."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot import wording
from bot.reply import Notice
from bot.telegram.addressing import is_meant_for
from bot.telegram.buttons import acknowledge
from bot.telegram.context import Context, services
from bot.telegram.inline import answer_inline
from bot.telegram.sending import Target, send

__all__ = ["limit"]

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
    if not seconds:
        return
    text = wording.please_wait(seconds)
    if query is not None:
        await acknowledge(query, Notice(text, urgent=True))
    elif inline is not None:
        button = text[:_LONGEST_BUTTON]
        await answer_inline(inline, context.bot.bot, (), button, personal=True)
    elif message is not None:
        await send(context.bot, Target.below(message), found.conversation.say(text))
    raise ApplicationHandlerStop
