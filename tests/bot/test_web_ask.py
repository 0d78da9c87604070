"""The whole bot as a process that answers on the web, and one that does not."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import httpx
import pytest

from tests.commands import run
from tests.forked import running
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN
from tests.processes import until_ready
from tests.redis_server import free_port


def test_people_without_telegram_ask_unless_it_is_turned_off(
    server: LoopbackServer, tmp_path: Path
) -> None:
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url}
    for chat, ask, status in ((4711, "true", 200), (4712, "false", 404)):
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        with running(
            "-m", "bot", home=tmp_path, WEB_PORT=str(port), WEB_ASK=ask, **settings
        ) as process:
            server.receive(chat, "你好")
            server.replies(chat)
            page = httpx.get(f"{base}/ask", params={"q": "新增了多少停车位"})
            assert page.status_code == status
            assert ("2.64万个" in page.text) is (status == 200)
            bot = "https://t.me/report_bot"
            assert (bot in page.text) is (status == 200)
            front = httpx.get(base, follow_redirects=True)
            assert ("<form" in front.text) is (status == 200)
            process.terminate()
            process.communicate(timeout=60)


def test_without_telegram_the_web_side_answers_alone(tmp_path: Path) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with running("-m", "bot", home=tmp_path, WEB_PORT=str(port)) as process:
        until_ready(base)
        assert httpx.get(f"{base}/readyz").json()["checks"] == {"index": True}
        page = httpx.get(f"{base}/ask", params={"q": "新增了多少停车位"}).text
        assert "2.64万个" in page
        assert "t.me" not in page
        process.terminate()
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0, log.decode()
    with contextlib.closing(sqlite3.connect(tmp_path / "journal.db")) as journal:
        rows = journal.execute("SELECT text, channel, asker FROM questions").fetchall()
    assert rows == [("新增了多少停车位", "web", None)]


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEB_PROXIES", "caddy"), ("WEB_ORIGINS", "example.org"), ("WEB_ORIGINS", "https://a.b/c")],
)
def test_settings_that_cannot_be_used(tmp_path: Path, name: str, value: str) -> None:
    finished = run("-m", "bot", home=tmp_path, asked=b"", **{name: value})
    assert finished.returncode == 2
    assert f"{name}: has to be" in finished.stderr.decode()
    assert b"Traceback" not in finished.stderr
