"""The bot in Telegram: long polling until it is told to stop."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.conversation import Conversation
from bot.handlers import CONVERSATION, ROUTES, on_error
from bot.settings import Settings

__all__ = ["ALLOWED_UPDATES", "build_application", "run"]

# New messages only: the handlers know no other kind of update.
ALLOWED_UPDATES = [Update.MESSAGE]
# Without end: a bot that starts before the network is up waits for it.
_BOOTSTRAP_RETRIES = -1

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def build_application(settings: Settings, conversation: Conversation) -> AnyApplication:
    """The application with all handlers, for the token and the Bot API server in `settings`."""
    if settings.telegram_bot_token is None:
        message = "TELEGRAM_BOT_TOKEN is not set"
        raise ValueError(message)
    application = (
        Application.builder()
        .token(settings.telegram_bot_token.get_secret_value())
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .build()
    )
    application.bot_data[CONVERSATION] = conversation
    for route in ROUTES:
        application.add_handler(route.handler)
    application.add_error_handler(on_error)
    return application


def run(settings: Settings, conversation: Conversation) -> None:
    """Answers until SIGINT or SIGTERM; questions that came in while the bot was down included.

    Raises telegram.error.InvalidToken where the server does not know the token.
    """
    build_application(settings, conversation).run_polling(
        allowed_updates=ALLOWED_UPDATES,
        bootstrap_retries=_BOOTSTRAP_RETRIES,
        drop_pending_updates=False,
    )
