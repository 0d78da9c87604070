"""The queue between answering and the database: bounded, written in batches, tried again."""

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

# Rows in memory at most: a few megabytes, and hours of a database's absence in an ordinary town.
_CAPACITY = 10_000
# Rows in a transaction at most; whatever waits is written together, so that a loaded bot needs
# fewer transactions instead of more.
_BATCH = 500
# Seconds for one batch, in which locks and connecting have limits of their own.
_PATIENCE = 15.0
# Seconds between tries: quick at first, then twice a minute.
_FIRST_WAIT = 0.1
_LONGEST_WAIT = 30.0


@dataclass(eq=False, slots=True)
class _Waiting:
    """An item, and whom to tell whether it was written."""

    item: Item
    done: asyncio.Future[bool] | None = None

    def tell(self, *, written: bool) -> None:
        """Ends the waiting of whoever waits."""
        if self.done is not None and not self.done.done():
            self.done.set_result(written)


class Writer:
    """Writes queued items in order, in a task of its own.

    `store` commits items, all or none, and may be given the same ones again.
    """

    def __init__(self, store: Store, gaps: Gaps) -> None:
        self._store = store
        self._gaps = gaps
        self._queue: deque[_Waiting] = deque()
        self._something = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = asyncio.Event()
        self._lock = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._failing_since: float | None = None

    @property
    def waiting(self) -> int:
        """Items that are not written yet."""
        return len(self._queue)

    def start(self) -> None:
        """Begins to write."""
        self._task = asyncio.create_task(self._run(), name="journal")

    def put(self, item: Item) -> None:
        """Queues `item`; where the queue is full, the oldest one is given up."""
        self._append(_Waiting(item))

    async def written(self, item: Item, limit: float) -> bool:
        """Queues `item` and waits up to `limit` seconds; whether it was committed by then."""
        waiting = _Waiting(item, asyncio.get_running_loop().create_future())
        self._append(waiting)
        assert waiting.done is not None  # noqa: S101 - for the type checker
        await asyncio.wait([waiting.done], timeout=limit)
        if waiting.done.done():
            return waiting.done.result()
        self._gaps.late += 1
        return False

    async def settled(self, limit: float) -> bool:
        """Whether what is queued or on its way now was committed within `limit` seconds."""
        # A batch under way holds the lock; what is queued behind it is in order, so the last item
        # tells for all.
        if not self._queue and not self._lock.locked():
            return True
        try:
            async with asyncio.timeout(limit):
                async with self._lock:
                    last = self._queue[-1] if self._queue else None
                if last is None:
                    return True
                if last.done is None:
                    last.done = asyncio.get_running_loop().create_future()
                return await asyncio.shield(last.done)
        except TimeoutError:
            self._gaps.late += 1
            return False

    def drop(self, unwanted: Callable[[Item], bool]) -> int:
        """Takes out of the queue what is `unwanted`; how many they were."""
        kept = [waiting for waiting in self._queue if not unwanted(waiting.item)]
        dropped = len(self._queue) - len(kept)
        for waiting in self._queue:
            if unwanted(waiting.item):
                waiting.tell(written=False)
        self._queue = deque(kept)
        return dropped

    @contextlib.asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Within the `with` block nothing is on its way from the queue to the database."""
        async with self._lock:
            yield

    async def close(self, limit: float) -> None:
        """Writes what is queued within `limit` seconds; gives up the rest."""
        self._closing.set()
        if self._task is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(limit):
                    await self._idle.wait()
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        for waiting in self._queue:
            waiting.tell(written=False)
        self._gaps.lose(len(self._queue), "the end came first")
        self._queue.clear()

    def _append(self, waiting: _Waiting) -> None:
        self._queue.append(waiting)
        if len(self._queue) > _CAPACITY:
            self._queue.popleft().tell(written=False)
            self._gaps.lose(1, "the queue is full")
        self._idle.clear()
        self._something.set()

    async def _run(self) -> None:
        wait = _FIRST_WAIT
        while True:
            await self._something.wait()
            if await self._write():
                wait = _FIRST_WAIT
            else:
                await self._pause(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
            if not self._queue:
                self._something.clear()
                self._idle.set()

    async def _pause(self, seconds: float) -> None:
        """Waits, not all replicas equally long; at the end of the program a moment only."""
        seconds *= random.uniform(0.8, 1.2)  # noqa: S311 - no secret
        if self._closing.is_set():
            await asyncio.sleep(_FIRST_WAIT)
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()

    async def _write(self) -> bool:
        """Writes a batch; False where the database could not be used, and the batch waits on."""
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

    async def _write_singly(self, batch: Sequence[_Waiting]) -> bool:
        """Writes `batch` row by row: one of them at least cannot be written, and is lost."""
        for number, waiting in enumerate(batch):
            try:
                await self._commit([waiting])
            except Exception as error:
                if not is_row_error(error):
                    self._put_back(batch[number:], error)
                    return False
                self._gaps.fault(error, self.waiting)
                self._gaps.lose(1, "refused by the database")
                waiting.tell(written=False)
            except asyncio.CancelledError:
                self._queue.extendleft(reversed(batch[number:]))
                raise
        return True

    async def _commit(self, batch: Sequence[_Waiting]) -> None:
        async with asyncio.timeout(_PATIENCE):
            await self._store([waiting.item for waiting in batch])
        if self._failing_since is not None:
            self._gaps.recovered(time.monotonic() - self._failing_since)
            self._failing_since = None
        for waiting in batch:
            waiting.tell(written=True)

    def _put_back(self, batch: Sequence[_Waiting], error: Exception) -> None:
        self._queue.extendleft(reversed(batch))
        if self._failing_since is None:
            self._failing_since = time.monotonic()
        self._gaps.fault(error, self.waiting)
