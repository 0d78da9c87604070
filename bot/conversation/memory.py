"""The last question of each chat, for some minutes, in memory only."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from cachetools import TTLCache

from retrieval import Language, LastQuestion

__all__ = ["Memory"]

# Long enough to read an excerpt and its section, short enough that 那个 still refers to it.
_SECONDS = 600
# Bytes of all last questions: ten thousand chats within ten minutes, more than one process answers.
# Beyond that the oldest are forgotten, however long the questions of a flood are.
_BYTES = 10 << 20
# Chats whose language is known, likewise.
_CHATS = 10_000
# What a chat takes beside its question, and a character of that.
_CHAT_BYTES, _CHARACTER_BYTES = 600, 4


class Memory:
    """The last question of each chat; thread-safe."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        """`timer`: a monotonic clock in seconds."""
        self._last: TTLCache[str, LastQuestion] = TTLCache(_BYTES, _SECONDS, timer, _bytes_of)
        self._languages: TTLCache[str, Language] = TTLCache(_CHATS, _SECONDS, timer)
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
        """Deletes the last question of `chat`, and which language it was in."""
        with self._lock:
            self._last.pop(chat, None)
            self._languages.pop(chat, None)

    def language(self, chat: str) -> Language | None:
        """The language of the last message of `chat`; None once it has expired."""
        with self._lock:
            return self._languages.get(chat)

    def speak(self, chat: str, language: Language) -> None:
        """Makes `language` that of the last message of `chat`."""
        with self._lock:
            self._languages[chat] = language

    def move(self, before: str, after: str) -> None:
        """Moves the last question of chat `before` to chat `after`."""
        with self._lock:
            question = self._last.pop(before, None)
            if question is not None:
                self._last[after] = question
            language = self._languages.pop(before, None)
            if language is not None:
                self._languages[after] = language


def _bytes_of(last: LastQuestion) -> int:
    """About how much memory a chat with this last question takes."""
    return _CHAT_BYTES + _CHARACTER_BYTES * sum(map(len, (last.question, *last.words)))
