"""Reading updates: one that cannot be read is logged and passed over, so that it holds up no other.

Telegram itself sends none; a server of one's own, a proxy or a webhook's caller may.  What can be
read and is wrong all the same fails in its handler, which the error handler logs.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot, Update

from bot.telegram.routes import ALLOWED_UPDATES

__all__ = ["read_update"]

_log = logging.getLogger(__name__)

_FIELDS = ("update_id", *ALLOWED_UPDATES)
# Telegram's numbers are 32 bits wide, those of another server may differ; databases take 63.
_MOST_ID = 2**63


def read_update(raw: Any, bot: Bot) -> Update | None:
    """The update `raw`, without kinds that no handler knows; None where it has no number.

    One that cannot be read has nothing but its number, by which it is confirmed.
    """
    number = raw.get("update_id") if isinstance(raw, dict) else None
    if type(number) is not int or not 0 <= number < _MOST_ID:
        _log.error("An update without a number was left out")
        return None
    try:
        return Update.de_json({name: raw[name] for name in _FIELDS if name in raw}, bot)
    except Exception as error:
        # Not what it holds: people's words stay out of the log.
        _log.error("Update %d cannot be read (%s) and was left out", number, type(error).__name__)
        return Update(number)
