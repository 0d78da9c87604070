"""Questions answered a second through real HTTP, beside a bare echo bot in the same run.

    python -m tests.checks.throughput

Twenty chats ask at once, each its next question when the last one is answered.  Server and people
are in this process, each bot in one of its own; the bots take turns.  RATE_LIMIT and TELEGRAM_PACE
are off.  The echo bot is python-telegram-bot as its documentation begins: one handler that replies
with the text.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from retrieval.evaluation import load_gold
from tests.conftest import GOLD
from tests.loopback import people
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN, Json, Telegram
from tests.processes import running

_CHATS = 20
_QUESTIONS = 40  # of each chat in a round; a round takes some seconds
_ROUNDS = 3
_ECHO = f"""
from telegram.ext import Application, MessageHandler, filters
async def echo(update, context):
    await update.message.reply_text(update.message.text)
application = Application.builder().token("{TOKEN}").base_url("URL/bot").build()
application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
application.run_polling()
"""


class _Timed(Telegram):
    """Says of each chat when it has been answered."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: dict[int, asyncio.Event] = {}

    async def _sendMessage(self, fields: Json) -> Json:  # noqa: N802 - Telegram's name
        result = await super()._sendMessage(fields)
        self.sent.clear()  # nobody looks back; a long list is slow to search
        self.answered[int(fields["chat_id"])].set()
        return result


async def _ask(telegram: _Timed, chat: int, questions: list[str]) -> list[float]:
    """The seconds from each question to its answer."""
    times = []
    for question in questions:
        event = telegram.answered.setdefault(chat, asyncio.Event())
        event.clear()
        begun = time.perf_counter()
        await people.write(telegram, chat, text=question)
        await asyncio.wait_for(event.wait(), 60)
        times.append(time.perf_counter() - begun)
    return times


async def _round(telegram: _Timed, questions: list[str]) -> tuple[float, float]:
    """Questions a second, and the 95th percentile of the time to an answer in milliseconds."""
    chats = [
        _ask(
            telegram,
            chat,
            [questions[(chat * 7 + at) % len(questions)] for at in range(_QUESTIONS)],
        )
        for chat in range(1, _CHATS + 1)
    ]
    begun = time.perf_counter()
    times = [each for chat in await asyncio.gather(*chats) for each in chat]
    rate = len(times) / (time.perf_counter() - begun)
    return rate, 1000 * statistics.quantiles(times, n=100)[94]


def _measure(
    command: list[str], settings: dict[str, str], questions: list[str]
) -> tuple[float, float]:
    """One round with a bot of its own, after a first few questions that warm it up."""
    with tempfile.TemporaryDirectory() as home, LoopbackServer(_Timed()) as server:
        telegram: Any = server.telegram
        adjusted = [part.replace("URL", server.url) for part in command]
        environment = settings | {"TELEGRAM_API_URL": server.url}
        with running(*adjusted, home=Path(home), **environment) as process:
            server.run(_ask(telegram, 1, questions[:10]))
            measured = server.run(_round(telegram, questions))
            process.terminate()
            process.communicate(timeout=60)
    return measured


def main() -> None:
    """Measures in turns, and prints the ratio first."""
    questions = [gold.question for gold in load_gold(GOLD)]
    off = {"RATE_LIMIT": "off", "TELEGRAM_PACE": "off", "TELEGRAM_BOT_TOKEN": TOKEN}
    rounds = []
    for _ in range(_ROUNDS):
        ours = _measure(["-m", "bot"], off, questions)
        echo = _measure(["-c", _ECHO], {}, questions)
        rounds.append((ours, echo))
    ratio = statistics.median(ours[0] / echo[0] for ours, echo in rounds)
    print(f"questions a second: {ratio:.2f} of the echo bot's")
    for name, at in (("ours", 0), ("echo", 1)):
        rate = statistics.median(each[at][0] for each in rounds)
        late = statistics.median(each[at][1] for each in rounds)
        print(f"    {name}: {rate:.0f} a second, 95th percentile {late:.0f} ms", file=sys.stdout)


if __name__ == "__main__":
    main()
