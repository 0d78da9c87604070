"""Write-failure counters of the journal, and rate-limited log lines about them."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Mapping

from bot.journal.errors import describe, kind_of

__all__ = ["Gaps"]

_log = logging.getLogger(__name__)

# Seconds between two log lines about one kind of fault: short beside any outage.
_LOG_INTERVAL = 60.0


class Gaps:
    """Write-failure counters since the start: `lost` rows, and failed attempts by kind."""

    def __init__(self) -> None:
        self.lost = 0
        self._faults: Counter[str] = Counter()
        self._logged: dict[
            str, tuple[float, int]
        ] = {}  # time, and number of faults not logged since

    @property
    def faults(self) -> Mapping[str, int]:
        """Failed attempts by `kind_of` their error."""
        return dict(self._faults)

    def fault(self, error: BaseException, waiting: int) -> None:
        """Counts an attempt that failed while `waiting` rows were queued."""
        self._faults[kind_of(error)] += 1
        self._log_once(
            kind_of(error),
            f"The journal cannot be written ({describe(error)}); rows waiting: {waiting}",
        )

    def lose(self, number: int, why: str) -> None:
        """Counts `number` rows that will never be written, because of `why`."""
        if number:
            self.lost += number
            self._log_once(why, f"The journal lost rows ({why}); so far: {self.lost}")

    def recovered(self, seconds: float) -> None:
        """Writing works again after `seconds`."""
        _log.warning("The journal is written again, after %.0f s", seconds)
        self._logged.clear()

    def _log_once(self, kind: str, line: str) -> None:
        """Logs `line`, at most once in `_LOG_INTERVAL` for each kind."""
        now = time.monotonic()
        before = self._logged.get(kind)
        if before is not None and now - before[0] < _LOG_INTERVAL:
            self._logged[kind] = before[0], before[1] + 1
            return
        self._logged[kind] = now, 0
        again = f" ({before[1]} more such faults meanwhile)" if before and before[1] else ""
        _log.warning("%s%s", line, again)
