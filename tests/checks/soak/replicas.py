"""Two replicas in webhook mode, one of which is killed (-9) in the middle of its work."""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.checks.soak.people import Asked, ask_all, questions
from tests.checks.soak.telegram import Faulty, Tally
from tests.loopback.checks import ApiError
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN
from tests.postgresql_server import postgresql_server
from tests.processes import running, until_ready
from tests.redis_server import RedisServer, free_port

__all__ = ["Killed", "kill_one"]

_PATH = "/telegram/a-path-that-nobody-guesses"
_SECRET = "a-secret-that-nobody-guesses"  # noqa: S105 - of the test
# The share of the questions after which one replica is killed.
_WHEN = 0.4


@dataclass
class Killed:
    """What came of it."""

    asked: Asked
    tally: Tally
    acknowledged: int
    rows: int
    brought_again: int
    """Updates, however often each was."""
    rejected: list[ApiError]
    """What Telegram refused because it was wrong, not because a fault was injected."""


def kill_one(count: int, chats: int, seed: int) -> Killed:
    """`count` questions from `chats` chats to two replicas, of which one is killed."""
    telegram, asked = Faulty(seed), Asked()
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(LoopbackServer(telegram))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(postgresql_server()).database()
        database = database.replace("postgresql://", "postgresql+psycopg://", 1)
        redis = RedisServer(folder)
        redis.start()
        stack.callback(redis.stop)
        ports = [free_port(), free_port()]
        telegram.replicas = [f"http://127.0.0.1:{port}" for port in ports]
        replicas = []
        for port in ports:
            home = folder / str(port)
            home.mkdir()
            bot = running(
                "-m", "bot", home=home, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url,
                RATE_LIMIT="off", TELEGRAM_PACE="off", WEB_PORT=str(port), LOG_LEVEL="ERROR",
                WEBHOOK_URL=f"http://127.0.0.1:{ports[0]}{_PATH}", WEBHOOK_SECRET=_SECRET,
                DATABASE_URL=database, RATE_LIMIT_STORAGE=redis.url,
            )  # fmt: skip
            replicas.append(stack.enter_context(bot))
        until_ready(*telegram.replicas)

        def kill() -> None:
            while asked.done < count * _WHEN:
                time.sleep(0.01)
            replicas[0].kill()

        threading.Thread(target=kill).start()
        server.run(ask_all(telegram, chats, questions(count, seed), asked))
        server.until(lambda: not telegram.updates, 150)
        replicas[1].terminate()
        replicas[1].wait(60)
        rows = _rows(database)
    return Killed(
        asked, telegram.tally, len(telegram.acknowledged), rows, len(set(telegram.not_taken)),
        telegram.rejected,
    )  # fmt: skip


def _rows(database: str) -> int:
    """How many questions are in the journal; each update has one row at most."""
    engine = create_engine(database)
    with engine.connect() as connection:
        total: int = connection.execute(text("SELECT count(*) FROM questions")).scalar_one()
    engine.dispose()
    return total
