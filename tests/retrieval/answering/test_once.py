"""A value that several threads need is computed once; an error reaches all that wait for it."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

from retrieval.answering.once import Once

_PATIENCE = 10.0
THREADS = 4


class CountingLock:
    """Counts how often it was let go: each call does so once before it computes or waits."""

    def __init__(self) -> None:
        self.count = 0
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.count += 1
        self._lock.release()


class Work:
    """Makes an object, or raises, once all threads have come for it."""

    def __init__(self) -> None:
        self.once = Once(self)
        self.lock = CountingLock()
        self.once._lock = self.lock  # type: ignore[assignment]
        self.calls = 0
        self.fails = False

    def __call__(self) -> object:
        self.calls += 1
        end = time.monotonic() + _PATIENCE
        while self.lock.count < THREADS and time.monotonic() < end:
            time.sleep(0.01)
        if self.fails:
            raise OSError("made up")
        return object()


def test_threads_that_call_at_the_same_time_get_one_value() -> None:
    work = Work()
    with ThreadPoolExecutor(THREADS) as pool:
        values = [
            each.result(_PATIENCE) for each in [pool.submit(work.once) for _ in range(THREADS)]
        ]
    assert len(set(values)) == 1
    assert work.once() is values[0]
    assert work.calls == 1


def test_an_error_reaches_all_that_wait_and_the_next_call_tries_again() -> None:
    work = Work()
    work.fails = True
    with ThreadPoolExecutor(THREADS) as pool:
        waiting = [pool.submit(work.once) for _ in range(THREADS)]
        errors = [each.exception(_PATIENCE) for each in waiting]
    assert all(isinstance(each, OSError) for each in errors)
    assert work.calls == 1
    work.fails = False
    assert work.once() is work.once()
    assert work.calls == 2
