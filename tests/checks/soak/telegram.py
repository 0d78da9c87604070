"""A loopback Telegram where things go wrong, and that counts what is said to each question."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bot import wording
from tests.loopback.checks import decoded
from tests.loopback.telegram import ApiError, Json, Telegram

__all__ = ["FAULTS", "Faulty", "Question", "Tally"]

FAULTS = (
    "429 for everyone",
    "429 for one chat",
    "502",
    "connection broken before",
    "connection broken after",
)
"""What goes wrong with single calls."""

# Of so many calls of a method each fault is met by one, at a random place: together one call in
# forty, far more than on Telegram's worst day, and few enough that most of the bot's time goes into
# answering; and none is left out of a short soak.
_DECK = 200
# Methods that meet faults.
_METHODS = ("sendMessage", "getUpdates")
_MET = "sendMessage: 429 for one chat, met"
# How a reply to who asks too fast begins.
_PLEASE_WAIT = wording.please_wait(0).partition("0")[0]
# Seconds of a flood in one chat.
_FLOOD = 1.0

Question = tuple[int, int]
"""A question by its chat and the number of its message; number 0 is no message at all."""


@dataclass
class Tally:
    """What was said to each question, and what was done to the bot."""

    said: Counter[Question] = field(default_factory=Counter)
    torn: Counter[Question] = field(default_factory=Counter)
    """Of these the messages that were taken and whose connection then broke: they come again."""
    apologies: set[Question] = field(default_factory=set)
    put_off: set[Question] = field(default_factory=set)
    """Those that came too fast for RATE_LIMIT."""
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def doubles(self) -> int:
        """Messages beyond the first to the same question."""
        return sum(count - 1 for key, count in self.said.items() if key[1])

    @property
    def unexplained(self) -> int:
        """Of these such for which the same question has no broken connection."""
        beyond = ((key, count - 1) for key, count in self.said.items() if key[1])
        return sum(max(0, count - self.torn[key]) for key, count in beyond)


class Faulty(Telegram):
    """Injects faults by `seed`, and forgets what nobody looks at."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.tally = Tally()
        self.at_ease = True
        """Whether nothing goes wrong at the moment."""
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._decks: dict[str, list[str]] = {}
        self._waiting: dict[Question, asyncio.Event] = {}

    def expect(self, chat: int, number: int) -> asyncio.Event:
        """Is set once message `number` of `chat` is answered."""
        return self._waiting.setdefault((chat, number), asyncio.Event())

    def forget(self, chat: int, number: int) -> None:
        """Nobody waits for that answer any more."""
        self._waiting.pop((chat, number), None)
        self.received.pop((chat, number), None)

    def fault_of(self, method: str) -> ApiError | str | None:
        """One drawn at random, or none."""
        if self.at_ease or method not in _METHODS:
            return super().fault_of(method)
        deck = self._decks.setdefault(method, [])
        if not deck:
            deck += [*FAULTS, *[""] * (_DECK - len(FAULTS))]
            self._random.shuffle(deck)
        name = deck.pop()
        return self._fault(name, method) if name else super().fault_of(method)

    def _fault(self, name: str, method: str) -> ApiError | str | None:
        """The fault called `name`; a flood begins in some chat, and is met if that is written to."""
        if name == "429 for one chat":
            if method == "sendMessage":
                chat = self._random.choice(sorted(self.chats))
                self.floods[chat] = time.monotonic() + _FLOOD
                self.tally.faults[f"{method}: {name}"] += 1
            return None
        self.tally.faults[f"{method}: {name}"] += 1
        if name == "429 for everyone":
            return ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
        if name == "502":
            return ApiError(502, "Bad Gateway")
        return "answered" if name == "connection broken after" else "unanswered"

    async def call(
        self, token: str, method: str, fields: Json, fault: ApiError | str | None = None
    ) -> Any:
        """As in `Telegram`; counts what really came of `fault`."""
        try:
            result = await super().call(token, method, fields, fault)
        except ApiError as refusal:
            if fault is None and refusal.status == 429:
                self.tally.faults[_MET] += 1
            raise
        if method == "sendMessage" and fault == "answered":
            self.tally.torn[_question(fields)] += 1
        return result

    async def _sendMessage(self, fields: Json) -> Json:  # noqa: N802 - Telegram's name
        result = await super()._sendMessage(fields)
        question = _question(fields)
        self.tally.said[question] += 1
        if self.sent[-1].text == wording.APOLOGY:
            self.tally.apologies.add(question)
        if self.sent[-1].text.startswith(_PLEASE_WAIT):
            self.tally.put_off.add(question)
        waiting = self._waiting.get(question)
        if waiting is not None:
            waiting.set()
        self.sent.clear()
        self.calls.clear()
        return result


def _question(fields: Json) -> Question:
    """What the message with `fields` replies to."""
    parameters = decoded(fields, "reply_parameters") or {}
    return int(fields["chat_id"]), int(parameters.get("message_id", 0))
