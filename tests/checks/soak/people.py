"""People: so many chats that each ask, wait for the answer, and ask again."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval import load_gold
from tests.checks.soak.telegram import Faulty, Question
from tests.conftest import ROOT
from tests.loopback import people

__all__ = ["Asked", "ask_all", "questions"]

# Seconds after which a question counts as lost: the bot itself sends for up to a minute.
_PATIENCE = 150.0
_GOLD = ("questions.dev.jsonl", "questions.fit.jsonl", "questions.rambling.jsonl")


@dataclass
class Asked:
    """How far they are, and what they met."""

    done: int = 0
    numbers: list[Question] = field(default_factory=list)
    lost: list[Question] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """Seconds from each question to its answer."""
    gone: bool = False
    """Whether the bot has ended, so that there is nobody to ask any more."""


def questions(count: int, seed: int) -> list[str]:
    """`count` questions, all different, so that no cache does the bot's work."""
    chosen = random.Random(seed)  # noqa: S311 - repeatable, not secret
    gold = [each.question for name in _GOLD for each in load_gold(ROOT / "tests/gold" / name)]
    known = [each for each in gold if not each.startswith("/")]  # a command is no question
    return [f"{chosen.choice(known)}（{number}）" for number in range(count)]


async def _chat(telegram: Faulty, chat: int, texts: Sequence[str], asked: Asked) -> None:
    for text in texts:
        if asked.gone:
            return
        begun = time.perf_counter()
        number = await people.write(telegram, chat, text=text)
        asked.numbers.append((chat, number))
        answered = telegram.expect(chat, number)
        try:
            await asyncio.wait_for(answered.wait(), _PATIENCE)
            asked.times.append(time.perf_counter() - begun)
        except TimeoutError:
            asked.lost.append((chat, number))
        telegram.forget(chat, number)
        asked.done += 1


async def ask_all(telegram: Faulty, chats: int, texts: Sequence[str], asked: Asked) -> None:
    """`chats` chats share `texts`."""
    telegram.at_ease = False
    await asyncio.gather(*(_chat(telegram, at + 1, texts[at::chats], asked) for at in range(chats)))
    telegram.at_ease = True
