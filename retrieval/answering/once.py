"""A value that is computed once, by whichever thread needs it first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

__all__ = ["Once"]

T = TypeVar("T")


class Once(Generic[T]):
    """Computes a value at the first call; threads that call meanwhile wait for the same result.

    An error reaches all that wait, so that they do not try one after another; the next call after
    it tries again.
    """

    def __init__(self, compute: Callable[[], T]) -> None:
        self._compute = compute
        self._future: Future[T] | None = None
        self._lock = threading.Lock()

    def __call__(self) -> T:
        """The value; raises what computing it raises."""
        with self._lock:
            running = self._future
            future = self._future = running or Future()
        if running is None:
            try:
                future.set_result(self._compute())
            except BaseException as error:
                with self._lock:
                    self._future = None
                future.set_exception(error)
        return future.result()
