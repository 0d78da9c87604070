"""Faults in handlers: logged in full; the person gets a short apology."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import BadRequest, Forbidden

from bot import wording
from bot.telegram.context import Context
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
    try:  # the update may be malformed
        record_failure(context)
        message = update.effective_message
        if message is not None:
            reply = context.services.conversation.say(wording.APOLOGY)
            await send(context.bot, Target.below(message), reply)
    except Exception:
        _log.exception("Update %d: the apology could not be sent either", update.update_id)
