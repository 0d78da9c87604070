"""Questions: the same one written in another way gets the same answer; odd ones leave no memory."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from random import Random

from opencc import OpenCC

import retrieval
from retrieval import Answer, Library, load_gold
from tests.checks.slowest import Search
from tests.conftest import GOLD, SEEDS
from tests.proc import resident

__all__ = ["WAYS", "WRITING", "fuzz"]

_TRADITIONAL = OpenCC("s2t")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
# Bytes that may stay in use after odd questions: caches are full before they are counted.
_GROWTH = 48 << 20
# Odd questions for each that is written in several ways.
_ODD = 3


def _zero_width(random: Random, text: str) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + "\u200b" + text[at:]


def _spaced(random: Random, text: str) -> str:
    return random.choice((" ", "\u3000", "\n", "\t\u00a0")) + text + random.choice(("  ", "\n", ""))


WAYS: dict[str, Callable[[Random, str], str]] = {
    "traditional": lambda _, text: _TRADITIONAL.convert(text),
    "full width": lambda _, text: text.translate(_WIDE),
    "signs of no width": _zero_width,
    "spaces around": _spaced,
    "another mark at the end": lambda random, text: (
        text.rstrip("？?。！!") + random.choice(("？", "?", "。", "！", "？？", "～", "……"))
    ),
    "polite": lambda random, text: random.choice(("请问", "您好，请问", "想问一下")) + text,
}
"""How a question can be put without meaning anything else."""
WRITING = ("traditional", "full width", "signs of no width", "spaces around")
"""Those of them that are a matter of writing alone: with these the answer is always the same."""


def _essence(answer: Answer) -> tuple[object, ...]:
    shown = answer.hits[: max(1, answer.shown)]
    return (answer.outcome, *((hit.location.start, hit.location.end) for hit in shown))


def _differences(library: Library, draw: Random, count: int, ways: Sequence[str]) -> Iterator[str]:
    gold = [*load_gold(GOLD), *load_gold(GOLD.with_name("questions.fit.jsonl"))]
    known = [each.question for each in gold if each.answerable]
    for _ in range(count):
        question = draw.choice(known)
        way = draw.choice(ways)
        written = WAYS[way](draw, question)
        if _essence(library.ask(question)) != _essence(library.ask(written)):
            yield f"{way}: {question!r} and {written!r} are answered differently"


def fuzz(count: int, seed: int, ways: Sequence[str] = tuple(WAYS)) -> Iterator[str]:
    """What was found in `count` pairs and as many odd questions again and again."""
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    library = retrieval.load(SEEDS)
    yield from _differences(library, draw, count, ways)
    search = Search(library, seed)
    odd = search.run(_ODD * count)
    for _ in range(2 * count):  # fills the caches
        next(odd)
    before = resident(os.getpid())
    for _ in odd:
        pass
    grown = resident(os.getpid()) - before
    if grown > _GROWTH:
        yield f"{count} odd questions left {grown >> 20} MiB"
