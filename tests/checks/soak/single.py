"""One bot that polls: faults of Telegram, a database that is gone for a while, reloads."""

from __future__ import annotations

import signal
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.checks.soak.people import Asked, ask_all, questions
from tests.checks.soak.telegram import Faulty, Tally
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN
from tests.proc import resident
from tests.processes import running

__all__ = ["Soaked", "soak"]

# Seconds for which the journal's database is locked by another program: longer than the bot waits
# for a lock, so that rows have to wait in memory.
_LOCKED = 8.0
# Shares of the questions after which it is locked, and the words are loaded anew.  The first reload
# belongs to the warm-up: the second library stands where the first one's memory was left.
_LOCKS = (0.35, 0.7)
_RELOADS = (0.05, 0.15, 0.4, 0.6, 0.8)
# The warm-up ends with the first quarter; memory is compared as medians of the tenth of all samples
# that follows and of the last tenth.
_WARM, _SPAN = 0.25, 0.1
_SAMPLE = 0.1


@dataclass
class Soaked:
    """What came of it all; bytes of memory after the warm-up and at the end."""

    asked: Asked
    tally: Tally
    seconds: float
    rows: int
    """Questions in the journal."""
    reloads: int
    locks: int
    warm: float
    end: float
    log: str

    @property
    def doubles(self) -> int:
        """Messages beyond the first to the same question."""
        return sum(count - 1 for key, count in self.tally.said.items() if key[1] and count > 1)

    @property
    def not_once(self) -> int:
        """Questions without exactly one answer or apology."""
        said = self.tally.said
        return sum(said[key] != 1 for key in self.asked.numbers)

    @property
    def growth(self) -> float:
        """Of memory, as a share."""
        return self.end / self.warm - 1


class _Watch:
    """Samples the memory, and does at its time what goes wrong on the machine."""

    def __init__(
        self, bot: subprocess.Popen[bytes], journal: Path, asked: Asked, count: int
    ) -> None:
        self._bot, self._journal, self._asked, self._count = bot, journal, asked, count
        self.samples: list[tuple[float, int]] = []
        self.reloads = self.locks = 0
        self._ended = threading.Event()

    def run(self) -> None:
        """Until `end` is called."""
        while not self._ended.wait(_SAMPLE):
            done = self._asked.done / self._count
            self.samples.append((done, resident(self._bot.pid)))
            if self.reloads < len(_RELOADS) and done >= _RELOADS[self.reloads]:
                self._bot.send_signal(signal.SIGHUP)
                self.reloads += 1
            if self.locks < len(_LOCKS) and done >= _LOCKS[self.locks]:
                self.locks += 1
                threading.Thread(target=self._lock).start()

    def _lock(self) -> None:
        connection = sqlite3.connect(self._journal, isolation_level=None, timeout=_LOCKED)
        connection.execute("BEGIN EXCLUSIVE")
        self._ended.wait(_LOCKED)
        connection.execute("ROLLBACK")
        connection.close()

    def end(self) -> None:
        """No more samples."""
        self._ended.set()

    def memory(self, first: float, last: float) -> float:
        """The median between two shares of the questions."""
        return statistics.median(size for done, size in self.samples if first <= done <= last)


def soak(count: int, chats: int, seed: int) -> Soaked:
    """`count` questions from `chats` chats to one bot."""
    telegram, asked = Faulty(seed), Asked()
    with LoopbackServer(telegram) as server, tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "RATE_LIMIT": "off",
            "TELEGRAM_PACE": "off",
        }
        with running("-m", "bot", home=home, **settings) as bot:
            log: list[bytes] = []
            assert bot.stderr is not None
            reading = threading.Thread(target=lambda: log.extend(bot.stderr or ()))
            reading.start()
            server.called("getUpdates")
            watch = _Watch(bot, home / "journal.db", asked, count)
            watching = threading.Thread(target=watch.run)
            watching.start()
            begun = time.perf_counter()
            server.run(ask_all(telegram, chats, questions(count, seed), asked))
            seconds = time.perf_counter() - begun
            watch.end()
            watching.join()
            time.sleep(1)  # what is sent twice comes within a moment
            bot.terminate()
            bot.wait(60)
            reading.join(10)
        rows = _rows(home / "journal.db")
    return Soaked(
        asked, telegram.tally, seconds, rows, watch.reloads, watch.locks,
        watch.memory(_WARM, _WARM + _SPAN), watch.memory(1 - _SPAN, 1), b"".join(log).decode(),
    )  # fmt: skip


def _rows(journal: Path) -> int:
    """How many questions are in the journal."""
    connection = sqlite3.connect(journal)
    (total,) = connection.execute("SELECT count(*) FROM questions").fetchone()
    connection.close()
    return int(total)
