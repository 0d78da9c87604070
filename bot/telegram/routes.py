"""The handlers of the bot: its table of contents, in order."""

from __future__ import annotations

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
from bot.telegram.handlers import buttons, commands, inline, membership, operators, questions
from bot.telegram.handlers import guards as guard
from bot.telegram.handlers import operator_buttons as teaching

__all__ = ["ALLOWED_UPDATES", "ROUTES", "HandlerRoute"]

NEW = filters.UpdateType.MESSAGE
EDITED = filters.UpdateType.EDITED_MESSAGE
WORDS = filters.TEXT | filters.CAPTION
CONTENT = filters.ATTACHMENT | filters.CHECKLIST | filters.GIVEAWAY


@dataclass(frozen=True, slots=True)
class HandlerRoute:
    """A handler and the reason why it stands where it stands.

    Of each group the first handler that takes an update gets it; lower groups come first.
    """

    handler: BaseHandler[Any, Context, Any]
    reason: str
    group: int = 0


def _command(name: str, callback: Any) -> BaseHandler[Any, Context, Any]:
    # An edited command is not given again.
    return CommandHandler(name, callback, NEW)


ROUTES: tuple[HandlerRoute, ...] = (
    HandlerRoute(
        TypeHandler(Update, guard.limit),
        "before all else, and for every kind of update: a limit that buttons or inline queries "
        "pass by is none",
        group=-2,
    ),
    HandlerRoute(
        TypeHandler(Update, guard.pause),
        "a paused bot answers operators only; after the limit, so that nobody floods a paused bot",
        group=-1,
    ),
    HandlerRoute(
        CallbackQueryHandler(teaching.press, f"^[{OPERATORS}](:|$)"),
        "operators' buttons, before those of everyone",
    ),
    HandlerRoute(
        CallbackQueryHandler(buttons.press), "buttons: Telegram forgets a press within seconds"
    ),
    HandlerRoute(InlineQueryHandler(inline.excerpts), "inline queries: as quick to be forgotten"),
    HandlerRoute(
        ChatMemberHandler(membership.joined_or_left, ChatMemberHandler.MY_CHAT_MEMBER),
        "added to a group, blocked by a person",
    ),
    HandlerRoute(
        MessageHandler(filters.StatusUpdate.MIGRATE & NEW, membership.moved),
        "a group became a supergroup; before other service messages are left aside",
    ),
    HandlerRoute(_command("start", commands.start), "what everyone sends first"),
    HandlerRoute(
        _command("ask", questions.ask), "how to ask in a group whose messages are private"
    ),
    HandlerRoute(_command("contents", commands.contents), "the rest as in Telegram's menu"),
    HandlerRoute(_command("new", commands.new), ""),
    HandlerRoute(_command("help", commands.help_), ""),
    HandlerRoute(_command("about", commands.about), ""),
    HandlerRoute(_command("privacy", commands.privacy), ""),
    HandlerRoute(_command("forget", commands.forget), ""),
    HandlerRoute(
        _command("whoami", commands.whoami), "in no menu: for who is to become an operator"
    ),
    HandlerRoute(
        _command("stats", operators.stats), "operators' commands; to others they are unknown"
    ),
    HandlerRoute(_command("unanswered", operators.unanswered), ""),
    HandlerRoute(_command("lexicon", operators.lexicon), ""),
    HandlerRoute(_command("phrasing", operators.phrasing), ""),
    HandlerRoute(_command("reload", operators.reload), ""),
    HandlerRoute(_command("pause", operators.pause), ""),
    HandlerRoute(_command("resume", operators.resume), ""),
    HandlerRoute(_command("export", operators.export), ""),
    HandlerRoute(
        MessageHandler(filters.COMMAND & NEW, commands.unknown),
        "after the known commands, before questions: /foo is no question",
    ),
    HandlerRoute(
        MessageHandler(EDITED & WORDS, questions.edited), "an edited question edits its answer"
    ),
    HandlerRoute(
        MessageHandler(NEW & WORDS, questions.answer),
        "any other text is a question, and so are the words below a picture",
    ),
    HandlerRoute(
        MessageHandler(NEW & CONTENT, questions.not_text),
        "last: what holds no words; service messages (someone joined, …) ask nothing",
    ),
)
"""All handlers, in order."""

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
"""The kinds of update that the handlers know.  Channel posts are not among them: nobody asks."""
