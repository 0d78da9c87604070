"""The handlers of the bot: its table of contents, in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram import LinkPreviewOptions, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.conversation import Conversation
from bot.markup import Block, as_html, as_plain, split

__all__ = ["CONVERSATION", "ROUTES", "Route", "on_error"]

_log = logging.getLogger(__name__)

CONVERSATION = "conversation"
"""The key in `bot_data` under which handlers find the conversation."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

Context = ContextTypes.DEFAULT_TYPE


async def send(message: Message, blocks: Sequence[Block]) -> None:
    """Replies to `message`, in several messages where one cannot hold `blocks`.

    Markup that Telegram does not take is sent once more without any: the text matters more.
    """
    for part in split(blocks):
        try:
            await message.reply_text(
                as_html(part), parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
            )
        except BadRequest as error:
            if "can't parse entities" not in error.message.lower():
                raise
            _log.error("Telegram rejected our markup, sent plain instead: %s", error.message)
            await message.reply_text(as_plain(part), link_preview_options=_NO_PREVIEW)


def _conversation(context: Context) -> Conversation:
    conversation = context.bot_data[CONVERSATION]
    assert isinstance(conversation, Conversation)  # noqa: S101 - for the type checker
    return conversation


async def start(update: Update, context: Context) -> None:
    """/start: the greeting."""
    if update.message:
        await send(update.message, _conversation(context).start())


async def help_(update: Update, context: Context) -> None:
    """/help: how to ask."""
    if update.message:
        await send(update.message, _conversation(context).help())


async def unknown_command(update: Update, context: Context) -> None:
    """/anything else."""
    if update.message:
        await send(update.message, _conversation(context).unknown_command())


async def question(update: Update, context: Context) -> None:
    """Any text: a question."""
    if update.message and update.message.text is not None:
        # In a thread, so that a long search does not stop polling and sending meanwhile.
        blocks = await asyncio.to_thread(_conversation(context).answer, update.message.text)
        await send(update.message, blocks)


async def not_text(update: Update, context: Context) -> None:
    """A picture, a voice message, a sticker, …"""
    if update.message:
        await send(update.message, _conversation(context).not_text())


async def on_error(update: object, context: Context) -> None:
    """Logs what went wrong in full, and tells the citizen briefly; never raises."""
    if isinstance(context.error, Forbidden):
        _log.info("Someone who asked has blocked the bot meanwhile")
        return
    _log.error("An update could not be handled", exc_info=context.error)
    # Without an update there is nobody to tell.
    if not isinstance(update, Update) or update.effective_message is None:
        return
    try:
        await send(update.effective_message, _conversation(context).apology())
    except Exception:
        _log.exception("The apology could not be sent either")


@dataclass(frozen=True, slots=True)
class Route:
    """A handler and the reason why it stands where it stands."""

    handler: BaseHandler[Any, Context, Any]
    reason: str


ROUTES: tuple[Route, ...] = (
    Route(CommandHandler("start", start), "what everyone sends first"),
    Route(CommandHandler("help", help_), "offered by Telegram's menu"),
    Route(
        MessageHandler(filters.COMMAND, unknown_command),
        "after the known commands, before questions: /foo is no question",
    ),
    Route(MessageHandler(filters.TEXT, question), "any other text is a question"),
    Route(
        MessageHandler(~filters.StatusUpdate.ALL, not_text),
        "last: what is left is no text; service messages (someone joined, …) ask nothing",
    ),
)
"""All handlers; Telegram's updates go to the first that takes them."""
