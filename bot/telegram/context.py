"""The handlers' context: the parts of the bot, and the message of the current update."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cachetools import TTLCache
from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.conversation.conversation import Conversation
from bot.journal import Journal
from bot.operators.service import OperatorService
from bot.runtime.library import LiveLibrary
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limit import Limit
from bot.telegram.messages.answered import AnsweredMessages
from bot.telegram.messages.incoming import Incoming, read_message

if TYPE_CHECKING:
    from bot.operators.access import Access  # needs the extra `web`

__all__ = ["Context", "Services"]

# Seconds in which a person is told once to wait: a notice for each message of a flood would take
# the messages that Telegram allows a bot from everybody else.  People who are told at once.
_TOLD_SECONDS, _TOLD = 60, 10_000


@dataclass(frozen=True)
class Services:
    """The parts of the bot that handlers use."""

    live: LiveLibrary
    limit: Limit
    journal: Journal
    metrics: Metrics
    service: OperatorService
    privacy: Callable[[], str]
    """The text of /privacy under the current settings."""
    access: Access | None = None
    """Makes links to the admin pages; None where there are none."""
    sent: AnsweredMessages = field(default_factory=AnsweredMessages)
    told: TTLCache[int, bool] = field(default_factory=lambda: TTLCache(_TOLD, _TOLD_SECONDS))
    """Who was told lately to wait."""

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
