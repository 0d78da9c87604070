"""Guards before all handlers: the rate limit and the pause."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ApplicationHandlerStop

from bot import wording
from bot.messages.reply import Notice
from bot.runtime.recording import PAUSED
from bot.telegram.context import Context
from bot.telegram.handlers.buttons import acknowledge
from bot.telegram.handlers.inline import answer_inline
from bot.telegram.messages.recording import record_failure
from bot.telegram.messages.sending import Target, send
from bot.wording.spoken import of_code, speak

__all__ = ["language", "limit", "once_an_album", "pause"]

# Commands about what is kept of a person.
_OWN_DATA = frozenset({"forget", "privacy"})
# Commands that people send before they have asked anything.
_FIRST = frozenset({"start", "help"})
# What Telegram shows above inline results has at most 64 characters.
_LONGEST_BUTTON = 64


async def language(update: Update, context: Context) -> None:
    """What is said to the update is in its language: that of the question, or of the chat's last;
    before any, and where nothing is asked, that of the person's Telegram for /start and /help."""
    incoming, inline = context.incoming, update.inline_query
    conversation = context.services.conversation
    if incoming is None:
        asker, query = (str(inline.from_user.id), inline.query) if inline else ("", "")
        speak(conversation.language(asker, query))
        return
    user = incoming.message.from_user
    own = user.language_code if user is not None and incoming.command in _FIRST else None
    speak(conversation.language(incoming.chat, incoming.question, of_code(own or "")))


async def once_an_album(update: Update, context: Context) -> None:
    """Stops the messages of an album that need no reply of their own."""
    incoming, sent = context.incoming, context.services.sent
    if incoming is None or not incoming.for_bot or incoming.message is not update.message:
        return
    if not sent.adds_to_album(incoming.message, incoming.question):
        raise ApplicationHandlerStop


def _person(update: Update, context: Context) -> int | None:
    """Who sent the update; None where that is not known."""
    if context.incoming is not None:
        return context.incoming.person
    return update.effective_user.id if update.effective_user is not None else None


def _is_for_bot(update: Update, context: Context) -> bool:
    """Whether the update is a button, an inline query, or a message for the bot."""
    incoming = context.incoming
    if incoming is not None:
        return incoming.for_bot
    return update.callback_query is not None or update.inline_query is not None


async def limit(update: Update, context: Context) -> None:
    """Counts messages to the bot, buttons and inline queries of a person together.

    Beyond RATE_LIMIT the reply is how long to wait, for messages once a minute, and no other
    handler runs.
    """
    person = _person(update, context)
    if person is None or not _is_for_bot(update, context):
        return
    seconds = await context.services.limit.wait(person)
    if not seconds:
        return
    if context.incoming is not None:
        if person in context.services.told:
            raise ApplicationHandlerStop
        context.services.told[person] = True
    await _decline(update, context, wording.please_wait(seconds))


async def pause(update: Update, context: Context) -> None:
    """While the bot is paused, answers everyone but operators with the reason.

    Commands about one's own data still work.
    """
    service, person = context.services.service, _person(update, context)
    if service.paused is None or person in service.operators:
        return
    incoming = context.incoming
    own_data = incoming is not None and incoming.command in _OWN_DATA
    if not own_data and _is_for_bot(update, context):
        record_failure(context, PAUSED)
        await _decline(update, context, wording.paused(service.paused))


async def _decline(update: Update, context: Context, text: str) -> None:
    """Shows `text` in reply to the update; no other handler runs."""
    query, inline = update.callback_query, update.inline_query
    if query is not None:
        await acknowledge(query, Notice(text, urgent=True))
    elif inline is not None:
        button = text[:_LONGEST_BUTTON]
        await answer_inline(inline, context.bot.bot, (), button, personal=True)
    elif context.incoming is not None:
        reply = context.services.conversation.say(text)
        await send(context.bot, Target.below(context.incoming.message), reply)
    raise ApplicationHandlerStop
