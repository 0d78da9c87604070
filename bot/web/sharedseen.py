"""The memory of updates that several replicas share through Redis.  Needs the extra `redis`."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable
from typing import TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.web.seen import MemorySeen, State

__all__ = ["RedisSeen"]

_log = logging.getLogger(__name__)

# Telegram repeats an update that is not acknowledged for a day; one more for clocks and outages.
_KEPT = 2 * 24 * 3600
# Seconds after which an update that was begun may be begun by another replica: longer than
# answering takes even when Telegram asks to wait, short for somebody whose replica was killed.
_LEASE = 60
# Seconds that an answer may be held up by a Redis that does not answer.
_PATIENCE = 1.0
_DONE = b"done"

T = TypeVar("T")


class RedisSeen:
    """Remembers updates in Redis, and in this process for as long as Redis cannot be reached.

    Without Redis the worst is that an update repeated to another replica is answered twice.
    """

    def __init__(
        self, url: str, prefix: str = "report-bot:seen:", lease: int | None = None
    ) -> None:
        """A memory at `url` (`redis://host:6379/0`); bots that share a Redis differ in `prefix`.

        `lease` is the number of seconds for which an update that was begun belongs to its replica,
        a minute unless given.
        """
        self._redis = Redis.from_url(
            url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
        )
        self._prefix = prefix
        self._lease = lease or _LEASE
        self._replica = secrets.token_bytes(8)
        self._own = MemorySeen()
        self._reached = True

    async def begin(self, update_id: int) -> State:
        """As in `Seen`."""
        own = await self._own.begin(update_id)
        if own is not State.NEW:
            return own
        state = await self._try(self._begin(self._key(update_id))) or State.NEW
        if state is State.DONE:
            await self._own.done(update_id)
        elif state is State.UNDER_WAY:
            await self._own.give_up(update_id)
        return state

    async def done(self, update_id: int) -> None:
        """As in `Seen`."""
        await self._own.done(update_id)
        await self._try(self._redis.set(self._key(update_id), _DONE, ex=_KEPT))

    async def give_up(self, update_id: int) -> None:
        """As in `Seen`."""
        await self._own.give_up(update_id)
        await self._try(self._give_up(self._key(update_id)))

    async def close(self) -> None:
        """Closes the connections."""
        await self._redis.aclose()

    @property
    def reached(self) -> bool:
        """Whether Redis answered the last time it was asked."""
        return self._reached

    def _key(self, update_id: int) -> str:
        return f"{self._prefix}{update_id}"

    async def _begin(self, key: str) -> State:
        if await self._redis.set(key, self._replica, nx=True, ex=self._lease):
            return State.NEW
        return State.DONE if await self._redis.get(key) == _DONE else State.UNDER_WAY

    async def _give_up(self, key: str) -> None:
        if await self._redis.get(key) == self._replica:  # not what another has begun since
            await self._redis.delete(key)

    async def _try(self, work: Awaitable[T]) -> T | None:
        """What `work` brings; None where Redis cannot be reached, of which one line is logged."""
        try:
            result = await work
        except (RedisError, OSError) as error:
            if self._reached:
                _log.warning("Redis cannot be reached (%s)", type(error).__name__)
            self._reached = False
            return None
        if not self._reached:
            _log.info("Redis is reached again")
        self._reached = True
        return result
