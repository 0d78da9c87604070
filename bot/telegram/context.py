"""What every handler can reach: the conversation, the limit, what was sent, which update it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cachetools import TTLCache
from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.conversation.conversation import Conversation
from bot.journal import Journal
from bot.operators.service import OperatorService
from bot.runtime.library import LiveLibrary
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limit import Limit

__all__ = ["Context", "AnsweredMessages", "Services", "services", "services_of"]

# Telegram lets messages be edited for two days; after that an edited question stays as answered.
_SECONDS = 48 * 3600
# Two days of a busy bot, in some 15 MB; beyond that the oldest are no longer followed when edited.
_QUESTIONS = 10_000
_KEY = "services"


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The library's context, which also knows the number of the update."""

    update_id: int | None = None

    @classmethod
    def from_update(
        cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]
    ) -> Context:
        """As in the library."""
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context.update_id = update.update_id
        return context


class AnsweredMessages:
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

    live: LiveLibrary
    limit: Limit
    journal: Journal
    metrics: Metrics
    service: OperatorService
    privacy: str
    """What /privacy says under the settings in force."""
    sent: AnsweredMessages = field(default_factory=AnsweredMessages)

    @property
    def conversation(self) -> Conversation:
        """The one in use."""
        return self.live.conversation

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
