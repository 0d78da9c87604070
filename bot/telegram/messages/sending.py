"""Sending of replies as messages, and recovery from Telegram's refusals."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.messages.reply import Reply
from bot.messages.rich_text import Block, as_plain, entities_of, split
from bot.telegram.messages.keyboard import as_keyboard

__all__ = ["Refusal", "Target", "edit", "refusal_of", "send", "send_to_all"]

_log = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Refusal(Enum):
    """What to do about a refusal (status 400) of Telegram's."""

    KEYBOARD = "the same text without buttons"
    TOPIC = "the same text outside of the topic"
    HARMLESS = "nothing"
    GONE = "send a new message: the one to edit does not exist"
    SILENCED = "nothing: the bot may not write in this chat"
    OTHER = "report a fault of ours"


# Pieces of Telegram's messages, in lower case: python-telegram-bot changes their case.
_PIECES = {
    Refusal.KEYBOARD: ("button", "reply markup", "keyboard"),
    Refusal.TOPIC: ("thread not found", "topic_closed", "topic_deleted"),
    Refusal.HARMLESS: (
        "message is not modified", "query is too old", "query id is invalid", "query_id_invalid",
    ),
    Refusal.GONE: (
        "message to edit not found", "message can't be edited", "message_id_invalid",
        "there is no text in the message to edit",
    ),
    Refusal.SILENCED: (
        "chat not found", "not enough rights", "have no rights", "chat_write_forbidden",
        "chat_restricted", "user is deactivated", "peer_id_invalid", "group chat was deactivated",
    ),
}  # fmt: skip


def refusal_of(error: BadRequest) -> Refusal:
    """What to do about `error`."""
    words = error.message.lower()
    found = (each for each, pieces in _PIECES.items() if any(piece in words for piece in pieces))
    return next(found, Refusal.OTHER)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: a chat, a topic in it, the message that it replies to."""

    chat: int
    topic: int | None = None
    replied: int | None = None

    @classmethod
    def below(cls, message: Message) -> Target:
        """In reply to `message`."""
        topic = message.message_thread_id if message.is_topic_message else None
        return cls(message.chat_id, topic, message.message_id)


async def send(bot: Bot, target: Target, reply: Reply) -> tuple[int, ...]:
    """Sends `reply`, in several messages where one cannot hold it; their numbers."""
    return await edit(bot, target, (), reply)


async def edit(bot: Bot, target: Target, messages: Sequence[int], reply: Reply) -> tuple[int, ...]:
    """Changes `messages` of `target.chat` to show `reply`; the numbers of those that show it.

    Parts for which there is no message, or none that can be edited, are sent; messages left over
    are deleted.  The choices are below the last part.
    """
    chat, parts = target.chat, split(reply.blocks)
    shown: list[int] = []
    for at, part in enumerate(parts):
        keyboard = as_keyboard(reply.choices, bot.bot) if at == len(parts) - 1 else None
        if at < len(messages) and await _edit_part(bot, chat, messages[at], part, keyboard):
            shown.append(messages[at])
        else:
            target, message = await _send_part(bot, target, part, keyboard)
            shown.append(message.message_id)
    for left in messages[len(parts) :]:
        with contextlib.suppress(TelegramError):  # it may stay: it is only out of date
            await bot.delete_message(chat, left)
    return tuple(shown)


async def _send_part(
    bot: Bot, target: Target, part: Sequence[Block], keyboard: InlineKeyboardMarkup | None
) -> tuple[Target, Message]:
    """Sends one message; after a refusal again without what was refused.

    Returns the target that was accepted with the message.  Each refusal is met once, so that this
    ends.
    """
    met: set[object] = set()
    while True:
        try:
            message = await bot.send_message(
                target.chat,
                as_plain(part),
                entities=entities_of(part),
                link_preview_options=_NO_PREVIEW,
                message_thread_id=target.topic,
                reply_parameters=_reply_to(target),
                reply_markup=keyboard,
            )
        except ChatMigrated as moved:
            if ChatMigrated in met:
                raise
            met.add(ChatMigrated)
            # The message replied to has another number there, or none.
            target = Target(moved.new_chat_id)
        except BadRequest as error:
            refusal = refusal_of(error)
            if refusal in met or refusal not in (Refusal.KEYBOARD, Refusal.TOPIC):
                raise
            met.add(refusal)
            _log.error("Telegram refused a message (%s); sent: %s", error.message, refusal.value)
            if refusal is Refusal.KEYBOARD:
                keyboard = None
            else:
                target = replace(target, topic=None)
        else:
            return target, message


def _reply_to(target: Target) -> ReplyParameters | None:
    if target.replied is None:
        return None
    return ReplyParameters(target.replied, allow_sending_without_reply=True)


async def _edit_part(
    bot: Bot,
    chat: int,
    message: int,
    part: Sequence[Block],
    keyboard: InlineKeyboardMarkup | None,
) -> bool:
    """Changes one message to show `part`; False where it cannot be edited."""
    while True:
        try:
            await bot.edit_message_text(
                as_plain(part),
                chat,
                message,
                entities=entities_of(part),
                link_preview_options=_NO_PREVIEW,
                reply_markup=keyboard,
            )
        except BadRequest as error:
            refusal = refusal_of(error)
            if refusal in (Refusal.GONE, Refusal.HARMLESS):
                return refusal is Refusal.HARMLESS
            if refusal is not Refusal.KEYBOARD or keyboard is None:
                raise
            _log.error("Telegram refused an edit (%s); made: %s", error.message, refusal.value)
            keyboard = None
        else:
            return True


async def send_to_all(bot: Bot, chats: Sequence[int], text: str) -> None:
    """Sends `text` to each of `chats`; never raises."""
    for chat in chats:
        try:
            await bot.send_message(chat, text)
        except TelegramError as error:  # never wrote to the bot, has blocked it, no network
            _log.warning("An operator could not be told: %s", error)
