"""The pace at which messages go to Telegram, over all chats."""

from __future__ import annotations

import asyncio
from collections import deque

__all__ = ["Pace"]

# Of a second, the share whose messages may go at once.  An answer that comes right after some
# others does not wait then, and in no second there are more than at an even pace; with all messages
# of a second at once there could be twice as many.
_AT_ONCE = 1 / 3


class Pace:
    """At most so many messages a second, in the order in which they come.

    Turns are given by the clock, not by when the one before was taken: a loop that is busy with
    other things makes messages late.  It does not make them fewer: their queue would grow without
    end.
    """

    def __init__(self, rate: float) -> None:
        """`rate`: messages a second."""
        most = max(1, int(rate * _AT_ONCE))
        self._last: deque[float] = deque(maxlen=most)
        self._span = most / rate

    async def wait(self) -> None:
        """Waits for the turn of the next message."""
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(self._turn(now) - now)

    def _turn(self, now: float) -> float:
        """The time of the next turn: so long after the one before as many as may go at once."""
        full = len(self._last) == self._last.maxlen
        turn = max(now, self._last[0] + self._span) if full else now
        self._last.append(turn)
        return turn
