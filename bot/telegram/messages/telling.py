"""Telling operators what they did not ask for but have to know."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.error import TelegramError

__all__ = ["tell"]

_log = logging.getLogger(__name__)


async def tell(bot: Bot, operators: Sequence[int], text: str) -> None:
    """Sends `text` to each of `operators`, where it can.  Never raises."""
    for number in operators:
        try:
            await bot.send_message(number, text)
        except TelegramError as error:  # never wrote to the bot, has blocked it, no network
            _log.warning("An operator could not be told: %s", error)
