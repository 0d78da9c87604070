"""What attackers send in Telegram: each is one kind, and says how often it was done."""

from __future__ import annotations

import asyncio
import functools
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from tests.checks.soak.telegram import Faulty
from tests.loopback import people
from tests.loopback.odd_texts import entities_for, odd_text
from tests.loopback.telegram import Json

__all__ = ["OPERATOR", "Attackers"]

OPERATOR = 99
# People and groups of theirs, none of whom is one of those who ask honestly.
_PEOPLE = range(900_000, 900_024)
_GROUPS = (-900_001, -900_002)
# Seconds between two attacks, drawn at random around this.
_PAUSE = 0.15
# Messages of a flood, which come at once.
_FLOOD = 10
_OTHER_BOT: Json = {"id": 42, "is_bot": True, "first_name": "x", "username": "other_bot"}
_LONG = (
    "㍿",
    "ﷺ",
    "㌀",
    "①",
    "百万",
    "一两",
    "a ",
    "、",
    "停车位和",
    "xi'an",
    "tingchewei",
    "2016年",
)
_REPEATED = (
    "具体" + "样" * 21 + "x",
    "那" * 40 + "呢",
    "第一," * 60,
    "还有" * 60 + "?",
    "1." * 200,
)
# What no update is: it is named in the log and left out.
_BROKEN: tuple[Json, ...] = (
    {"message": 5}, {"callback_query": [1, 2]}, {"message": {"chat": 5, "text": "停车位"}},
    {"inline_query": {"id": {}, "query": 5}}, {"something_of_next_year": {"x": [None]}},
)  # fmt: skip


class Attackers:
    """Sends to `telegram`, drawn with `seed`, until `ended` is set; `done`: how often each kind."""

    def __init__(self, telegram: Faulty, seed: int) -> None:
        self._telegram = telegram
        self._random = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.ended = asyncio.Event()
        self.done: Counter[str] = Counter()
        telegram.chats.update((*_PEOPLE, *_GROUPS, OPERATOR))

    async def run(self) -> None:
        """One attack after the other."""
        kinds: dict[str, Callable[[], Awaitable[None]]] = {
            "questions of signs that become many": self._long,
            "questions for repeated groups": self._repeated,
            "odd texts": self._odd,
            "floods of ten messages": self._flood,
            "commands and texts of other bots in groups": self._other_bots,
            "malformed updates": self._broken,
            "inline queries": self._inline,
            "/forget, /new, /start with odd words": self._commands,
            "messages edited": self._edited,
            "an operator's /unanswered": functools.partial(self._operator, "/unanswered"),
            "an operator's /stats": functools.partial(self._operator, "/stats"),
        }
        names, weights = list(kinds), [5, 3, 5, 1, 3, 3, 3, 2, 2, 0.05, 0.05]
        # Each once at first: what is loaded when it is first needed belongs to the warm-up (what
        # draws the chart of /stats takes a tenth of the memory, and keeps it).
        first = iter(reversed(names))
        while not self.ended.is_set():
            name = next(first, "") or self._random.choices(names, weights)[0]
            await kinds[name]()
            self.done[name] += 1
            await asyncio.sleep(self._random.uniform(0, 2 * _PAUSE))
            # What nobody looks at any more would count as memory of ours.
            self._telegram.notices.clear()
            self._telegram.inline_answers.clear()

    async def _write(self, text: str, chat: int = 0, **more: Any) -> int:
        chat = chat or self._random.choice(_PEOPLE)
        number = await people.write(self._telegram, chat, text=text, **more)
        self._telegram.received.pop((chat, number), None)
        return number

    async def _long(self) -> None:
        # No two alike: none is answered from what is kept.
        mark = str(self._random.random())
        await self._write((mark + self._random.choice(_LONG) * 1000)[:4096])

    async def _repeated(self) -> None:
        await self._write(self._random.choice(_REPEATED) + str(self._random.random()))

    async def _odd(self) -> None:
        text = odd_text(self._random) or "。"
        await self._write(text, entities=entities_for(self._random, text))

    async def _flood(self) -> None:
        chat = self._random.choice(_PEOPLE)
        for _ in range(_FLOOD):
            await self._write(f"停车位{self._random.random()}", chat)

    async def _other_bots(self) -> None:
        text = self._random.choice(("/start p13", "/help", "/forget", "/ask 停车位", "停车位"))
        await self._write(text, self._random.choice(_GROUPS), sender=_OTHER_BOT)

    async def _broken(self) -> None:
        await people.raw(self._telegram, self._random.choice(_BROKEN))

    async def _inline(self) -> None:
        text = self._random.choice(_LONG) * 100 + str(self._random.random())
        await people.inline_query(self._telegram, self._random.choice(_PEOPLE), text[:256])

    async def _commands(self) -> None:
        words = (
            "/forget",
            "/new",
            "/start qAAAA",
            "/start é",
            "/help x",
            "/contents",
            "/foo",
        )
        await self._write(self._random.choice(words))

    async def _edited(self) -> None:
        chat = self._random.choice(_PEOPLE)
        number = await people.write(self._telegram, chat, text=f"停车位{self._random.random()}")
        await people.edit(
            self._telegram, chat, number, self._random.choice(("/help", "公园", "。"))
        )
        self._telegram.received.pop((chat, number), None)

    async def _operator(self, command: str) -> None:
        await self._write(command, OPERATOR)
