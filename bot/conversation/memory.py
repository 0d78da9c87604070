"""The last question of each chat, for some minutes, in memory only."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from cachetools import TTLCache

from retrieval import LastQuestion

__all__ = ["Memory"]

# Long enough to read an excerpt and its section, short enough that 那个 still refers to it.
_SECONDS = 600
# A hundred thousand chats within ten minutes are more than one process answers; the memory that
# a flood of made-up chats can take stays below some 30 MB.
_CHATS = 100_000


class Memory:
    """The last question of each chat; thread-safe."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        """`timer`: a monotonic clock in seconds."""
        self._last: TTLCache[str, LastQuestion] = TTLCache(_CHATS, _SECONDS, timer)
        self._lock = threading.Lock()

    def last(self, chat: str) -> LastQuestion | None:
        """The last question of `chat`; None once it has expired."""
        with self._lock:
            return self._last.get(chat)

    def remember(self, chat: str, question: LastQuestion) -> None:
        """Makes `question` the last question of `chat`."""
        with self._lock:
            self._last[chat] = question

    def forget(self, chat: str) -> None:
        """Deletes the last question of `chat`."""
        with self._lock:
            self._last.pop(chat, None)

    def move(self, before: str, after: str) -> None:
        """Moves the last question of chat `before` to chat `after`."""
        with self._lock:
            question = self._last.pop(before, None)
            if question is not None:
                self._last[after] = question
