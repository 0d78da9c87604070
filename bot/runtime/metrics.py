"""What is counted while the bot works: the names that the bot calls, and signs of life.

This `Metrics` counts nothing: it is what a bot without its web side has.  With the extra `web`,
`bot.web.PrometheusMetrics` takes its place.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

__all__ = ["Metrics", "Pulse"]


class Pulse:
    """Remembers when something last happened."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """A pulse that has not beaten yet; `clock` gives seconds and never runs backwards."""
        self._clock = clock
        self._last: float | None = None

    def beat(self) -> None:
        """It happens now."""
        self._last = self._clock()

    @property
    def age(self) -> float:
        """Seconds since it last happened; infinite where it never did."""
        return math.inf if self._last is None else self._clock() - self._last


class Metrics:
    """Counts questions and faults, and feels three pulses that readiness also asks for.

    `index` beats when reports have been loaded, `updates` when Telegram has sent an update, `polls`
    when Telegram has answered at all, be it with nothing.
    """

    def __init__(self) -> None:
        self.index = Pulse()
        self.updates = Pulse()
        self.polls = Pulse()

    def question(self, outcome: str, channel: str, seconds: float) -> None:
        """A question that came by `channel` had `outcome` after `seconds`."""

    def telegram_error(self, kind: str) -> None:
        """Telegram refused or could not be reached; `kind` is the name of the error's class."""

    def watch_gaps(self, gaps: Callable[[], int]) -> None:
        """From now on `gaps()` says how many rows the journal has missed so far."""
