"""The application: the client with all handlers."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application

from bot.conversation import Conversation
from bot.limit import Limit
from bot.settings import Settings
from bot.telegram.client import Client
from bot.telegram.context import Services
from bot.telegram.errors import on_error
from bot.telegram.handlers import ROUTES
from bot.telegram.order import InOrder

__all__ = ["AnyApplication", "build_application"]

AnyApplication = Application[Client, Any, Any, Any, Any, Any]


def build_application(settings: Settings, conversation: Conversation) -> AnyApplication:
    """The application with all handlers, for the token and the Bot API server in `settings`."""
    builder = Application.builder().bot(Client(settings)).concurrent_updates(InOrder())
    application = builder.build()
    limit = Limit(settings.rate_limit, settings.rate_limit_storage)
    Services(conversation, limit).put(application.bot_data)
    for route in ROUTES:
        application.add_handler(route.handler, route.group)
    application.add_error_handler(on_error)
    return application
