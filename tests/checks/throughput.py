"""Questions answered a second through real HTTP, beside a bare echo bot in the same run.

    python -m tests.checks.throughput

Twenty chats ask at once, each its next question when the last one is answered.  The server with the
people and each bot have processes of their own; the bots take turns on the same server.  RATE_LIMIT
and TELEGRAM_PACE are off.  The echo bot is python-telegram-bot as its documentation begins: one
handler that replies with the text.

Measured twice, because the bot keeps answers for a while: with questions that nobody asked before,
and with those asked again.  Processor time of each bot is there to compare machines that are busy.
"""

from __future__ import annotations

import random
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from retrieval.evaluation import load_gold
from tests.conftest import GOLD
from tests.loopback.crowd import Crowd, crowd
from tests.loopback.telegram import TOKEN
from tests.proc import seconds_of_work
from tests.processes import running

_CHATS = 20
_ROUNDS = 3
_FIT = GOLD.with_name("questions.fit.jsonl")
_ECHO = f"""
import os
from telegram.ext import Application, MessageHandler, filters
async def echo(update, context):
    await update.message.reply_text(update.message.text)
url = os.environ["TELEGRAM_API_URL"] + "/bot"
application = Application.builder().token("{TOKEN}").base_url(url).build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling()
"""
_COMMANDS = {"ours": ("-m", "bot"), "echo": ("-c", _ECHO)}
_OFF = {"RATE_LIMIT": "off", "TELEGRAM_PACE": "off", "TELEGRAM_BOT_TOKEN": TOKEN}


class _Speed(NamedTuple):
    """Questions a second; the 95th percentile of the time to an answer and the bot's processor
    time for each question, both in milliseconds."""

    rate: float
    late: float
    work: float


@dataclass(frozen=True)
class _Questions:
    """What warms a bot up, what it was never asked before, and the same once more."""

    first: tuple[str, ...]
    new: tuple[str, ...]


def _questions(seed: int) -> _Questions:
    """Each real question once, in an order of `seed`: nobody asks what was asked before."""
    mixed = list(dict.fromkeys(gold.question for file in (GOLD, _FIT) for gold in load_gold(file)))
    random.Random(seed).shuffle(mixed)  # noqa: S311 - repeatable, not secret
    first, rest = mixed[:_CHATS], mixed[_CHATS:]
    return _Questions(tuple(first), tuple(rest[: len(rest) // _CHATS * _CHATS]))


def _speed(people: Crowd, bot: int, questions: Sequence[str]) -> _Speed:
    begun = seconds_of_work(bot)
    measured = people.ask(_CHATS, questions)
    work = 1000 * (seconds_of_work(bot) - begun) / len(questions)
    rate = len(measured.times) / measured.seconds
    return _Speed(rate, 1000 * statistics.quantiles(measured.times, n=100)[94], work)


def _measure(name: str, people: Crowd, questions: _Questions) -> tuple[_Speed, _Speed]:
    """One round with a bot that was just started: new questions, then the same ones again."""
    with (
        tempfile.TemporaryDirectory() as home,
        running(*_COMMANDS[name], home=Path(home), TELEGRAM_API_URL=people.url, **_OFF) as bot,
    ):
        people.ask(_CHATS, questions.first)  # what is made at the first question of its sort
        measured = (
            _speed(people, bot.pid, questions.new),
            _speed(people, bot.pid, questions.new),
        )
        bot.terminate()
        bot.communicate(timeout=60)
    return measured


def _print(kind: str, ours: Sequence[_Speed], echo: Sequence[_Speed]) -> None:
    ratio = statistics.median(a.rate / b.rate for a, b in zip(ours, echo, strict=True))
    work = statistics.median(b.work / a.work for a, b in zip(ours, echo, strict=True))
    print(
        f"{kind}: {ratio:.2f} of the echo bot's questions a second, {work:.2f} of those that it "
        "would answer in the same processor time"
    )
    for name, rounds in (("ours", ours), ("echo", echo)):
        rate, late, work = (statistics.median(each) for each in zip(*rounds, strict=True))
        print(
            f"    {name}: {rate:.0f} a second, 95th percentile {late:.0f} ms; "
            f"{work:.2f} ms of processor time each"
        )


def main() -> None:
    """Measures in turns, and prints the ratio first."""
    rounds: dict[str, list[tuple[_Speed, _Speed]]] = {name: [] for name in _COMMANDS}
    with crowd() as people:
        for seed in range(_ROUNDS):
            for name, measured in rounds.items():
                measured.append(_measure(name, people, _questions(seed)))
    for at, kind in enumerate(("new questions", "asked again")):
        ours, echo = ([each[at] for each in measured] for measured in rounds.values())
        _print(kind, ours, echo)


if __name__ == "__main__":
    main()
