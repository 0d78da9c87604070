"""What happens when a handler fails: logged in full, and the person is told briefly."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import BadRequest, Forbidden

from bot import wording
from bot.telegram.context import Context, services
from bot.telegram.messages.recording import record_failure
from bot.telegram.messages.sending import Refusal, Target, refusal_of, send

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
    if not isinstance(update, Update):
        _log.error("Work beside the updates failed", exc_info=error)
        return
    _log.error("Update %d could not be handled", update.update_id, exc_info=error)
    try:  # what came may be no update that Telegram promises
        record_failure(context, update)
        message = update.effective_message
        if message is not None:
            reply = services(context).conversation.say(wording.APOLOGY)
            await send(context.bot, Target.below(message), reply)
    except Exception:
        _log.exception("Update %d: the apology could not be sent either", update.update_id)
