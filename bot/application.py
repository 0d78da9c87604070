"""The application: the client with all handlers."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.client import Client
from bot.conversation import Conversation
from bot.handlers import CONVERSATION, ROUTES, on_error
from bot.settings import Settings

__all__ = ["ALLOWED_UPDATES", "AnyApplication", "build_application"]

# New messages only: the handlers know no other kind of update.
ALLOWED_UPDATES = [Update.MESSAGE]

AnyApplication = Application[Client, Any, Any, Any, Any, Any]


def build_application(settings: Settings, conversation: Conversation) -> AnyApplication:
    """The application with all handlers, for the token and the Bot API server in `settings`."""
    application = Application.builder().bot(Client(settings)).build()
    application.bot_data[CONVERSATION] = conversation
    for route in ROUTES:
        application.add_handler(route.handler)
    application.add_error_handler(on_error)
    return application
