"""The client of the Bot API."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.error import NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.runtime.metrics import Metrics
from bot.settings import Settings
from bot.telegram.api.connections import Connections
from bot.telegram.api.poll_watch import PollWatch
from bot.telegram.api.rate_limiter import Delivery
from bot.telegram.api.updates import read_update

__all__ = ["Client"]

_log = logging.getLogger(__name__)

# Seconds between two looks while there is no room for more updates.
_LOOK = 1.0
# Seconds to wait for the answer to a poll, which Telegram delays by the ten that `Updater` sets.
_POLL_TIMEOUT = 15.0
# The types of a flood wait in the library, which depend on its settings.
_SECONDS = (int, float, datetime.timedelta)


class Client(ExtBot[None]):
    """An `ExtBot` with supervised polling, which no malformed update can stop."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        """A client for the token and server in `settings`; raises ValueError without a token."""
        if settings.telegram_bot_token is None:
            message = "TELEGRAM_BOT_TOKEN is not set"
            raise ValueError(message)
        super().__init__(
            token=settings.telegram_bot_token.get_secret_value(),
            base_url=f"{settings.telegram_api_url}/bot",
            base_file_url=f"{settings.telegram_api_url}/file/bot",
            request=Connections(settings.proxy_url),
            get_updates_request=HTTPXRequest(read_timeout=_POLL_TIMEOUT, proxy=settings.proxy_url),
            rate_limiter=Delivery(settings.telegram_pace, metrics),
        )
        self._watch = PollWatch()
        self._metrics = metrics
        self._room: Callable[[], Awaitable[object]] | None = None

    @property
    def watch(self) -> PollWatch:
        """The supervision of its polls."""
        return self._watch

    def poll_with(self, room: Callable[[], Awaitable[object]]) -> None:
        """Polls only once `room()` has returned: before that Telegram keeps what comes."""
        self._room = room

    async def get_updates(self, *_: Any, **parameters: Any) -> tuple[Update, ...]:
        """As in `Bot`, by the keywords that `Updater` uses; each update is parsed by itself.

        Raises TelegramError only: after any other exception polling ends, or repeats at once.
        """
        if parameters.get("timeout"):  # the last poll waits for nothing: it confirms what came
            await self._until_room()
        try:
            updates = await self._poll(parameters)
        except TelegramError as error:
            self.watch.failed(error)
            self._metrics.telegram_error(type(error).__name__)
            raise
        self.watch.answered()
        self._metrics.polls.mark()
        if updates:
            self._metrics.updates.mark()
        return updates

    async def _until_room(self) -> None:
        waited = False
        while self._room is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):
                    await self._room()
                    return
            if not waited:
                _log.warning("More comes than can be answered; Telegram keeps the rest meanwhile")
            waited = True
            self.watch.answered()  # it is no silence of Telegram's
            self._metrics.polls.mark()

    async def _poll(self, parameters: dict[str, Any]) -> tuple[Update, ...]:
        try:
            raw = await self._post("getUpdates", parameters)
            updates = tuple(update for each in raw if (update := read_update(each, self)))
        except TelegramError as error:
            if isinstance(error, RetryAfter) and not isinstance(error.retry_after, _SECONDS):
                message = "a flood wait that is no number of seconds"
                raise NetworkError(message) from error
            raise
        except Exception as error:
            message = f"an answer to getUpdates that cannot be read ({type(error).__name__})"
            raise NetworkError(message) from error
        if raw and not updates:  # without an id it cannot be confirmed, and comes again at once
            message = "an answer to getUpdates without one update that can be read"
            raise NetworkError(message)
        return updates
