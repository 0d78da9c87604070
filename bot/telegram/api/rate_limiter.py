"""Delivery: each request to Telegram at the right pace, again where that can help.

python-telegram-bot's own AIORateLimiter lets one chat's 429 hold up all chats; this one does not.
"""

from __future__ import annotations

import asyncio
import datetime
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.runtime.metrics import Metrics

__all__ = ["Delivery"]

_log = logging.getLogger(__name__)

# What puts a message into a chat, which is what Telegram counts.
_MESSAGES = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup", "sendPhoto"})
# Doing these twice is the same as doing them once, so that they may be repeated after any fault.
_REPEATABLE = frozenset(
    {"editMessageText", "editMessageReplyMarkup", "deleteMessage", "setMyCommands",
     "setMyDescription", "setMyShortDescription"}
)  # fmt: skip
# Queries that Telegram forgets within seconds: waiting for them would help nobody.
_FLEETING = frozenset({"answerCallbackQuery", "answerInlineQuery"})
# Seconds before each new try after a fault of the network: half a minute in all bridges the
# restart of a router or a server; who asked waits no longer for an answer.
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
# A flood wait is waited out this often, then the message is given up: Telegram names longer and
# longer waits to those who do not keep to them, and we do, so that a third is a fault elsewhere.
_FLOODS = 5
# Faults of the connection after which nothing has arrived: it was never made, or the server closed
# it without a word.  (It may have acted before: then someone gets a message twice, which is better
# than never; docs/decisions/0009.)
_NEVER_ARRIVED = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ReadError,
    httpx.RemoteProtocolError, httpx.WriteError, httpx.ProxyError,
)  # fmt: skip

Callback = Callable[..., Coroutine[Any, Any, Any]]


def _may_repeat(error: NetworkError, endpoint: str) -> bool:
    """Whether the same request can be made again without anyone getting a message twice."""
    if isinstance(error, BadRequest) or endpoint in _FLEETING:
        return False
    if endpoint in _REPEATABLE or isinstance(error.__cause__, _NEVER_ARRIVED):
        return True
    # What is left is an answer such as 502, in which the server says that it did nothing, or a
    # time-out while reading, after which the message may well be there.
    return endpoint in _MESSAGES and not isinstance(error, TimedOut)


class Delivery(BaseRateLimiter[None]):
    """Paces all messages together, and waits for each chat that Telegram asks to wait for."""

    def __init__(self, pace: float | None, metrics: Metrics) -> None:
        """`pace`: messages a second over all chats; None for no limit."""
        self._metrics = metrics
        # Evenly spaced: a bucket of a second's messages would let through twice as many in one.
        self._pace = AsyncLimiter(1, 1 / pace) if pace else None
        self._silent_until: dict[object, float] = {}

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to clear away."""

    async def process_request(
        self,
        callback: Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 - part of the interface
    ) -> Any:
        """Makes one request, again after a fault where that can help; raises the last fault."""
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
        """Waits until a request of this kind may go to `chat`."""
        left = self._silent_until.get(chat, 0) - asyncio.get_running_loop().time()
        if left > 0:
            await asyncio.sleep(left)
        self._silent_until.pop(chat, None)
        if self._pace is not None and endpoint in _MESSAGES:
            await self._pace.acquire()

    def _keep_silent(self, chat: object, error: RetryAfter) -> None:
        asked = error.retry_after
        seconds = asked.total_seconds() if isinstance(asked, datetime.timedelta) else float(asked)
        _log.warning("Telegram asks to leave a chat alone for %.0f s", seconds)
        until = asyncio.get_running_loop().time() + seconds
        self._silent_until[chat] = max(until, self._silent_until.get(chat, 0))
