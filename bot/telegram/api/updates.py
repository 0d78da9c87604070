"""Parsing of updates: a malformed one is logged and left out, so that it blocks no other.

Telegram itself sends none; another Bot API server, a proxy or a webhook's caller may.  One that is
wrong and can be parsed all the same fails in its handler, which the error handler logs.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot, Update

__all__ = ["ALLOWED_UPDATES", "read_update"]

_log = logging.getLogger(__name__)

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
"""The kinds of update that have handlers.  Channel posts have none: nobody asks in them."""

_FIELDS = ("update_id", *ALLOWED_UPDATES)
# Telegram's update ids have 32 bits, those of another server may have more; databases take 63.
_MOST_ID = 2**63


def read_update(raw: Any, bot: Bot) -> Update | None:
    """The update `raw`, without kinds that have no handler; None where it has no id.

    One that cannot be parsed keeps only its id, by which it is confirmed.
    """
    number = raw.get("update_id") if isinstance(raw, dict) else None
    if type(number) is not int or not 0 <= number < _MOST_ID:
        _log.error("An update without a number was left out")
        return None
    try:
        update = Update.de_json({name: raw[name] for name in _FIELDS if name in raw}, bot)
        chat = update.effective_chat
        if chat is not None and type(chat.id) is not int:  # nobody could be answered there
            raise TypeError
        return update
    except Exception as error:
        # Not its content: people's words stay out of the log.
        _log.error("Update %d cannot be read (%s) and was left out", number, type(error).__name__)
        return Update(number)
