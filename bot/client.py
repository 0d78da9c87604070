"""The client that talks to the Bot API, watched while it polls."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.settings import Settings

__all__ = ["Client"]

# As python-telegram-bot itself chooses for applications: never a bottleneck.
_CONNECTIONS = 256


class Client(ExtBot[None]):
    """An `ExtBot` that says when the server no longer knows its token.

    python-telegram-bot ends its polling task then and goes on without: alive, but deaf.
    """

    def __init__(self, settings: Settings) -> None:
        """A client for the token and the server of `settings`; the token has to be set."""
        if settings.telegram_bot_token is None:
            message = "TELEGRAM_BOT_TOKEN is not set"
            raise ValueError(message)
        super().__init__(
            token=settings.telegram_bot_token.get_secret_value(),
            base_url=f"{settings.telegram_api_url}/bot",
            base_file_url=f"{settings.telegram_api_url}/file/bot",
            request=HTTPXRequest(connection_pool_size=_CONNECTIONS),
            get_updates_request=HTTPXRequest(),
        )
        self._refused = asyncio.Event()

    async def refused(self) -> None:
        """Returns once the server has refused the token while polling."""
        await self._refused.wait()

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """As in `Bot`; an answer that cannot be read counts as a fault of the network, after which
        polling slows down instead of asking again at once."""
        try:
            return await super().get_updates(*args, **kwargs)
        except InvalidToken:
            self._refused.set()
            raise
        except TelegramError:
            raise
        except Exception as error:
            message = f"updates that cannot be read ({type(error).__name__})"
            raise NetworkError(message) from error
