"""A loopback Telegram where things go wrong, and that counts what is said to each question."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field

from bot import wording
from tests.loopback.checks import decoded
from tests.loopback.telegram import ApiError, Json, Telegram

__all__ = ["FAULTS", "Faulty", "Tally"]

# How likely one call of a method meets each fault.  Together one call in forty: far more than on
# Telegram's worst day, and few enough that most of the bot's time goes into answering.
FAULTS = {
    "429 for everyone": 0.003,
    "429 for one chat": 0.005,
    "502": 0.006,
    "connection broken before": 0.006,
    "connection broken after": 0.005,
}
# Methods that meet faults.
_METHODS = ("sendMessage", "getUpdates")


@dataclass
class Tally:
    """What was said to each question by the number of its message, and what was done to the bot."""

    said: Counter[tuple[int, int]] = field(default_factory=Counter)
    apologies: set[tuple[int, int]] = field(default_factory=set)
    faults: Counter[str] = field(default_factory=Counter)
    broken_after: int = 0
    """Messages that were taken although their connection broke: these are sent again."""


class Faulty(Telegram):
    """Injects faults by `seed`, and forgets what nobody looks at."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.tally = Tally()
        self.at_ease = True
        """Whether nothing goes wrong at the moment."""
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._waiting: dict[tuple[int, int], asyncio.Event] = {}

    def expect(self, chat: int, number: int) -> asyncio.Event:
        """Is set once message `number` of `chat` is answered."""
        return self._waiting.setdefault((chat, number), asyncio.Event())

    def forget(self, chat: int, number: int) -> None:
        """Nobody waits for that answer any more."""
        self._waiting.pop((chat, number), None)
        self.received.pop((chat, number), None)

    def inject(self, method: str) -> None:
        """What goes wrong with the call that comes in now, if anything does."""
        if self.at_ease or method not in _METHODS:
            return
        drawn = self._random.random()
        for name, share in FAULTS.items():
            drawn -= share
            if drawn < 0:
                self._inject(name, method)
                return

    def _inject(self, name: str, method: str) -> None:
        if name == "429 for one chat":
            if not self.chats or method == "getUpdates":
                return
            chat = self._random.choice(sorted(self.chats))
            self.floods[chat] = time.monotonic() + 1
        else:
            fault: ApiError | str
            if name == "429 for everyone":
                fault = ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
            elif name == "502":
                fault = ApiError(502, "Bad Gateway")
            else:
                fault = "answered" if name == "connection broken after" else "unanswered"
            self.faults.setdefault(method, []).append(fault)
        self.tally.faults[f"{method}: {name}"] += 1
        if name == "connection broken after" and method == "sendMessage":
            self.tally.broken_after += 1

    async def _sendMessage(self, fields: Json) -> Json:  # noqa: N802 - Telegram's name
        result = await super()._sendMessage(fields)
        chat = int(fields["chat_id"])
        number = (decoded(fields, "reply_parameters") or {}).get("message_id", 0)
        self.tally.said[chat, number] += 1
        if self.sent[-1].text == wording.APOLOGY:
            self.tally.apologies.add((chat, number))
        waiting = self._waiting.get((chat, number))
        if waiting is not None:
            waiting.set()
        self.sent.clear()
        self.calls.clear()
        return result
