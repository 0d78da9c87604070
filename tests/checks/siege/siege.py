"""One bot as it is set up by default, people who ask at a steady pace, and attackers beside them."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.checks.siege import files
from tests.checks.siege.updates import OPERATOR, Attackers
from tests.checks.soak.people import Asked, answerable, ask_steadily, questions
from tests.checks.soak.telegram import Faulty, Tally
from tests.checks.soak.watch import Watch, log_of
from tests.conftest import ROOT, SEEDS
from tests.loopback.checks import ApiError
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN
from tests.processes import running, until_ready
from tests.redis_server import free_port

__all__ = ["Siege", "besiege"]

# Shares of the questions at which an odd file comes and all is loaded anew.  The first ones belong
# to the warm-up, as in the soak.  Of a short siege only the first ones come.
_FILES = (0.02, 0.1, 0.18, *(0.36 + 0.06 * step for step in range(9)))
# Questions for each of them: nobody loads anew more often than once a minute.
_BETWEEN = 1_000
# Seconds in which what is sent twice comes.
_MOMENT = 1.0
# Seconds for the bot to end, as many as the service managers of deploy/ give it.
_STOPPING = 90


@dataclass
class Siege:
    """What came of it; bytes of memory after the warm-up and at the end."""

    count: int
    chats: int
    rate: float
    asked: Asked
    tally: Tally
    rejected: list[ApiError]
    miscounted: list[str]
    """Honest questions that have an answer and not exactly one row in the journal."""
    attacks: Counter[str]
    seconds: float
    warm: float
    end: float
    load: float
    """Of the whole machine, whatever else ran on it."""
    healthy: bool
    """Whether the web side is ready after it all."""
    status: int
    stopping: float
    """Seconds from SIGTERM to the end."""
    log: str

    @property
    def once(self) -> int:
        """Honest questions with exactly one answer, which is no apology and puts nobody off."""
        no_answer = self.tally.apologies | self.tally.put_off
        return sum(self.tally.said[key] == 1 and key not in no_answer for key in self.asked.numbers)

    @property
    def late(self) -> float:
        """Seconds to an answer, 95th percentile."""
        times = sorted(self.asked.times)
        return times[int(0.95 * len(times))]

    @property
    def growth(self) -> float:
        """Of memory, as a share."""
        return self.end / self.warm - 1


class _Watch(Watch):
    """Samples memory, and brings an odd file into `folder` now and then."""

    folder = Path()
    brought: Counter[str]

    def look(self, done: float) -> None:
        """Does what is due when the share `done` of the questions is done."""
        most = max(2, self.count // _BETWEEN)
        if self.signals < most and self.due("reload", _FILES, done):
            name = files.put(self.folder, self.signals)
            self.brought[f"loaded with {name}"] += 1
            self.reload()


async def _play(
    telegram: Faulty, texts: list[str], asked: Asked, chats: int, rate: float, seed: int
) -> Counter[str]:
    """Asks `texts` while attackers attack; what they did."""
    attackers = Attackers(telegram, seed)
    attacking = asyncio.create_task(attackers.run())
    try:
        await ask_steadily(telegram, chats, texts, asked, rate)
    finally:
        attackers.ended.set()
        await attacking
    return attackers.done


def _web_attack(url: str, seed: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.checks.siege.pages", url, str(seed)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def _ended(process: subprocess.Popen[str]) -> Counter[str]:
    """What the attack on the web side did."""
    process.send_signal(signal.SIGTERM)
    said, _ = process.communicate(timeout=120)
    return Counter(json.loads(said))


def _miscounted(journal: Path, texts: list[str]) -> list[str]:
    """Those of `texts` with an answer that have not exactly one row; of the others some are kept as
    they were understood."""
    known = answerable()
    with closing(sqlite3.connect(journal)) as connection:
        found = Counter(text for (text,) in connection.execute("SELECT text FROM questions"))
    return [each for each in texts if found[each] != 1 and each.rpartition("（")[0] in known]


def besiege(count: int, chats: int, rate: float, seed: int) -> Siege:
    """`count` questions, `rate` a second from `chats` chats, to one bot that is under attack."""
    telegram, asked = Faulty(seed), Asked()
    texts, port = questions(count, seed), free_port()
    with LoopbackServer(telegram) as server, tempfile.TemporaryDirectory() as name:
        home, base = Path(name), f"http://127.0.0.1:{port}"
        shutil.copytree(SEEDS, home / "seeds")
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "WEB_PORT": str(port),
            "SEEDS_DIR": str(home / "seeds"), "ADMIN_IDS": str(OPERATOR), "PUBLIC_URL": base,
        }  # fmt: skip
        with running("-m", "bot", home=home, **settings) as bot, log_of(bot) as log:
            until_ready(base)
            web = _web_attack(base, seed)
            watch = _Watch(bot, home / "journal.db", asked, count)
            watch.folder, watch.brought = home / "seeds", Counter()
            begun = time.perf_counter()
            try:
                with watch:
                    attacks = server.run(_play(telegram, texts, asked, chats, rate, seed))
                    seconds = time.perf_counter() - begun
            finally:
                attacks_on_web = _ended(web)
            time.sleep(_MOMENT)
            healthy = httpx.get(f"{base}/readyz", timeout=60).status_code == httpx.codes.OK
            stopping = time.perf_counter()
            bot.terminate()
            status = bot.wait(_STOPPING)
            stopping = time.perf_counter() - stopping
        miscounted = _miscounted(home / "journal.db", texts)
    # The server keeps no messages that could be edited after all.
    rejected = [each for each in telegram.rejected if "to edit not found" not in str(each)]
    return Siege(
        count, chats, rate, asked, telegram.tally, rejected, miscounted,
        attacks + attacks_on_web + watch.brought, seconds,
        watch.warm, watch.last, watch.load,
        healthy, status, stopping, b"".join(log).decode(errors="replace"),
    )  # fmt: skip
