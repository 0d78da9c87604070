"""The end of the process, which no thread holds up."""

from __future__ import annotations

import asyncio
import faulthandler
from collections.abc import Coroutine
from typing import Any

__all__ = ["run_to_the_end"]

# Seconds for threads that are still at work when all has been answered, written and closed: nobody
# gets what they make any more, and Python would wait for them without a limit.  With the minute for
# answers this is less than the 90 s after which service managers kill.
_PATIENCE = 10.0
_STDERR = 2


def run_to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Runs `work`, whose end is that of the process; raises what it raises.

    Threads that go on for longer than some seconds end with it: where each of them stands is then
    written to stderr, and the exit status is 1.
    """
    asyncio.run(_limited(work))


async def _limited(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    finally:
        faulthandler.dump_traceback_later(_PATIENCE, exit=True, file=_STDERR)
