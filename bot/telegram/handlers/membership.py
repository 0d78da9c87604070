"""Changes of chats: the bot joins or leaves one, a group becomes a supergroup."""

from __future__ import annotations

import logging

from telegram import ChatMember, Update

from bot.telegram.context import Context
from bot.telegram.messages.sending import Target, send

__all__ = ["joined_or_left", "moved"]

_log = logging.getLogger(__name__)

_OUTSIDE = {ChatMember.LEFT, ChatMember.BANNED}


async def joined_or_left(update: Update, context: Context) -> None:
    """Added to a group: says how to ask there.  Blocked or removed: forgets the last question."""
    change = update.my_chat_member
    if change is None:
        return
    conversation = context.services.conversation
    was_outside = change.old_chat_member.status in _OUTSIDE
    is_outside = change.new_chat_member.status in _OUTSIDE
    if is_outside:
        conversation.memory.forget(str(change.chat.id))
    elif was_outside and change.chat.type in (change.chat.GROUP, change.chat.SUPERGROUP):
        await send(context.bot, Target(change.chat.id), conversation.group_start())


async def moved(update: Update, context: Context) -> None:
    """A group became a supergroup, which has another id."""
    message = update.message
    if message is not None and message.migrate_to_chat_id is not None:
        memory = context.services.conversation.memory
        memory.move(str(message.chat_id), str(message.migrate_to_chat_id))
        _log.info("A group became a supergroup")
