"""Which updates were handled, so that one that Telegram repeats is not answered twice.

An update is begun, then done.  One that was begun and given up, or whose replica was killed, can be
begun again: Telegram repeats what was not acknowledged, and no question is lost.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from enum import Enum
from typing import Any, Protocol

from cachetools import FIFOCache

__all__ = ["MemorySeen", "RedisSeen", "Seen", "State"]

_log = logging.getLogger(__name__)

# Telegram gives up on an update after a day.  A busy bot sees a few thousand questions a day; this
# many numbers take about 2 MB.
_MOST = 20_000
# Seconds that Redis keeps an update that was done: the day, and one more for clocks and outages.
_KEPT = 2 * 24 * 3600
# Seconds after which an update that was begun may be begun by another replica: longer than
# answering takes even when Telegram asks to wait, short for somebody whose replica was killed.
_LEASE = 60
# Seconds that an answer may be held up by a Redis that does not answer.
_PATIENCE = 1.0


class State(Enum):
    """What is known of an update at the moment it arrives."""

    NEW = "new"
    UNDER_WAY = "under way"
    DONE = "done"


class Seen(Protocol):
    """A memory of updates by their `update_id`; several replicas may share one."""

    async def begin(self, update_id: int) -> State:
        """NEW where nobody has begun the update yet: the caller has begun it now."""

    async def done(self, update_id: int) -> None:
        """The caller has handled the update that it began."""

    async def give_up(self, update_id: int) -> None:
        """The caller could not handle the update that it began."""

    async def close(self) -> None:
        """Closes what it holds open."""


class MemorySeen(Seen):
    """The memory of one process; it forgets the oldest updates beyond `most`."""

    def __init__(self, most: int = _MOST) -> None:
        self._states: FIFOCache[int, State] = FIFOCache(most)

    async def begin(self, update_id: int) -> State:
        """As in `Seen`."""
        state = self._states.get(update_id, State.NEW)
        if state is State.NEW:
            self._states[update_id] = State.UNDER_WAY
        return state

    async def done(self, update_id: int) -> None:
        """As in `Seen`."""
        self._states[update_id] = State.DONE

    async def give_up(self, update_id: int) -> None:
        """As in `Seen`."""
        self._states.pop(update_id, None)

    async def close(self) -> None:
        """Nothing is open."""


class RedisSeen(Seen):
    """The memory that the replicas of one bot share in Redis.  Needs the extra `redis`.

    While Redis cannot be reached every update counts as new: at worst one is answered twice.
    """

    def __init__(self, url: str, bot: str, lease: int | None = None) -> None:
        """A memory at `url` (`redis://host:6379/0`); `bot` tells bots apart that share a Redis.

        `lease` is the number of seconds for which an update that was begun belongs to its replica,
        a minute unless given.
        """
        from redis.asyncio import Redis
        from redis.exceptions import RedisError

        self._faults = (RedisError, OSError)
        self._redis = Redis.from_url(
            url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
        )
        self._prefix = f"report-bot:{bot}:seen:"
        self._lease = lease or _LEASE
        self._reached = True

    async def begin(self, update_id: int) -> State:
        """As in `Seen`."""
        key, begun = f"{self._prefix}{update_id}", State.UNDER_WAY.value
        # None where it is there already, False where Redis cannot be reached.
        if await self._try(self._redis.set(key, begun, nx=True, ex=self._lease)) is not None:
            return State.NEW
        done = await self._try(self._redis.get(key)) == State.DONE.value.encode()
        return State.DONE if done else State.UNDER_WAY

    async def done(self, update_id: int) -> None:
        """As in `Seen`."""
        key = f"{self._prefix}{update_id}"
        await self._try(self._redis.set(key, State.DONE.value, ex=_KEPT))

    async def give_up(self, update_id: int) -> None:
        """As in `Seen`."""
        await self._try(self._redis.delete(f"{self._prefix}{update_id}"))

    async def close(self) -> None:
        """Closes the connections."""
        await self._redis.aclose()

    async def _try(self, work: Awaitable[Any]) -> Any:
        """What `work` brings; False where Redis cannot be reached, which is logged once."""
        try:
            result = await work
        except self._faults as error:
            if self._reached:
                _log.warning("Redis cannot be reached (%s)", type(error).__name__)
            self._reached = False
            return False
        self._reached = True
        return result
