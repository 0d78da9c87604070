"""The bot in webhook mode, as processes: alone, and as two replicas that share journal and limits."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

from tests import processes
from tests.commands import run
from tests.forked import running
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN, ApiError, Sent
from tests.postgresql_server import PostgresServer
from tests.processes import Process, until_ready
from tests.redis_server import RedisServer, free_port

pytest.importorskip("prometheus_client", reason="needs the extra `web`")

CHAT = 4711
# The lease is shorter than in service, so that the test need not wait a minute for it.
START = (
    "from bot.web import deduplication; deduplication._LEASE = 3; "
    "from bot.__main__ import app; app(prog_name='python -m bot')"
)
PATH = "/telegram/a-path-that-nobody-guesses"
SECRET = "a-secret-that-nobody-guesses"  # noqa: S105 - of the test


def settings_for(server: LoopbackServer, port: int, **more: str) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": server.url,
        "WEB_PORT": str(port),
        "WEBHOOK_URL": f"http://127.0.0.1:{port}{PATH}",
        "WEBHOOK_SECRET": SECRET,
        **more,
    }


def test_questions_that_telegram_brings_are_answered(
    server: LoopbackServer, tmp_path: Path
) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with running("-m", "bot", home=tmp_path, **settings_for(server, port)) as process:
        for number in range(3):
            server.receive(CHAT + number, "新增了多少停车位")
        for number in range(3):
            assert "2.64万个" in server.replies(CHAT + number)[0].text
        assert httpx.get(f"{base}/readyz").json()["checks"] == {"index": True, "telegram": True}
        # Nobody else can bring an update.
        update = {"update_id": 9999, "message": {}}
        assert httpx.post(base + PATH, json=update).status_code == 403
        assert "getUpdates" not in server.telegram.calls
        process.terminate()
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0, log.decode()
    assert SECRET not in log.decode()
    assert "nobody-guesses" not in log.decode()
    assert server.telegram.hook is not None  # other replicas may be there
    assert server.telegram.hook["allowed"]


def test_an_update_that_cannot_be_read_is_acknowledged_and_passed_over(
    server: LoopbackServer, tmp_path: Path
) -> None:
    with running("-m", "bot", home=tmp_path, **settings_for(server, free_port())) as process:
        server.raw(message={"message_id": "nonsense"})
        server.receive(CHAT, "新增了多少停车位")
        server.replies(CHAT)
        server.until(lambda: not server.telegram.updates)
        process.terminate()
        _, log = process.communicate(timeout=60)
    assert b"Update 1 cannot be read" in log
    assert b"Traceback" not in log


def test_a_question_brought_while_the_bot_ends_is_brought_again(
    server: LoopbackServer, tmp_path: Path
) -> None:
    port = free_port()
    for number in range(2):
        with running("-m", "bot", home=tmp_path, **settings_for(server, port)) as process:
            server.receive(CHAT, "新增了多少停车位")
            server.replies(CHAT, 2 * number + 1)
            process.terminate()
            process.communicate(timeout=60)
        server.receive(CHAT, "新增了多少停车位")  # while no bot is there
    assert len(server.replies(CHAT, 3)) == 3


def test_an_address_that_telegram_does_not_take(server: LoopbackServer, tmp_path: Path) -> None:
    server.fail_once("setWebhook", ApiError(400, "Bad Request: bad webhook: HTTPS needed"))
    settings = settings_for(server, free_port())
    finished = run("-m", "bot", home=tmp_path, asked=b"", **settings)
    assert finished.returncode == 2
    assert b"WEBHOOK_URL: Telegram does not take it (Bad webhook: https needed)" in finished.stderr
    assert b"Traceback" not in finished.stderr


@contextlib.contextmanager
def two_replicas(
    server: LoopbackServer, tmp_path: Path, database: str, redis: RedisServer, **more: str
) -> Iterator[tuple[Process, Process]]:
    """Two replicas behind what stands for a reverse proxy, once both are ready."""
    ports = [free_port(), free_port()]
    server.telegram.replicas = [f"http://127.0.0.1:{port}" for port in ports]
    with contextlib.ExitStack() as stack:
        replicas = []
        for port in ports:
            home = tmp_path / str(port)
            home.mkdir()
            settings = settings_for(
                server, port, DATABASE_URL=database, RATE_LIMIT_STORAGE=redis.url, **more
            )
            settings["WEBHOOK_URL"] = f"http://127.0.0.1:{ports[0]}{PATH}"
            replicas.append(
                stack.enter_context(processes.running("-c", START, home=home, **settings))
            )
        until_ready(*server.telegram.replicas)
        yield replicas[0], replicas[1]


def rows_of(database: str) -> list[tuple[str, int]]:
    """The questions in the journal, and how often each is there."""
    engine = create_engine(database)
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT text, count(*) FROM questions GROUP BY text ORDER BY text")
        )
        found = [(row[0], row[1]) for row in rows]
    engine.dispose()
    return found


def sqlalchemy_url(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def answers_of(server: LoopbackServer, questions: dict[int, str]) -> dict[str, set[str]]:
    """What was said to each question."""
    said: dict[str, set[str]] = {}
    for chat, question in questions.items():
        said.setdefault(question, set()).update(each.text for each in server.replies(chat))
    return said


def _sent(server: LoopbackServer) -> list[Sent]:
    """What has been sent to the chat so far."""
    return [each for each in server.telegram.sent if each.chat_id == CHAT]


def test_two_replicas_share_the_work_the_journal_and_the_limits(
    server: LoopbackServer, tmp_path: Path, postgresql: PostgresServer, redis: RedisServer
) -> None:
    database = sqlalchemy_url(postgresql.database())
    with two_replicas(server, tmp_path, database, redis, RATE_LIMIT="6/minute"):
        asked = ["新增了多少停车位", "拆除违法建设多少", "一般公共预算收入是多少"]
        questions = {CHAT + at: asked[at % 3] for at in range(30)}
        for chat, question in questions.items():
            server.receive(chat, question)
        said = answers_of(server, questions)
        assert all(len(each) == 1 for each in said.values())  # answers are alike
        server.until(lambda: not server.telegram.updates)
        counts = [
            sum(
                float(line.rpartition(" ")[2])
                for line in httpx.get(f"{base}/metrics").text.splitlines()
                if line.startswith("report_bot_questions_total")
            )
            for base in server.telegram.replicas
        ]
        assert sum(counts) == 30
        assert min(counts) > 0  # both worked
        # The limit holds over both: the seventh message within a minute is put off.
        for _ in range(7):
            server.receive(CHAT, "新增了多少停车位")
        # Six are answered; each replica tells once a minute that the others are too many.
        answered = "2.64万个"
        server.until(lambda: sum(answered in each.text for each in _sent(server)) >= 6)
        texts = [each.text for each in server.replies(CHAT, 7)]
        assert sum(answered in each for each in texts) == 6
        # An update is acknowledged once its row is written; the replicas are killed at the end.
        server.until(lambda: not server.telegram.updates)
    assert sum(count for _, count in rows_of(database)) == 35


def test_a_replica_that_is_killed_loses_no_acknowledged_row(
    server: LoopbackServer, tmp_path: Path, postgresql: PostgresServer, redis: RedisServer
) -> None:
    database = sqlalchemy_url(postgresql.database())
    asked = {at: f"第{at}问：新增了多少停车位" for at in range(1, 121)}
    with two_replicas(server, tmp_path, database, redis, RATE_LIMIT="off", TELEGRAM_PACE="off") as (
        first,
        _,
    ):
        for at, question in asked.items():
            server.receive(CHAT + at, question)
            if at == 60:
                server.until(lambda: len(server.telegram.acknowledged) >= 20)
                first.kill()  # -9, in the middle of its work
        # What the dead one had begun is brought again, once its lease is over at the latest.
        server.until(lambda: not server.telegram.updates, 150)
        for at in asked:
            server.replies(CHAT + at)
    kept = dict(rows_of(database))
    assert set(kept) == set(asked.values())
    assert set(kept.values()) == {1}


def test_a_pause_and_a_reload_reach_the_other_replica(
    server: LoopbackServer, tmp_path: Path, postgresql: PostgresServer, redis: RedisServer
) -> None:
    database = sqlalchemy_url(postgresql.database())
    with two_replicas(server, tmp_path, database, redis, ADMIN_IDS="99", RATE_LIMIT="off"):
        server.receive(99, "/pause 报告更新中")
        server.replies(99)

        def said_by_both() -> set[bool]:
            """Whether the bot is paused, asked of both replicas in turn."""
            before = len([each for each in server.telegram.sent if each.chat_id == CHAT])
            for _ in range(4):
                server.receive(CHAT, "新增了多少停车位")
            replies = server.replies(CHAT, before + 4)[before:]
            return {"报告更新中" in each.text for each in replies}

        until(lambda: said_by_both() == {True})
        finished = run(
            "-m", "bot", "resume", home=tmp_path, DATABASE_URL=database
        )  # from a terminal
        assert finished.returncode == 0, finished.stderr
        until(lambda: said_by_both() == {False})


def until(condition: object, tries: int = 60) -> None:
    assert callable(condition)
    for _ in range(tries):
        if condition():
            return
        time.sleep(0.5)
    raise AssertionError("it never came to be")
