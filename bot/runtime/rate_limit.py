"""Rate limit per person over messages, buttons and inline queries."""

from __future__ import annotations

import hashlib
import logging
import math
import time
from typing import Any

from limits import RateLimitItem, parse
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

__all__ = ["MEMORY", "Limit", "unreachable"]

_log = logging.getLogger(__name__)

MEMORY = "memory://"
# Seconds that a storage without an answer may delay a reply.
_TIMEOUT = 1.0


def _pool(url: str) -> Any:
    from redis.asyncio import ConnectionPool  # the extra `redis`

    return ConnectionPool.from_url(url, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT)


async def unreachable(storage: str, patience: float) -> str:
    """Why the Redis at `storage` does not answer within `patience` seconds; empty where it does,
    and where there is none.  Says nothing of the address, which may hold a password."""
    if storage == MEMORY:
        return ""
    from redis.asyncio import Redis  # the extra `redis`
    from redis.exceptions import AuthenticationError, RedisError

    client = Redis.from_url(storage, socket_timeout=patience, socket_connect_timeout=patience)
    try:
        await client.ping()
    except AuthenticationError:
        return "wrong or missing password"
    except (RedisError, OSError) as error:
        return type(error).__name__
    finally:
        await client.aclose()
    return ""


class Limit:
    """A moving-window limit on the requests of each person."""

    def __init__(self, rate: str | None, storage: str = MEMORY, bot: str = "") -> None:
        """`rate`: in the notation of the `limits` library, None for no limit.

        `storage`: `memory://`, or the URL of a Redis that several replicas share; `bot`: the key
        prefix of this bot in it.
        """
        self._item: RateLimitItem | None = parse(rate) if rate else None
        self._pool: Any = None if storage == MEMORY else _pool(storage)
        options = {"implementation": "redispy", "connection_pool": self._pool} if self._pool else {}
        self._limiter = MovingWindowRateLimiter(storage_from_string(f"async+{storage}", **options))
        self._bot = bot
        self._failing = False

    async def close(self) -> None:
        """Closes the connections to the storage."""
        if self._pool is not None:
            await self._pool.aclose()

    async def wait(self, user: int | str) -> int:
        """Counts a request of `user`, a Telegram user id or the address of a machine; 0 where it is
        allowed, else the whole seconds to wait.

        While the storage fails every request is allowed: an answer is worth more than a limit.
        """
        if self._item is None:
            return 0
        # User ids and addresses stay out of a storage that others may read.
        name = hashlib.blake2b(str(user).encode(), digest_size=16).hexdigest()
        try:
            if await self._limiter.hit(self._item, self._bot, name):
                self._failing = False
                return 0
            stats = await self._limiter.get_window_stats(self._item, self._bot, name)
        except Exception:
            if not self._failing:
                _log.exception("RATE_LIMIT_STORAGE cannot be used; nobody is held up meanwhile")
            self._failing = True
            return 0
        return max(1, math.ceil(stats.reset_time - time.time()))
