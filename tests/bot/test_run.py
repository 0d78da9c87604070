"""The whole bot as a process: Telegram, journal and web side together."""

from __future__ import annotations

import json
import socket
import sqlite3
import time
from pathlib import Path

import httpx
import pytest

from tests.commands import run
from tests.conftest import few_phrasings
from tests.forked import running
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN
from tests.redis_server import free_port

CHAT = 4711


def test_a_question_is_answered_linked_counted_and_kept(
    server: LoopbackServer, tmp_path: Path
) -> None:
    pytest.importorskip("prometheus_client", reason="needs the extra `web`")
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url}
    with running(
        "-m", "bot", home=tmp_path, WEB_PORT=str(port), PUBLIC_URL=base, **settings
    ) as process:
        server.receive(CHAT, "新增了多少停车位")
        sent = server.replies(CHAT)[0]
        server.press(sent, "看上下文")
        server.until(lambda: sent.edits > 0)
        link = sent.button("在全文中查看")["url"]
        page = httpx.get(link)
        assert page.status_code == 200
        assert "<mark" in page.text
        assert httpx.get(f"{base}/healthz").text == "ok\n"
        assert httpx.get(f"{base}/readyz").json()["checks"] == {"index": True, "telegram": True}
        metrics = httpx.get(f"{base}/metrics").text
        assert 'outcome="answered"' in metrics
        process.terminate()
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0, log.decode()
    with sqlite3.connect(tmp_path / "journal.db") as journal:
        rows = journal.execute(
            "SELECT text, outcome, paragraph, margin > 0 FROM questions"
        ).fetchall()
    journal.close()
    assert rows == [("新增了多少停车位", "answered", 13, 1)]


def test_a_journal_that_cannot_be_written_breaks_no_answer(
    server: LoopbackServer, tmp_path: Path
) -> None:
    with running(
        "-m", "bot",
        home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url,
        DATABASE_URL="sqlite:////proc/nowhere/journal.db",
    ) as process:  # fmt: skip
        server.receive(CHAT, "新增了多少停车位")
        assert "2.64万个" in server.replies(CHAT)[0].text
        process.terminate()
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"The journal cannot be written" in log


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "nonsense"), ("RETENTION_DAYS", "0"), ("WEB_PORT", "70000")],
)
def test_settings_that_cannot_be_used(
    server: LoopbackServer, tmp_path: Path, name: str, value: str
) -> None:
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, name: value}
    finished = run("-m", "bot", home=tmp_path, asked=b"", **settings)
    assert finished.returncode == 2
    assert name.encode() in finished.stderr
    assert b"Traceback" not in finished.stderr


def test_a_port_that_is_taken(server: LoopbackServer, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        finished = run(
            "-m", "bot",
            home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url,
            WEB_PORT=str(port),
        )  # fmt: skip
    assert finished.returncode == 2
    assert b"WEB_HOST:WEB_PORT" in finished.stderr


# A port on which nobody listens.
NOBODY = "http://127.0.0.1:9"


class TestCheck:
    def test_everything_that_is_wrong_is_listed_at_once(self, tmp_path: Path) -> None:
        finished = run(
            "-m", "bot", "check",
            home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=NOBODY, SEEDS_DIR="nowhere",
            DATABASE_URL="nonsense", WEB_HOST="999.999.1.1", WEB_PORT="8080",
        )  # fmt: skip
        assert finished.returncode == 2
        lines = finished.stderr.decode().splitlines()
        names = [line.partition(": ")[0] for line in lines]
        assert names == ["warning", "DATABASE_URL", "WEB_HOST:WEB_PORT", "SEEDS_DIR"]
        assert "cannot be reached now" in lines[0]
        assert "PROXY_URL, which is not set" in lines[0]
        assert TOKEN not in finished.stderr.decode()

    def test_settings_that_cannot_be_read_hide_no_other_fault(self, tmp_path: Path) -> None:
        (tmp_path / "gold.jsonl").write_text("{}\n")
        finished = run(
            "-m", "bot", "check", home=tmp_path,
            TELEGRAM_BOT_TOKEN="123456:short", ADMIN_IDS="me", RATE_LIMIT="often",
            SEEDS_DIR="nowhere", DATABASE_URL="nonsense", GOLD_FILE="gold.jsonl",
            WEBHOOK_URL="https://report.example.org/telegram/abc",
        )  # fmt: skip
        assert finished.returncode == 2
        lines = finished.stderr.decode().splitlines()
        assert {line.partition(":")[0] for line in lines} == {
            "TELEGRAM_BOT_TOKEN", "ADMIN_IDS", "RATE_LIMIT", "SEEDS_DIR", "DATABASE_URL",
            "GOLD_FILE", "WEBHOOK_SECRET", "WEB_PORT",
        }  # fmt: skip
        assert b"short" not in finished.stderr

    def test_a_broken_mark_is_named_with_its_line(self, tmp_path: Path) -> None:
        seeds = few_phrasings(tmp_path / "seeds")
        (seeds / "own.gold.jsonl").write_text("{}\n")
        finished = run("-m", "bot", "check", home=tmp_path)
        assert finished.returncode == 2
        assert b"own.gold.jsonl, line 1" in finished.stderr

    def test_settings_that_cannot_be_read_are_listed_with_the_rest(self, tmp_path: Path) -> None:
        finished = run(
            "-m", "bot", "check",
            home=tmp_path, RATE_LIMIT="often", TELEGRAM_PACE="fast", LOG_LEVEL="LOUD",
        )  # fmt: skip
        assert finished.returncode == 2
        for name in (b"RATE_LIMIT", b"TELEGRAM_PACE", b"LOG_LEVEL"):
            assert name in finished.stderr

    def test_what_is_right_is_said_so(self, tmp_path: Path) -> None:
        with LoopbackServer() as server:
            finished = run(
                "-m", "bot", "check",
                home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url,
            )  # fmt: skip
        assert finished.returncode == 0, finished.stderr
        assert finished.stderr == b""
        assert b"@report_bot" in finished.stdout
        assert "朝阳区 (county), 2016-12-20, for 2017" in finished.stdout.decode()
        assert b"can be asked: 1" in finished.stdout
        assert not (tmp_path / "journal.db").exists()


def test_logs_are_one_json_object_a_line_on_request(server: LoopbackServer, tmp_path: Path) -> None:
    with running(
        "-m", "bot",
        home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url, LOG_FORMAT="json",
    ) as process:  # fmt: skip
        server.receive(CHAT, "新增了多少停车位")
        server.replies(CHAT)
        process.terminate()
        _, log = process.communicate(timeout=60)
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"time", "level", "logger", "message"} <= set(lines[0])
    assert any(line["message"] == "Answering as @report_bot" for line in lines)
    assert time.strptime(lines[0]["time"][:19], "%Y-%m-%dT%H:%M:%S")
    assert "停车位" not in log.decode()
    assert str(CHAT) not in log.decode()
