"""One bot that polls: faults of Telegram, a journal that cannot be written, reloads."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.checks.soak.journal import Kept, kept_in
from tests.checks.soak.people import Asked, ask_all, questions
from tests.checks.soak.telegram import Faulty, Tally
from tests.checks.soak.watch import Watch, log_of
from tests.loopback.checks import ApiError
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN
from tests.processes import Process, running

__all__ = ["Soaked", "soak"]

# Seconds in which what is sent twice comes; the bot tries again after half a second.
_MOMENT = 1.0


@dataclass
class Soaked:
    """What came of it all; bytes of memory after the warm-up and at the end."""

    count: int
    chats: int
    asked: Asked
    tally: Tally
    rejected: list[ApiError]
    """What Telegram refused because it was wrong, not because a fault was injected."""
    kept: Kept
    seconds: float
    signals: int
    """To load reports and words anew."""
    locks: int
    full_disks: int
    warm: float
    end: float
    status: int
    """The bot's exit status."""
    log: str

    @property
    def once(self) -> int:
        """Questions with exactly one answer or apology."""
        return sum(self.tally.said[key] == 1 for key in self.asked.numbers)

    @property
    def strays(self) -> int:
        """Messages that answer none of the questions."""
        return self.tally.said.total() - sum(self.tally.said[key] for key in self.asked.numbers)

    @property
    def growth(self) -> float:
        """Of memory, as a share."""
        return self.end / self.warm - 1


def _ask(
    server: LoopbackServer, telegram: Faulty, bot: Process, journal: Path, texts: list[str],
    chats: int,
) -> tuple[Asked, Watch, float]:  # fmt: skip
    """Asks `texts` while things go wrong; and the seconds that it took."""
    asked = Asked()
    begun = time.perf_counter()
    with Watch(bot, journal, asked, len(texts)) as watch:
        server.run(ask_all(telegram, chats, texts, asked))
    return asked, watch, time.perf_counter() - begun


def soak(count: int, chats: int, seed: int, command: tuple[str, ...] = ("-m", "bot")) -> Soaked:
    """`count` questions from `chats` chats to one bot, which `python` runs as `command`."""
    telegram = Faulty(seed)
    with LoopbackServer(telegram) as server, tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "RATE_LIMIT": "off",
            "TELEGRAM_PACE": "off",
        }
        with running(*command, home=home, **settings) as bot, log_of(bot) as log:
            server.called("getUpdates")
            texts = questions(count, seed)
            asked, watch, seconds = _ask(server, telegram, bot, home / "journal.db", texts, chats)
            time.sleep(_MOMENT)
            bot.terminate()
            status = bot.wait(60)
        kept = kept_in(home / "journal.db")
    return Soaked(
        count, chats, asked, telegram.tally, telegram.rejected, kept, seconds,
        watch.signals, watch.locks, watch.full_disks,
        watch.warm, watch.last,
        status, b"".join(log).decode(),
    )  # fmt: skip
