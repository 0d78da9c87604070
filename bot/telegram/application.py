"""The application: the client with all handlers."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application, ContextTypes

from bot.telegram.api.client import Client
from bot.telegram.context import Context, Services
from bot.telegram.handlers.errors import on_error
from bot.telegram.per_chat import InOrder
from bot.telegram.routes import HANDLERS

__all__ = ["AnyApplication", "build_application"]

AnyApplication = Application[Client, Context, dict[Any, Any], dict[Any, Any], Services, Any]


def build_application(client: Client, services: Services) -> AnyApplication:
    """The application with all handlers; `services`: what they work with."""
    contexts: Any = ContextTypes(context=Context)
    in_order = InOrder()
    client.poll_with(in_order.room)
    builder = Application.builder().bot(client).concurrent_updates(in_order)
    application: AnyApplication = builder.context_types(contexts).build()
    application.bot_data = services
    application.add_handlers(HANDLERS)
    application.add_error_handler(on_error)
    return application
