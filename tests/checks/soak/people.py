"""People: so many chats that each ask, wait for the answer, and ask again."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval import GoldQuestion, load_gold
from tests.checks.soak.telegram import Faulty, Question
from tests.conftest import ROOT
from tests.loopback import people

__all__ = ["Asked", "answerable", "ask_all", "ask_steadily", "questions"]

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


def _gold() -> list[GoldQuestion]:
    known = [each for name in _GOLD for each in load_gold(ROOT / "tests/gold" / name)]
    return [each for each in known if not each.question.startswith("/")]  # no command is a question


def answerable() -> frozenset[str]:
    """What `questions` numbers that has an answer."""
    return frozenset(each.question for each in _gold() if each.answerable)


def questions(count: int, seed: int) -> list[str]:
    """`count` questions, all different, so that no cache does the bot's work."""
    chosen = random.Random(seed)  # noqa: S311 - repeatable, not secret
    known = _gold()
    return [f"{chosen.choice(known).question}（{number}）" for number in range(count)]


async def _ask(telegram: Faulty, chat: int, text: str, asked: Asked) -> None:
    """One question, until it is answered."""
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


async def _chat(telegram: Faulty, chat: int, texts: Sequence[str], asked: Asked) -> None:
    for text in texts:
        if asked.gone:
            return
        await _ask(telegram, chat, text, asked)


async def ask_all(telegram: Faulty, chats: int, texts: Sequence[str], asked: Asked) -> None:
    """`chats` chats share `texts`."""
    telegram.at_ease = False
    await asyncio.gather(*(_chat(telegram, at + 1, texts[at::chats], asked) for at in range(chats)))
    telegram.at_ease = True


async def ask_steadily(
    telegram: Faulty, chats: int, texts: Sequence[str], asked: Asked, rate: float
) -> None:
    """`rate` of `texts` a second, whether the ones before are answered or not; chats take turns."""
    async with asyncio.TaskGroup() as group:
        begun = time.perf_counter()
        for at, text in enumerate(texts):
            await asyncio.sleep(max(0.0, begun + at / rate - time.perf_counter()))
            if asked.gone:
                return
            group.create_task(_ask(telegram, at % chats + 1, text, asked))
