"""The commands, in the order of Telegram's menu."""

from __future__ import annotations

import asyncio
import functools
import logging

from bot import wording
from bot.journal import JournalError
from bot.telegram.context import Context
from bot.telegram.handlers.questions import deliver, respond, say, timed
from bot.telegram.messages.incoming import Incoming
from bot.telegram.messages.pictures import send_picture
from bot.telegram.messages.sending import Target

_log = logging.getLogger(__name__)

__all__ = [
    "about",
    "contents",
    "figures",
    "forget",
    "help_",
    "new",
    "privacy",
    "start",
    "unknown",
    "whoami",
]


async def start(context: Context, incoming: Incoming) -> None:
    """/start: the greeting, or the target of a deep link."""
    if not incoming.private and not context.args:
        await respond(context, incoming, context.services.conversation.group_start())
        return
    payload = context.args[0] if context.args else ""
    conversation = context.services.conversation
    if incoming.question:  # read with the message, without personal data
        answer = functools.partial(
            conversation.answer, incoming.chat, incoming.question, typed=False
        )
        answered, seconds = await timed(answer)
    else:
        answered, seconds = await timed(conversation.start, incoming.chat, payload)
    await deliver(context, incoming, answered, seconds)


async def contents(context: Context, incoming: Incoming) -> None:
    """/contents: the contents of the reports as buttons."""
    reply = await asyncio.to_thread(context.services.conversation.contents)
    await respond(context, incoming, reply)


async def figures(context: Context, incoming: Incoming) -> None:
    """/figures: what the reports count, by topic, or about the words after the command."""
    words = " ".join(context.args or ())
    reply = await asyncio.to_thread(context.services.conversation.figures, words)
    if reply.picture:
        await send_picture(context.bot, Target.below(incoming.message), reply)
    else:
        await respond(context, incoming, reply)


async def new(context: Context, incoming: Incoming) -> None:
    """/new: the last question is forgotten."""
    await respond(context, incoming, context.services.conversation.new(incoming.chat))


async def help_(context: Context, incoming: Incoming) -> None:
    """/help: how to ask."""
    reply = await asyncio.to_thread(context.services.conversation.help, incoming.chat)
    await respond(context, incoming, reply)


async def about(context: Context, incoming: Incoming) -> None:
    """/about: which reports are loaded, and the limits of the bot."""
    reply = await asyncio.to_thread(context.services.conversation.about)
    await respond(context, incoming, reply)


async def privacy(context: Context, incoming: Incoming) -> None:
    """/privacy: what is kept of a question."""
    await say(context, incoming, context.services.privacy())


async def forget(context: Context, incoming: Incoming) -> None:
    """/forget: deletes the person's rows in the journal and the chat's last question."""
    if incoming.person is None:
        return
    context.services.conversation.memory.forget(incoming.chat)
    context.services.sent.forget(incoming.message.chat_id)
    try:
        text = wording.forgot(await context.services.journal.forget(incoming.person))
    except JournalError as error:
        _log.error("The journal %s", error)
        text = wording.FORGET_FAILED
    await say(context, incoming, text)


async def whoami(context: Context, incoming: Incoming) -> None:
    """/whoami in private: one's own Telegram id, for ADMIN_IDS; in no menu."""
    user = incoming.message.from_user
    if user is None:
        return
    if incoming.private:
        await say(context, incoming, wording.whoami(user.id))
    else:
        await unknown(context, incoming)


async def unknown(context: Context, incoming: Incoming) -> None:
    """Any other command."""
    await say(context, incoming, wording.UNKNOWN_COMMAND)
