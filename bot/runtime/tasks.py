"""Tasks beside the answering, which a fault does not end for good."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

__all__ = ["kept_running"]

_log = logging.getLogger(__name__)

# Seconds before a task that ended is started again: at first, and at most while it keeps ending.
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
# Seconds after which a task that ends has worked, so that it is started again soon.
_WORKED = 300.0


async def kept_running(name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Awaits `work()` for ever: whenever it ends, with a fault or without, it is logged as `name`
    and started again, until this is cancelled."""
    wait = _FIRST_WAIT
    while True:
        begun = time.monotonic()
        try:
            await work()
        except Exception:
            _log.exception("%s ended with a fault, and is started again in %.0f s", name, wait)
        else:
            _log.error("%s ended by itself, and is started again in %.0f s", name, wait)
        await asyncio.sleep(wait)
        worked = time.monotonic() - begun > _WORKED
        wait = _FIRST_WAIT if worked else min(2 * wait, _LONGEST_WAIT)
