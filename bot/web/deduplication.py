"""Deduplication: which updates were handled, so that a repeated one is not answered twice.

An update is begun, then done.  One that was given up, or whose replica was killed, can be begun
again: Telegram repeats what was not acknowledged, and no question is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from enum import Enum
from typing import Any

from cachetools import FIFOCache

__all__ = ["MemoryDeduplicator", "RedisDeduplicator", "State"]

_log = logging.getLogger(__name__)

# Updates in memory: Telegram repeats one for a day, in which a busy bot gets a few thousand; this
# number takes about 2 MB.
_CAPACITY = 20_000
# Seconds that Redis keeps an update that was done: that day, and one more for clocks and outages.
_KEPT = 2 * 24 * 3600
# Seconds after which another replica may begin an update again: longer than answering takes even
# when Telegram asks to wait, short for a person whose replica was killed.
_LEASE = 60
# Seconds that a Redis without an answer may delay an update.
_TIMEOUT = 1.0


class State(Enum):
    """The state of an update when it arrives."""

    NEW = "new"
    UNDER_WAY = "under way"
    DONE = "done"


class MemoryDeduplicator:
    """The updates of one process, by `update_id`; forgets the oldest beyond `_CAPACITY`."""

    def __init__(self) -> None:
        self._states: FIFOCache[int, State] = FIFOCache(_CAPACITY)

    async def begin(self, update_id: int) -> State:
        """The update's state; the caller has begun it where that is NEW."""
        state = self._states.get(update_id, State.NEW)
        if state is State.NEW:
            self._states[update_id] = State.UNDER_WAY
        return state

    async def done(self, update_id: int) -> None:
        """The caller has handled the update that it began."""
        self._states[update_id] = State.DONE

    async def give_up(self, update_id: int) -> None:
        """The caller could not handle the update that it began."""
        self._states.pop(update_id, None)

    async def close(self) -> None:
        """Closes connections, if any."""


class RedisDeduplicator(MemoryDeduplicator):
    """The updates of all replicas of one bot, in Redis.  Needs the extra `redis`.

    While Redis cannot be reached every update counts as new: at worst one is answered twice.
    """

    def __init__(self, url: str, bot: str) -> None:
        """`url`: such as `redis://host:6379/0`; `bot`: the key prefix of this bot."""
        from redis.asyncio import Redis
        from redis.exceptions import RedisError

        self._errors = (RedisError, OSError)
        self._redis = Redis.from_url(url, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT)
        self._prefix = f"report-bot:{bot}:seen:"
        self._reachable = True

    async def begin(self, update_id: int) -> State:
        """As in `MemoryDeduplicator`."""
        key, begun = f"{self._prefix}{update_id}", State.UNDER_WAY.value
        # None where the key exists, False where Redis cannot be reached.
        if await self._try(self._redis.set(key, begun, nx=True, ex=_LEASE)) is not None:
            return State.NEW
        done = await self._try(self._redis.get(key)) == State.DONE.value.encode()
        return State.DONE if done else State.UNDER_WAY

    async def done(self, update_id: int) -> None:
        """As in `MemoryDeduplicator`."""
        key = f"{self._prefix}{update_id}"
        await self._try(self._redis.set(key, State.DONE.value, ex=_KEPT))

    async def give_up(self, update_id: int) -> None:
        """As in `MemoryDeduplicator`."""
        await self._try(self._redis.delete(f"{self._prefix}{update_id}"))

    async def close(self) -> None:
        """As in `MemoryDeduplicator`."""
        await self._redis.aclose()

    async def _try(self, work: Awaitable[Any]) -> Any:
        """The result of `work`; False where Redis cannot be reached, which is logged once."""
        try:
            result = await work
        except self._errors as error:
            if self._reachable:
                _log.warning("Redis cannot be reached (%s)", type(error).__name__)
            self._reachable = False
            return False
        self._reachable = True
        return result
