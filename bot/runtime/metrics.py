"""Metrics: the interface that the bot calls, and last-seen clocks.

This `Metrics` counts nothing: it serves a bot without a web side.  With the extra `web`,
`bot.web.PrometheusMetrics` takes its place.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

__all__ = ["LastSeen", "Metrics"]


class LastSeen:
    """The time since an event last happened."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock`: seconds, monotonic."""
        self._clock = clock
        self._last: float | None = None

    def mark(self) -> None:
        """The event happens now."""
        self._last = self._clock()

    @property
    def age(self) -> float:
        """Seconds since the last event; infinite before the first."""
        return math.inf if self._last is None else self._clock() - self._last


class Metrics:
    """Counts questions and faults, and keeps the last-seen clocks that readiness checks too.

    `index` is marked when reports have been loaded, `updates` when Telegram has sent an update,
    `polls` when Telegram has answered a poll, with updates or without.
    """

    def __init__(self) -> None:
        self.index = LastSeen()
        self.updates = LastSeen()
        self.polls = LastSeen()

    def question(self, outcome: str, channel: str, seconds: float) -> None:
        """Counts a question of `channel` that ended in `outcome` after `seconds`."""

    def telegram_error(self, kind: str) -> None:
        """Counts a failed call to Telegram; `kind` is the name of the exception's class."""

    def watch_gaps(self, gaps: Callable[[], int]) -> None:
        """Registers `gaps`, which returns the number of rows that the journal has lost."""
