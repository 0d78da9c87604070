"""Supervision of polling: outages, a rejected token, a second process with the same token."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from datetime import timedelta

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

__all__ = ["PollWatch", "PollingEndedError", "SecondPollerError"]

_log = logging.getLogger(__name__)

# Seconds of conflict after which this process stops.  One that polled alone before waits longer
# than one that just started: the newcomer stops, and the service goes on.  (The poll of a killed
# process is no conflict for us: Telegram ends the older poll.)
_NEWCOMER = 30.0
_INCUMBENT = 120.0
# Seconds without a conflict after which the other process has stopped: two of the waits of at most
# 30 s that python-telegram-bot makes between polls that fail, and a little more.
_OVER = 70.0
# Seconds without any poll, beyond what Telegram asked to wait, after which polling has ended: one
# takes up to fifteen, the library waits up to thirty between two.  Seconds between looks.
_ENDED, _LOOK = 180.0, 5.0
# Seconds without an answer after which a warning is logged.
_SILENCE = 60.0


class PollingEndedError(Exception):
    """Telegram is not polled any more, for a fault that nothing has reported."""


class SecondPollerError(Exception):
    """Another process keeps polling with the same token."""


class PollWatch:
    """Supervises polling by the result of each poll; `ended` returns once polling is pointless."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        """`timer`: a monotonic clock in seconds."""
        self._timer = timer
        self._started = self._answered = timer()
        self._conflicts: tuple[float, float] | None = None  # the first and the last one
        self._silent = False
        # When the next poll may begin at the earliest; None before the first.
        self._next: float | None = None
        self._reasons: asyncio.Queue[Exception] = asyncio.Queue()

    async def ended(self) -> Exception:
        """Waits until polling is pointless or has ended; the reason."""
        while True:
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(self._reasons.get(), _LOOK)
            if self._next is not None and self._timer() - self._next > _ENDED:
                return PollingEndedError()

    def answered(self) -> None:
        """Records that a poll was answered."""
        self._answered = self._next = self._timer()
        if self._silent:
            _log.warning("Telegram answers again")
        self._silent = False

    def failed(self, error: TelegramError) -> None:
        """Records that a poll ended in `error`."""
        now = self._next = self._timer()
        if isinstance(error, RetryAfter):
            wait = error.retry_after
            self._next += wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        if isinstance(error, InvalidToken):
            self._reasons.put_nowait(error)
        elif isinstance(error, Conflict):
            self._conflict(now)
        elif now - self._answered > _SILENCE and not self._silent:
            self._silent = True
            _log.warning("No answer from Telegram for %.0f s (%s)", now - self._answered, error)

    def _conflict(self, now: float) -> None:
        first, last = self._conflicts or (now, now)
        if self._conflicts is None or now - last > _OVER:
            first = now
            _log.error(
                "Another process polls with the same TELEGRAM_BOT_TOKEN (409): only one may; "
                "stop the other one, or this one will stop"
            )
        self._conflicts = (first, now)
        patience = _NEWCOMER if first - self._started < _OVER else _INCUMBENT
        if now - first >= patience:
            self._reasons.put_nowait(SecondPollerError())
