"""Walks: an office's days, step by step, in a working copy of the project with one running bot."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.conftest import ROOT, thinned
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import Sent
from tests.processes import Process, running
from tests.redis_server import free_port

__all__ = ["CITIZEN", "OPERATOR", "Day", "clone", "tracked"]

OPERATOR, CITIZEN = 99, 4711
# Seconds that a loaded machine may take, and between two looks.
_PATIENCE, _LOOK = 60.0, 0.2


class Day:
    """The working copy, Telegram, the bot, and what was said last."""

    def __init__(self, home: Path, server: LoopbackServer) -> None:
        self.home, self.server = home, server
        self.port = free_port()
        self.bot: Process | None = None
        self.last: Sent | None = None
        self.steps = contextlib.ExitStack()

    def start(self) -> None:
        """Starts the bot of the working copy."""
        bot = running("-m", "bot", home=self.home, PYTHONPATH=str(self.home))
        self.bot = self.steps.enter_context(bot)

    def end(self) -> bytes:
        """Ends it, which has to go well; its log."""
        assert self.bot is not None
        self.bot.terminate()
        _, log = self.bot.communicate(timeout=60)
        assert self.bot.returncode == 0
        return log

    def say(self, who: int, text: str) -> Sent:
        """What the bot says to `text`."""
        return self._next(who, lambda: self.server.receive(who, text))

    def until(self, who: int, text: str, holds: Callable[[str], bool]) -> Sent:
        """What the bot says to `text`, again and again until it `holds`: a row is written, and a
        file seen, a moment after."""
        end = time.monotonic() + _PATIENCE
        while not holds((said := self.say(who, text)).text):
            assert time.monotonic() < end, said.text
            time.sleep(_LOOK)
        return said

    def press(self, label: str, *, apart: bool) -> Sent:
        """A button below what was said last; what it shows, below or in the message's place."""
        sent = self.last
        assert sent is not None
        if apart:
            return self._next(OPERATOR, lambda: self.server.press(sent, label))
        edits = sent.edits
        self.server.press(sent, label)
        self.server.until(lambda: sent.edits > edits)
        return sent

    def _next(self, who: int, does: object) -> Sent:
        assert callable(does)
        before = len([each for each in self.server.telegram.sent if each.chat_id == who])
        does()
        self.last = self.server.replies(who, before + 1)[-1]
        return self.last


def _tracked() -> list[str]:
    """The files that a clone has; without a repository those that are part of the project."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.split("\0")  # fmt: skip
    except (OSError, subprocess.CalledProcessError):  # no git, or a folder of somebody else's
        folders = ("bot", "retrieval", "seeds", "tests/gold")
        found = [file for folder in folders for file in (ROOT / folder).rglob("*")]
        listed = [str(file.relative_to(ROOT)) for file in found] + [".env.example"]
    return [name for name in listed if name and (ROOT / name).is_file()]


def tracked(home: Path) -> None:
    """A clone at `home`."""
    for name in _tracked():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, home / name)


@contextlib.contextmanager
def clone(home: Path, *, few: bool = True) -> Iterator[Day]:
    """A day in a clone at `home`, with `few` phrasings of thousands; its bot ends with it."""
    tracked(home)
    if few:
        thinned(home / "seeds")
    with LoopbackServer() as server:
        day = Day(home, server)
        with day.steps:
            yield day
