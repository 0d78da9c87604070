"""Random updates against `python -m bot` through real HTTP."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import typer

from tests.loopback.fuzz import Fuzz, Watched
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN
from tests.proc import resident
from tests.processes import environment

__all__ = ["fuzz"]

# Updates after which all caches are in use, and memory is to stay as it is.
_WARM = 2_000
_ERROR = re.compile(r"^\S+ \S+ (?:ERROR|CRITICAL) ")
_RECORD = re.compile(r"^\d{4}-\d\d-\d\d \S+ [A-Z]+ ")
_MEGABYTE = 1 << 20


def _errors(log: str) -> list[str]:
    """The records of severity ERROR and above, each with its traceback."""
    records: list[str] = []
    for line in log.splitlines():
        if _RECORD.match(line) or not records:
            records.append(line)
        else:
            records[-1] += "\n" + line
    return [each for each in records if _ERROR.match(each) or "Traceback" in each]


def _play(fuzz: Fuzz, bot: int, count: int) -> list[int]:
    """Sends the updates; what memory `bot` takes after each batch, from the warm one on."""
    memory = []

    def after_batch(done: int) -> None:
        if done >= min(_WARM, count):
            memory.append(resident(bot))

    begun = time.perf_counter()
    fuzz.play(count, after_batch)
    seconds = time.perf_counter() - begun
    typer.echo(f"{count} updates in {seconds:.0f} s: {dict(fuzz.kinds.most_common())}")
    return memory


def fuzz(count: int, seed: int) -> Iterator[str]:
    """What was found in `count` updates; prints what they were, and the bot's memory."""
    telegram = Watched()
    with tempfile.TemporaryDirectory() as folder, LoopbackServer(telegram) as server:
        home, log = Path(folder), Path(folder) / "log"
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url,
            "RATE_LIMIT": "off", "TELEGRAM_PACE": "off", "LOG_LEVEL": "WARNING",
        }  # fmt: skip
        play = Fuzz(server, seed)
        with log.open("wb") as written, subprocess.Popen(
            [sys.executable, "-m", "bot"],
            env=environment(home, **settings), cwd=home,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=written,
        ) as bot:  # fmt: skip
            try:
                memory = _play(play, bot.pid, count)
            finally:
                bot.terminate()
        found = play.findings(_errors(log.read_text("utf-8", "replace")))
    warm, last = memory[0] / _MEGABYTE, memory[-1] / _MEGABYTE
    typer.echo(f"not modified, as happens: {telegram.ordinary}")
    typer.echo(
        f"memory: {warm:.1f} MiB after {min(_WARM, count)} updates, {last:.1f} MiB at the end"
    )
    typer.echo(f"    ({last / warm - 1:+.1%}), {max(memory) / _MEGABYTE:.1f} MiB at most")
    yield from (*found.errors, *found.refused, *found.unanswered)
