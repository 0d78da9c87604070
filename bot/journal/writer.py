"""The write queue of the journal: bounded, written in batches, with retries."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.journal.entry import Item
from bot.journal.errors import is_row_error
from bot.journal.gaps import Gaps

__all__ = ["Writer"]

Store = Callable[[Sequence[Item]], Awaitable[None]]

# Rows in the queue at most: a few megabytes, and hours without a database for a town's bot.
_CAPACITY = 10_000
# Rows in a transaction at most; all queued rows go into one, so that a loaded bot needs fewer
# transactions instead of more.
_BATCH = 500
# Seconds for one batch, within which locks and connecting have shorter limits.
_BATCH_TIMEOUT = 15.0
# Seconds between retries: quick at first, then twice a minute.
_FIRST_WAIT = 0.1
_LONGEST_WAIT = 30.0


@dataclass(eq=False, slots=True)
class _Queued:
    """A queued item, and the future of whoever awaits its commit."""

    item: Item
    done: asyncio.Future[bool] | None = None

    def finish(self, *, written: bool) -> None:
        """Resolves the future, if any."""
        if self.done is not None and not self.done.done():
            self.done.set_result(written)


class Writer:
    """Writes queued items in order, in its own task.

    `store` commits items, all or none, and may get the same ones again.
    """

    def __init__(self, store: Store, gaps: Gaps) -> None:
        self._store = store
        self._gaps = gaps
        self._queue: deque[_Queued] = deque()
        self._filled = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = asyncio.Event()
        self._lock = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._failing_since: float | None = None

    @property
    def waiting(self) -> int:
        """The number of queued items."""
        return len(self._queue)

    def start(self) -> None:
        """Starts the task."""
        self._task = asyncio.create_task(self._run(), name="journal")

    def put(self, item: Item) -> None:
        """Queues `item`; a full queue drops its oldest."""
        self._append(_Queued(item))

    async def written(self, item: Item, limit: float) -> bool:
        """Queues `item` and waits up to `limit` seconds; whether it was committed by then."""
        waiting = _Queued(item, asyncio.get_running_loop().create_future())
        self._append(waiting)
        assert waiting.done is not None  # noqa: S101 - for the type checker
        await asyncio.wait([waiting.done], timeout=limit)
        return waiting.done.done() and waiting.done.result()

    async def settled(self, limit: float) -> None:
        """Waits up to `limit` seconds until all items queued so far are committed or dropped."""
        # A batch being written holds the lock; the queue behind it is in order, so that its last
        # item is the last to be committed.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit):
                async with self._lock:
                    last = self._queue[-1] if self._queue else None
                if last is not None:
                    last.done = last.done or asyncio.get_running_loop().create_future()
                    await asyncio.shield(last.done)

    def drop(self, unwanted: Callable[[Item], bool]) -> int:
        """Removes `unwanted` items from the queue; returns how many."""
        kept = [waiting for waiting in self._queue if not unwanted(waiting.item)]
        dropped = len(self._queue) - len(kept)
        for waiting in self._queue:
            if unwanted(waiting.item):
                waiting.finish(written=False)
        self._queue = deque(kept)
        return dropped

    @contextlib.asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Within the `with` block no batch is being written."""
        async with self._lock:
            yield

    async def close(self, limit: float) -> None:
        """Writes the queue within `limit` seconds; drops the rest."""
        self._closing.set()
        if self._task is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(limit):
                    await self._idle.wait()
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        for waiting in self._queue:
            waiting.finish(written=False)
        self._gaps.lose(len(self._queue), "the end came first")
        self._queue.clear()

    def _append(self, waiting: _Queued) -> None:
        self._queue.append(waiting)
        if len(self._queue) > _CAPACITY:
            self._queue.popleft().finish(written=False)
            self._gaps.lose(1, "the queue is full")
        self._idle.clear()
        self._filled.set()

    async def _run(self) -> None:
        wait = _FIRST_WAIT
        while True:
            await self._filled.wait()
            if await self._write():
                wait = _FIRST_WAIT
            else:
                await self._pause(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
            if not self._queue:
                self._filled.clear()
                self._idle.set()

    async def _pause(self, seconds: float) -> None:
        """Waits with jitter, so that replicas retry at different times; briefly while closing."""
        seconds *= random.uniform(0.8, 1.2)  # noqa: S311 - no secret
        if self._closing.is_set():
            await asyncio.sleep(_FIRST_WAIT)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()

    async def _write(self) -> bool:
        """Writes a batch; False where the database fails and the batch stays in the queue."""
        async with self._lock:
            batch = [self._queue.popleft() for _ in range(min(_BATCH, len(self._queue)))]
            try:
                await self._commit(batch)
            except Exception as error:
                if is_row_error(error):
                    return await self._write_singly(batch)
                self._put_back(batch, error)
                return False
            except asyncio.CancelledError:
                self._queue.extendleft(reversed(batch))
                raise
        return True

    async def _write_singly(self, batch: Sequence[_Queued]) -> bool:
        """Writes `batch` row by row, without the rows that the database refuses."""
        for number, waiting in enumerate(batch):
            try:
                await self._commit([waiting])
            except Exception as error:
                if not is_row_error(error):
                    self._put_back(batch[number:], error)
                    return False
                self._gaps.fault(error, self.waiting)
                self._gaps.lose(1, "refused by the database")
                waiting.finish(written=False)
            except asyncio.CancelledError:
                self._queue.extendleft(reversed(batch[number:]))
                raise
        return True

    async def _commit(self, batch: Sequence[_Queued]) -> None:
        async with asyncio.timeout(_BATCH_TIMEOUT):
            await self._store([waiting.item for waiting in batch])
        if self._failing_since is not None:
            self._gaps.recovered(time.monotonic() - self._failing_since)
            self._failing_since = None
        for waiting in batch:
            waiting.finish(written=True)

    def _put_back(self, batch: Sequence[_Queued], error: Exception) -> None:
        self._queue.extendleft(reversed(batch))
        if self._failing_since is None:
            self._failing_since = time.monotonic()
        self._gaps.fault(error, self.waiting)
