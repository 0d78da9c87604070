"""The handlers' context: the parts of the bot, and the message of the current update."""

from __future__ import annotations

import functools
from collections.abc import Sequence
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
from bot.telegram.messages.incoming import Incoming, read_message

__all__ = ["AnsweredMessages", "Context", "Services"]

# Telegram lets messages be edited for two days; an edit after that cannot come.
_SECONDS = 48 * 3600
# Two days of a busy bot, in some 15 MB; beyond that the oldest are no longer followed when edited.
_QUESTIONS = 10_000


class AnsweredMessages:
    """Which messages answer which question, so that an edited question edits its answer."""

    def __init__(self) -> None:
        self._answers: TTLCache[tuple[int, int], tuple[int, ...]] = TTLCache(_QUESTIONS, _SECONDS)
        self._questions: TTLCache[tuple[int, int], str] = TTLCache(_QUESTIONS, _SECONDS)

    def remember(self, chat: int, message: int, answers: Sequence[int], question: str) -> None:
        """Stores that messages `answers` of `chat` answer `question` in `message`."""
        self._answers[chat, message] = tuple(answers)
        self.shown(chat, answers, question)

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


@dataclass(frozen=True)
class Services:
    """The parts of the bot that handlers use."""

    live: LiveLibrary
    limit: Limit
    journal: Journal
    metrics: Metrics
    service: OperatorService
    privacy: str
    """The text of /privacy under the current settings."""
    sent: AnsweredMessages = field(default_factory=AnsweredMessages)

    @property
    def conversation(self) -> Conversation:
        """The current one."""
        return self.live.conversation


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Services]):
    """The library's context with the services, its `bot_data`, and the current update."""

    received: Update | None = None
    """The current update."""

    @classmethod
    def from_update(
        cls, update: object, application: Application[Any, Any, Any, Any, Any, Any]
    ) -> Context:
        """As in the library."""
        context = super().from_update(update, application)
        context.received = update if isinstance(update, Update) else None
        return context

    @property
    def services(self) -> Services:
        """The services of the application."""
        return self.bot_data

    @functools.cached_property
    def incoming(self) -> Incoming | None:
        """The update's message, new or edited; None for other kinds of update."""
        if self.received is None:
            return None
        message = self.received.message or self.received.edited_message
        return read_message(message, self.bot.bot) if message is not None else None
