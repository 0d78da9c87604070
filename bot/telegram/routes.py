"""The handlers of the bot: its table of contents, in order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
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
    membership,
    operator_buttons,
    operators,
    questions,
)
from bot.telegram.messages.incoming import Incoming

__all__ = ["ROUTES", "HandlerRoute"]

NEW = filters.UpdateType.MESSAGE
EDITED = filters.UpdateType.EDITED_MESSAGE
WORDS = filters.TEXT | filters.CAPTION
CONTENT = filters.ATTACHMENT | filters.CHECKLIST | filters.GIVEAWAY

Handler = BaseHandler[Any, Context, Any]
MessageCallback = Callable[[Context, Incoming], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class HandlerRoute:
    """A handler and the reason for its position.

    In each group the first handler that accepts an update gets it; lower groups come first.
    """

    handler: Handler
    reason: str = ""
    group: int = 0


def _of_message(callback: MessageCallback) -> Any:
    """`callback` as the library calls it."""

    async def handle(_: Update, context: Context) -> None:
        if context.incoming is not None:
            await callback(context, context.incoming)

    return handle


def _message(which: filters.BaseFilter, callback: MessageCallback) -> Handler:
    return MessageHandler(which, _of_message(callback))


def _command(name: str, callback: MessageCallback, reason: str = "") -> HandlerRoute:
    # New messages only: an edited command is not executed again.
    return HandlerRoute(CommandHandler(name, _of_message(callback), NEW), reason)


ROUTES: tuple[HandlerRoute, ...] = (
    HandlerRoute(
        TypeHandler(Update, guards.limit),
        "before all else, and for every kind of update: a limit that buttons or inline queries "
        "bypass is none",
        group=-2,
    ),
    HandlerRoute(
        TypeHandler(Update, guards.pause),
        "a paused bot answers operators only; after the limit, so that nobody floods a paused bot",
        group=-1,
    ),
    HandlerRoute(
        CallbackQueryHandler(operator_buttons.press, f"^[{OPERATORS}](:|$)"),
        "operators' buttons, before those of everyone",
    ),
    HandlerRoute(
        CallbackQueryHandler(buttons.press), "buttons: Telegram forgets a press within seconds"
    ),
    HandlerRoute(InlineQueryHandler(inline.excerpts), "inline queries: forgotten as quickly"),
    HandlerRoute(
        ChatMemberHandler(membership.joined_or_left, ChatMemberHandler.MY_CHAT_MEMBER),
        "added to a group, blocked by a person",
    ),
    HandlerRoute(
        _message(filters.StatusUpdate.MIGRATE & NEW, membership.moved),
        "a group became a supergroup; other service messages have no handler",
    ),
    _command("start", commands.start, "what everyone sends first"),
    _command("ask", questions.ask, "how to ask in a group whose messages are private"),
    _command("contents", commands.contents, "the rest as in Telegram's menu"),
    _command("new", commands.new),
    _command("help", commands.help_),
    _command("about", commands.about),
    _command("privacy", commands.privacy),
    _command("forget", commands.forget),
    _command("whoami", commands.whoami, "in no menu: for who is to become an operator"),
    _command("stats", operators.stats, "operators' commands; to others they are unknown"),
    _command("unanswered", operators.unanswered),
    _command("lexicon", operators.lexicon),
    _command("phrasing", operators.phrasing),
    _command("reload", operators.reload),
    _command("pause", operators.pause),
    _command("resume", operators.resume),
    _command("export", operators.export),
    HandlerRoute(
        _message(filters.COMMAND & NEW, commands.unknown),
        "after the known commands, before questions: /foo is no question",
    ),
    HandlerRoute(_message(EDITED & WORDS, questions.edited), "an edited question edits its answer"),
    HandlerRoute(
        _message(NEW & WORDS, questions.answer),
        "any other text is a question, and so is the caption of a picture",
    ),
    HandlerRoute(
        _message(NEW & CONTENT, questions.not_text),
        "last: content without text; service messages (someone joined, …) ask nothing",
    ),
)
"""All handlers, in order."""
