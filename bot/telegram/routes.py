"""All handlers of the bot, in order: its table of contents."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.messages.actions import OPERATORS
from bot.telegram.context import Context
from bot.telegram.handlers import (
    buttons,
    commands,
    guards,
    inline,
    marking,
    membership,
    operator_buttons,
    operators,
    questions,
    reports,
)
from bot.telegram.messages.incoming import Incoming

__all__ = ["HANDLERS"]

NEW = filters.UpdateType.MESSAGE
EDITED = filters.UpdateType.EDITED_MESSAGE
WORDS = filters.TEXT | filters.CAPTION
CONTENT = filters.ATTACHMENT | filters.CHECKLIST | filters.GIVEAWAY

Handler = BaseHandler[Any, Context, Any]
MessageCallback = Callable[[Context, Incoming], Awaitable[None]]


def _of_message(callback: MessageCallback) -> Any:
    """`callback` as the library calls it, for messages that are for the bot."""

    async def handle(_: Update, context: Context) -> None:
        if context.incoming is not None and context.incoming.for_bot:
            await callback(context, context.incoming)

    return handle


def _message(which: filters.BaseFilter, callback: MessageCallback) -> Handler:
    return MessageHandler(which, _of_message(callback))


def _command(name: str, callback: MessageCallback) -> Handler:
    # New messages only: an edited command is not executed again.
    return CommandHandler(name, _of_message(callback), NEW)


HANDLERS: dict[int, Sequence[Handler]] = {
    # Before anything is said.
    -4: (TypeHandler(Update, guards.language),),
    # An album comes as several messages; what belongs to one reply counts once.
    -3: (TypeHandler(Update, guards.once_an_album),),
    # Before all else, and for every kind of update: a limit that buttons or inline queries bypass
    # is none.
    -2: (TypeHandler(Update, guards.limit),),
    # A paused bot answers operators only.  After the limit, so that nobody floods a paused bot.
    -1: (TypeHandler(Update, guards.pause),),
    0: (
        # Operators' buttons, before those of everyone.
        CallbackQueryHandler(operator_buttons.press, f"^[{OPERATORS}](:|$)"),
        CallbackQueryHandler(buttons.press),
        InlineQueryHandler(inline.excerpts),
        # Added to a group, blocked by a person.
        ChatMemberHandler(membership.joined_or_left, ChatMemberHandler.MY_CHAT_MEMBER),
        # A group became a supergroup; other service messages have no handler.
        MessageHandler(filters.StatusUpdate.MIGRATE & NEW, membership.moved),
        _command("start", commands.start),
        _command("ask", questions.ask),
        _command("contents", commands.contents),
        _command("figures", commands.figures),
        _command("new", commands.new),
        _command("help", commands.help_),
        _command("about", commands.about),
        _command("privacy", commands.privacy),
        _command("forget", commands.forget),
        # In no menu: for who is to become an operator.
        _command("whoami", commands.whoami),
        # Operators' commands; to others they are unknown.
        _command("stats", operators.stats),
        _command("unanswered", operators.unanswered),
        _command("review", marking.review),
        _command("mark", marking.mark),
        _command("undo", marking.undo),
        _command("lexicon", operators.lexicon),
        _command("phrasing", operators.phrasing),
        _command("admin", operators.admin),
        _command("reload", operators.reload),
        _command("pause", operators.pause),
        _command("resume", operators.resume),
        _command("export", operators.export),
        # After the known commands, before questions: /foo is no question.
        _message(filters.COMMAND & NEW, commands.unknown),
        # A report that an operator sends; anybody else's file is content like any other.
        _message(NEW & filters.Document.ALL, reports.received),
        # An edited question edits its answer.
        _message(EDITED & WORDS, questions.edited),
        # Any other text is a question, and so is the caption of a picture.
        _message(NEW & WORDS, questions.answer),
        # Last: content without text.  Service messages (someone joined, …) ask nothing.
        _message(NEW & CONTENT, questions.not_text),
    ),
}
"""The handlers by group.  In each group the first that accepts an update gets it; lower groups come
first."""
