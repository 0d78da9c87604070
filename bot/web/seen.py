"""Which updates have been handled, so that one that Telegram repeats is not answered twice.

An update is begun, then done.  One that was begun and given up, or whose replica was killed, can be
begun anew: Telegram repeats what was not acknowledged, and no question is lost.
"""

from __future__ import annotations

from collections import OrderedDict
from enum import Enum
from typing import Protocol

__all__ = ["MemorySeen", "Seen", "State"]

# Telegram gives up on an update after a day.  A busy bot sees a few thousand questions a day; this
# many numbers take about 2 MB.
_MOST = 20_000


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


class MemorySeen:
    """The memory of one process; it forgets the oldest updates beyond `most`."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._states: OrderedDict[int, State] = OrderedDict()

    async def begin(self, update_id: int) -> State:
        """As in `Seen`."""
        state = self._states.get(update_id, State.NEW)
        if state is State.NEW:
            self._states[update_id] = State.UNDER_WAY
            if len(self._states) > self._most:
                self._states.popitem(last=False)
        return state

    async def done(self, update_id: int) -> None:
        """As in `Seen`."""
        self._states[update_id] = State.DONE

    async def give_up(self, update_id: int) -> None:
        """As in `Seen`."""
        self._states.pop(update_id, None)

    async def close(self) -> None:
        """Nothing is open."""
