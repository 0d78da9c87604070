"""Rate limiting and retries of requests to the Bot API.

In python-telegram-bot's own AIORateLimiter a 429 for one chat delays all chats; here it does not.
"""

from __future__ import annotations

import asyncio
import datetime
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.runtime.metrics import Metrics
from bot.telegram.api.pace import Pace

__all__ = ["Delivery"]

_log = logging.getLogger(__name__)

# Methods that put a message into a chat, which Telegram limits.
_MESSAGES = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup", "sendPhoto"})
# Idempotent methods, which may be repeated after any fault.
_REPEATABLE = frozenset(
    {"editMessageText", "editMessageReplyMarkup", "deleteMessage", "setMyCommands",
     "setMyDescription", "setMyShortDescription"}
)  # fmt: skip
# Answers to queries that expire within seconds: not worth waiting for.
_FLEETING = frozenset({"answerCallbackQuery", "answerInlineQuery"})
# Seconds before each retry after a network fault: half a minute in all bridges the restart of a
# router or a server; nobody waits longer for an answer.
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
# Flood waits per request before it is given up: Telegram lengthens the waits of those who ignore
# them, which this does not, so that more than a few are a fault elsewhere.
_FLOODS = 5
# Faults after which the request counts as not delivered: no connection was made, or the server
# closed it without a response.  (It may have acted before: then someone gets a message twice, which
# is better than never; docs/decisions/0009.)
_NEVER_ARRIVED = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ReadError,
    httpx.RemoteProtocolError, httpx.WriteError, httpx.ProxyError,
)  # fmt: skip

Callback = Callable[..., Coroutine[Any, Any, Any]]


def _may_repeat(error: NetworkError, endpoint: str) -> bool:
    """Whether the request can be repeated without anyone getting a message twice."""
    if isinstance(error, BadRequest) or endpoint in _FLEETING:
        return False
    if endpoint in _REPEATABLE or isinstance(error.__cause__, _NEVER_ARRIVED):
        return True
    # Left are responses such as 502, by which the server says that it did nothing, and time-outs of
    # reading, after which the message may have been delivered.
    return endpoint in _MESSAGES and not isinstance(error, TimedOut)


class Delivery(BaseRateLimiter[None]):
    """Keeps a pace over all chats, and observes the flood wait of each."""

    def __init__(self, pace: float | None, metrics: Metrics) -> None:
        """`pace`: messages per second over all chats; None for no limit."""
        self._metrics = metrics
        self._pace = Pace(pace) if pace else None
        self._silent_until: dict[object, float] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 - part of the interface
    ) -> Any:
        """Makes one request, with retries where they can help; raises the last fault."""
        chat = data.get("chat_id")
        waits = iter(_WAITS)
        floods = iter(range(_FLOODS))
        while True:
            await self._turn(chat, endpoint)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._metrics.telegram_error("RetryAfter")
                if endpoint in _FLEETING or next(floods, None) is None:
                    raise
                self._keep_silent(chat, error)
            except NetworkError as error:
                self._metrics.telegram_error(type(error).__name__)
                wait = next(waits, None) if _may_repeat(error, endpoint) else None
                if wait is None:
                    raise
                _log.warning("%s failed (%s); again in %.1f s", endpoint, error, wait)
                await asyncio.sleep(wait)

    async def _turn(self, chat: object, endpoint: str) -> None:
        """Waits until a request to `endpoint` may go to `chat`."""
        left = self._silent_until.get(chat, 0) - asyncio.get_running_loop().time()
        if left > 0:
            await asyncio.sleep(left)
        self._silent_until.pop(chat, None)
        if self._pace is not None and endpoint in _MESSAGES:
            await self._pace.wait()

    def _keep_silent(self, chat: object, error: RetryAfter) -> None:
        asked = error.retry_after
        seconds = asked.total_seconds() if isinstance(asked, datetime.timedelta) else float(asked)
        _log.warning("Telegram asks to leave a chat alone for %.0f s", seconds)
        until = asyncio.get_running_loop().time() + seconds
        self._silent_until[chat] = max(until, self._silent_until.get(chat, 0))
