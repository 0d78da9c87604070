"""What happens when a handler fails: logged in full, and the person is told briefly."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import BadRequest, Forbidden

from bot import wording
from bot.telegram.context import Context, services
from bot.telegram.recording import record_failure
from bot.telegram.sending import Refusal, Target, refusal_of, send

__all__ = ["on_error"]

_log = logging.getLogger(__name__)


async def on_error(update: object, context: Context) -> None:
    """Never raises."""
    error = context.error
    if isinstance(error, Forbidden):
        _log.info("Someone who asked has blocked the bot meanwhile")
        return
    if isinstance(error, BadRequest) and refusal_of(error) is Refusal.SILENCED:
        _log.info("A chat takes no messages of the bot: %s", error.message)
        return
    number = update.update_id if isinstance(update, Update) else 0
    _log.error("Update %d could not be handled", number, exc_info=error)
    # Without a message there is nobody to tell.
    message = update.effective_message if isinstance(update, Update) else None
    if message is None:
        return
    try:
        record_failure(context, message)
        reply = services(context).conversation.say(wording.APOLOGY)
        await send(context.bot, Target.below(message), reply)
    except Exception:
        _log.exception("Update %d: the apology could not be sent either", number)
