"""The application: the client with all handlers."""

from __future__ import annotations

import functools
from typing import Any

from telegram.ext import Application, ContextTypes

from bot import wording
from bot.journal import Journal
from bot.operators import OperatorService
from bot.runtime.library import LiveLibrary
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limit import Limit
from bot.settings import Settings
from bot.telegram.api.client import Client
from bot.telegram.context import Context, Services
from bot.telegram.handlers.errors import on_error
from bot.telegram.messages.sending import send_to_all
from bot.telegram.per_chat import InOrder
from bot.telegram.routes import ROUTES

__all__ = ["AnyApplication", "build_application"]

AnyApplication = Application[Client, Any, Any, Any, Any, Any]


def build_application(
    settings: Settings,
    live: LiveLibrary,
    journal: Journal,
    metrics: Metrics | None = None,
) -> AnyApplication:
    """The application for the token and the Bot API server in `settings`."""
    metrics = metrics or Metrics()
    client = Client(settings, metrics)
    contexts = ContextTypes(context=Context)
    builder = Application.builder().bot(client).concurrent_updates(InOrder())
    application = builder.context_types(contexts).build()
    limit = Limit(settings.rate_limit, settings.rate_limit_storage, settings.bot_digest)
    privacy = wording.privacy(settings.retention_days, anonymous=settings.anonymous)
    service = OperatorService(
        live, journal, settings.admin_ids, settings.gold_file, metrics.index.beat
    )
    service.tell = functools.partial(send_to_all, client, settings.admin_ids)
    Services(live, limit, journal, metrics, service, privacy).put(application.bot_data)
    for route in ROUTES:
        application.add_handler(route.handler, route.group)
    application.add_error_handler(on_error)
    return application
