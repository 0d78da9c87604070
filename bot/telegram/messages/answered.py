"""Which messages answer which, in memory only, for edited questions, follow-ups and albums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cachetools import TTLCache
from telegram import Message

__all__ = ["AnsweredMessages"]

# Telegram lets messages be edited for two days; an edit after that cannot come.
_SECONDS = 48 * 3600
# Two days of a busy bot; beyond that the oldest messages are no longer followed when edited.
_MESSAGES = 10_000
# Bytes of the questions, a thousand of the longest messages: of a flood the oldest are forgotten.
_BYTES = 16 << 20
# What a question takes beside its text, and a character of that.
_QUESTION_BYTES, _CHARACTER_BYTES = 300, 4
# Seconds within which the messages of an album come, and albums that may come within them.
_ALBUM_SECONDS, _ALBUMS = 60, 10_000


def _bytes_of(question: str) -> int:
    return _QUESTION_BYTES + _CHARACTER_BYTES * len(question)


class AnsweredMessages:
    """The answers to messages, and the questions that answers belong to; by chats, not people."""

    def __init__(self) -> None:
        self._answers: TTLCache[tuple[int, int], tuple[int, ...]] = TTLCache(_MESSAGES, _SECONDS)
        self._questions: TTLCache[tuple[int, int], str] = TTLCache(
            _BYTES, _SECONDS, getsizeof=_bytes_of
        )
        # Whether a question was in the album so far, and the reply to it.
        self._asked: TTLCache[tuple[int, str], bool] = TTLCache(_ALBUMS, _ALBUM_SECONDS)
        self._albums: TTLCache[tuple[int, str], tuple[int, ...]] = TTLCache(_ALBUMS, _ALBUM_SECONDS)

    def remember(self, message: Message, answers: Sequence[int], question: str) -> None:
        """Stores that messages `answers` of its chat answer `question` in `message`."""
        self._answers[message.chat_id, message.message_id] = tuple(answers)
        if message.media_group_id is not None:
            self._albums[message.chat_id, message.media_group_id] = tuple(answers)
        self.shown(message.chat_id, answers, question)

    def shown(self, chat: int, answers: Sequence[int], question: str) -> None:
        """Stores that messages `answers` of `chat` show what belongs to `question`."""
        for answer in answers:
            self._questions[chat, answer] = question

    def answers(self, chat: int, message: int) -> tuple[int, ...]:
        """The messages that answer `message`; empty where none are known."""
        return self._answers.get((chat, message), ())

    def question(self, chat: int, answer: int) -> str:
        """The question that message `answer` answers; empty where it is not known."""
        return self._questions.get((chat, answer), "")

    def album(self, message: Message) -> tuple[int, ...]:
        """The messages that answer the album of `message` so far; empty for no album."""
        return self._albums.get((message.chat_id, message.media_group_id or ""), ())

    def adds_to_album(self, message: Message, question: str) -> bool:
        """Whether `message`, with `question`, needs a reply; not where its album has had one.

        Only the first question of an album does after its first message.
        """
        if message.media_group_id is None:
            return True
        album = (message.chat_id, message.media_group_id)
        asked = self._asked.get(album)
        if asked is None or (question and not asked):
            self._asked[album] = bool(question)
            return True
        return False

    def forget(self, chat: int) -> None:
        """Deletes all that is kept of `chat`."""
        caches: tuple[TTLCache[Any, Any], ...] = (
            self._answers, self._questions, self._asked, self._albums,
        )  # fmt: skip
        for cache in caches:
            for key in [key for key in cache if key[0] == chat]:
                cache.pop(key, None)
