"""Sending of replies with a picture, the text as its caption."""

from __future__ import annotations

import logging

from telegram import Bot, ReplyParameters
from telegram.constants import MessageLimit
from telegram.error import BadRequest

from bot.messages.reply import Reply
from bot.messages.rich_text import as_plain, entities_of, split
from bot.telegram.messages.keyboard import as_keyboard
from bot.telegram.messages.sending import Target, send

__all__ = ["send_picture"]

_log = logging.getLogger(__name__)

_LONGEST = int(MessageLimit.CAPTION_LENGTH)


async def send_picture(bot: Bot, target: Target, reply: Reply) -> tuple[int, ...]:
    """Sends `reply` with its picture; what does not fit its caption follows as text.

    Where Telegram refuses pictures (a group may forbid them) the text is sent alone.
    """
    caption = split(reply.blocks, _LONGEST)[0]
    rest = reply.blocks[len(caption) :]
    replied = (
        ReplyParameters(target.replied, allow_sending_without_reply=True)
        if target.replied is not None
        else None
    )
    try:
        message = await bot.send_photo(
            target.chat,
            reply.picture,
            caption=as_plain(caption),
            caption_entities=entities_of(caption),
            filename="figures.png",
            message_thread_id=target.topic,
            reply_parameters=replied,
            reply_markup=None if rest else as_keyboard(reply.choices, bot.bot),
        )
    except BadRequest as error:
        _log.warning("Telegram refused a picture (%s); sent: its text alone", error.message)
        return await send(bot, target, reply)
    if not rest:
        return (message.message_id,)
    return (message.message_id, *await send(bot, target, Reply(rest, reply.choices)))
