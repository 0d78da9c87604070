"""Write-failure counters of the journal, and log lines about them that do not flood the log."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Mapping

from bot.journal.errors import describe, kind_of

__all__ = ["Gaps"]

_log = logging.getLogger(__name__)

# Seconds between two lines about one kind of fault: a minute's silence hides no outage.
_WHILE = 60.0


class Gaps:
    """Write-failure counters since the start.

    `lost` rows will never be written; `late` ones were not written within the limit of whoever
    waited, and mostly are later; `faults` counts failed tries by kind.
    """

    def __init__(self) -> None:
        self.lost = 0
        self.late = 0
        self._faults: Counter[str] = Counter()
        self._told: dict[str, tuple[float, int]] = {}  # when, and how many faults there were

    @property
    def faults(self) -> Mapping[str, int]:
        """Failed tries by the database's own code, such as SQLITE_FULL, or the error's name."""
        return dict(self._faults)

    def fault(self, error: BaseException, waiting: int) -> None:
        """A try failed while `waiting` rows waited to be written."""
        self._faults[kind_of(error)] += 1
        self._tell(
            kind_of(error),
            f"The journal cannot be written ({describe(error)}); rows waiting: {waiting}",
        )

    def lose(self, number: int, why: str) -> None:
        """`number` rows are given up on account of `why`."""
        if number:
            self.lost += number
            self._tell(why, f"The journal lost rows ({why}); so far: {self.lost}")

    def recovered(self, seconds: float) -> None:
        """Writing works again after `seconds`."""
        _log.warning("The journal is written again, after %.0f s", seconds)
        self._told.clear()

    def _tell(self, kind: str, line: str) -> None:
        """Logs `line`, unless one of this kind was logged a while ago."""
        now = time.monotonic()
        before = self._told.get(kind)
        if before is not None and now - before[0] < _WHILE:
            self._told[kind] = before[0], before[1] + 1
            return
        self._told[kind] = now, 0
        again = f" ({before[1]} more such faults meanwhile)" if before and before[1] else ""
        _log.warning("%s%s", line, again)
