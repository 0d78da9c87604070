"""What every handler can reach: the conversation, the limit, what was sent."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cachetools import TTLCache
from telegram.ext import ContextTypes

from bot.conversation import Conversation
from bot.journal import Journal
from bot.limit import Limit
from bot.metrics import Metrics

__all__ = ["Context", "Sent", "Services", "services", "services_of"]

Context = ContextTypes.DEFAULT_TYPE

# Telegram lets messages be edited for two days; after that an edited question stays as answered.
_SECONDS = 48 * 3600
# Some 20 MB at most; beyond that the oldest questions are no longer followed when edited.
_QUESTIONS = 50_000
_KEY = "services"


class Sent:
    """Which messages answer which question, so that an edited question edits its answer."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        """`timer`: seconds, never going back."""
        self._answers: TTLCache[tuple[int, int], tuple[int, ...]] = TTLCache(
            _QUESTIONS, _SECONDS, timer
        )
        self._questions: TTLCache[tuple[int, int], str] = TTLCache(_QUESTIONS, _SECONDS, timer)

    def remember(self, chat: int, asked: int, answers: Sequence[int], question: str) -> None:
        """Messages `answers` of `chat` answer `question`, asked in message `asked`."""
        self._answers[chat, asked] = tuple(answers)
        self.shown(chat, answers, question)

    def shown(self, chat: int, answers: Sequence[int], question: str) -> None:
        """Messages `answers` of `chat` show what belongs to `question`."""
        for answer in answers:
            self._questions[chat, answer] = question

    def answers(self, chat: int, asked: int) -> tuple[int, ...]:
        """The messages that answer message `asked`; empty where none are remembered."""
        return self._answers.get((chat, asked), ())

    def question(self, chat: int, answer: int) -> str:
        """The question that message `answer` answers; empty where it is not remembered."""
        return self._questions.get((chat, answer), "")


@dataclass(frozen=True)
class Services:
    """All that handlers work with."""

    conversation: Conversation
    limit: Limit
    journal: Journal
    metrics: Metrics
    privacy: str
    """What /privacy says under the settings in force."""
    sent: Sent = field(default_factory=Sent)

    def put(self, bot_data: dict[str, object]) -> None:
        """Into the application, where handlers find them."""
        bot_data[_KEY] = self


def services_of(bot_data: Mapping[str, object]) -> Services:
    """Those that were put into `bot_data`."""
    found = bot_data[_KEY]
    assert isinstance(found, Services)  # noqa: S101 - for the type checker
    return found


def services(context: Context) -> Services:
    """Those of the application that `context` belongs to."""
    return services_of(context.bot_data)
