"""The commands, in the order of Telegram's menu."""

from __future__ import annotations

import asyncio
import logging
import time

from telegram import Update

from bot import wording
from bot.journal import JournalError
from bot.telegram.context import Context, services
from bot.telegram.handlers.questions import respond
from bot.telegram.messages.incoming import chat_key, is_meant_for

_log = logging.getLogger(__name__)

__all__ = ["about", "contents", "forget", "help_", "new", "privacy", "start", "unknown", "whoami"]


async def start(update: Update, context: Context) -> None:
    """/start: the greeting, or what a deep link leads to."""
    message = update.message
    if message is None:
        return
    conversation = services(context).conversation
    if message.chat.type != message.chat.PRIVATE and not context.args:
        await respond(context, message, conversation.say(wording.GROUP_START))
        return
    payload = context.args[0] if context.args else ""
    begun = time.perf_counter()
    reply = await asyncio.to_thread(conversation.start, chat_key(message), payload)
    await respond(context, message, reply, begun)


async def contents(update: Update, context: Context) -> None:
    """/contents: the report's contents to leaf through."""
    if update.message:
        reply = await asyncio.to_thread(services(context).conversation.contents)
        await respond(context, update.message, reply)


async def new(update: Update, context: Context) -> None:
    """/new: what was asked before is forgotten."""
    if update.message:
        reply = services(context).conversation.new(chat_key(update.message))
        await respond(context, update.message, reply)


async def help_(update: Update, context: Context) -> None:
    """/help: how to ask."""
    if update.message:
        conversation = services(context).conversation
        reply = await asyncio.to_thread(conversation.help, chat_key(update.message))
        await respond(context, update.message, reply)


async def about(update: Update, context: Context) -> None:
    """/about: which report this is, and what the bot cannot do."""
    if update.message:
        reply = await asyncio.to_thread(services(context).conversation.about)
        await respond(context, update.message, reply)


async def privacy(update: Update, context: Context) -> None:
    """/privacy: what is kept of a question."""
    if update.message:
        found = services(context)
        await respond(context, update.message, found.conversation.say(found.privacy))


async def forget(update: Update, context: Context) -> None:
    """/forget: all that the journal holds of this person is deleted, and the last question."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    found = services(context)
    found.conversation.memory.forget(chat_key(message))
    try:
        count = await found.journal.forget(user.id)
    except JournalError as error:
        _log.error("The journal %s", error)
        await respond(context, message, found.conversation.say(wording.FORGET_FAILED))
        return
    await respond(context, message, found.conversation.say(wording.forgot(count)))


async def whoami(update: Update, context: Context) -> None:
    """/whoami in private: one's own Telegram number, which ADMIN_IDS takes; in no menu."""
    message, user = update.message, update.effective_user
    if message is None or user is None:
        return
    if message.chat.type != message.chat.PRIVATE:
        await unknown(update, context)
        return
    await respond(context, message, services(context).conversation.say(wording.whoami(user.id)))


async def unknown(update: Update, context: Context) -> None:
    """/anything else; in a group it may be another bot's, unless it names this one."""
    message = update.message
    if message is not None and is_meant_for(message, context.bot.bot):
        await respond(context, message, services(context).conversation.say(wording.UNKNOWN_COMMAND))
