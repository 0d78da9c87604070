"""The sweep of old rows, which does not trust a clock that has jumped."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

__all__ = ["Sweep"]

_log = logging.getLogger(__name__)

# Of the questions, the share that is not deleted at once, where there are more than a few: either
# nobody has asked for months, or the clock is wrong, and then a day is time to set it right.
_NEARLY_ALL, _A_FEW = 0.9, 20
_PATIENCE = 24 * 3600.0


class Sweep:
    """Says whether old rows may be deleted."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        """`timer`: a monotonic clock in seconds."""
        self._timer = timer
        self._since: float | None = None

    def may_delete(self, old: int, total: int) -> bool:
        """Whether `old` of `total` questions may go: at once unless they are nearly all, else once
        they have been so for a day."""
        if total <= _A_FEW or old < _NEARLY_ALL * total:
            self._since = None
            return True
        if self._since is None:
            self._since = self._timer()
        if self._timer() - self._since >= _PATIENCE:
            return True
        _log.warning(
            "By the clock %d of %d questions are older than RETENTION_DAYS; they are deleted in a "
            "day, unless the clock is set right",
            old,
            total,
        )
        return False
