"""Watching the polls: is Telegram there, does it know the token, does another bot poll too?"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from telegram.error import Conflict, InvalidToken, TelegramError

__all__ = ["PollWatch", "SecondPollerError"]

_log = logging.getLogger(__name__)

# Seconds of conflict after which this process gives way.  One that had the polls to itself before
# stays longer than one that just came: the newcomer gives way, and the service goes on.  (A poll
# left behind by a killed process makes no conflict for us: Telegram ends the older poll.)
_NEWCOMER = 30.0
_INCUMBENT = 120.0
# python-telegram-bot waits up to 30 s between polls that fail; without a conflict for longer than
# two such waits the other one has gone.
_OVER = 70.0
# Seconds without any answer after which an operator wants to know.
_SILENCE = 60.0


class SecondPollerError(Exception):
    """Another process polls with the same token, and does not stop."""


class PollWatch:
    """Hears how each poll went; says when polling makes no sense any more."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        """`timer`: seconds, never going back."""
        self._timer = timer
        self._started = self._answered = timer()
        self._conflicts: tuple[float, float] | None = None  # the first and the last one
        self._silent = False
        self._ended = asyncio.Event()
        self._reason: Exception | None = None

    @property
    def age(self) -> float:
        """Seconds since Telegram last answered a poll."""
        return self._timer() - self._answered

    async def ended(self) -> Exception:
        """Returns once polling makes no sense any more: why."""
        await self._ended.wait()
        assert self._reason is not None  # noqa: S101 - set together
        return self._reason

    def answered(self) -> None:
        """A poll was answered."""
        self._answered = self._timer()
        if self._silent:
            _log.warning("Telegram answers again")
        self._silent = False

    def failed(self, error: TelegramError) -> None:
        """A poll ended in `error`."""
        now = self._timer()
        if isinstance(error, InvalidToken):
            self._end(error)
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
            self._end(SecondPollerError())

    def _end(self, reason: Exception) -> None:
        self._reason = self._reason or reason
        self._ended.set()
