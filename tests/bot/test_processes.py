"""`python -m bot` as a process, in a clean environment."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot import wording
from tests import processes
from tests.commands import run
from tests.conftest import SEEDS
from tests.forked import running
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN, ApiError
from tests.processes import environment

CHAT = 4711


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_question_is_answered_and_a_signal_stops_the_bot_cleanly(
    server: LoopbackServer, tmp_path: Path, stop: signal.Signals
) -> None:
    with running(
        "-m", "bot",
        home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url, LOG_LEVEL="DEBUG",
    ) as process:  # fmt: skip
        server.receive(CHAT, "新增了多少停车位")
        assert "新增停车位2.64万个" in server.replies(CHAT)[0].text
        begun = time.monotonic()
        process.send_signal(stop)
        output, log = process.communicate(timeout=30)
        # Five seconds are what the issue promises, not a measure of speed: it takes a tenth.
        assert time.monotonic() - begun < 5
    assert process.returncode == 0
    assert output == b""
    assert b"Traceback" not in log
    assert b"Stopped" in log
    assert TOKEN.partition(":")[2].encode() not in log


def test_a_question_under_way_is_answered_before_the_bot_stops(
    server: LoopbackServer, tmp_path: Path
) -> None:
    with running(
        "-m", "bot", home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url
    ) as process:
        server.receive(CHAT, "/start")
        server.replies(CHAT)
        for _ in range(5):
            server.receive(CHAT, "新增了多少停车位")
        server.replies(CHAT, 2)
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0
    fetched = 6 - len(server.telegram.updates)
    # Where the machine stood still for too long the log says how many are left: none is lost unsaid.
    left = re.search(rb"(\d+) updates were left", log)
    assert len(server.telegram.sent) + int(left[1] if left else 0) >= fetched, log.decode()


def test_all_questions_in_the_queue_are_answered_before_the_bot_stops(
    server: LoopbackServer, tmp_path: Path
) -> None:
    with running(
        "-m", "bot",
        home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url,
        RATE_LIMIT="off", TELEGRAM_PACE="40",
    ) as process:  # fmt: skip
        server.receive(CHAT, "/start")
        server.replies(CHAT)
        for number in range(80):
            server.receive(CHAT + number % 8, "新增了多少停车位")
        server.until(lambda: len(server.telegram.updates) < 10)  # the rest has been fetched
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0
    fetched = 81 - len(server.telegram.updates)
    assert len(server.telegram.sent) == fetched
    assert b"Not all was answered" not in log


def test_what_a_killed_bot_had_not_fetched_is_answered_by_the_next(
    server: LoopbackServer, tmp_path: Path
) -> None:
    for number in range(2):
        with running(
            "-m", "bot", home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url
        ) as process:
            server.receive(CHAT, "新增了多少停车位")
            server.replies(CHAT, 2 * number + 1)
            process.kill()
            process.wait()
        server.receive(CHAT, "新增了多少停车位")  # while no bot is there
    assert len(server.replies(CHAT, 3)) == 3


def test_menus_are_set_at_the_start_and_the_log_says_how_the_bot_is_set(
    server: LoopbackServer, tmp_path: Path
) -> None:
    server.telegram.inline = False
    with running(
        "-m", "bot", home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url
    ) as process:
        server.called("setMyShortDescription", 2)
        server.receive(CHAT, "新增了多少停车位")
        shared = server.replies(CHAT)[0].button(wording.SHARE)
        process.terminate()
        _, log = process.communicate(timeout=60)
    assert shared["url"].startswith("https://t.me/share/url?url=https://t.me/report_bot?start=q")
    assert server.telegram.rejected == []
    assert b"Answering as @report_bot" in log
    assert b"Privacy mode is on" in log
    assert b"Inline mode is off" in log


@pytest.mark.slow
def test_a_second_poller_is_told_of_and_the_later_one_ends(
    server: LoopbackServer, tmp_path: Path
) -> None:
    start = (
        "from bot.telegram.api import poll_watch; poll_watch._NEWCOMER = 2.0; "
        "from bot.__main__ import app; app(prog_name='python -m bot')"
    )
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url}
    with processes.running("-c", start, home=tmp_path, **settings) as process:
        for _ in range(50):
            conflict = ApiError(409, "Conflict: terminated by other getUpdates request")
            server.fail_once("getUpdates", conflict)
        _, log = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"Another process polls with the same TELEGRAM_BOT_TOKEN" in log
    assert log.rstrip().endswith(b"give this one a token of its own")
    assert b"Traceback" not in log


@pytest.mark.slow
def test_a_stop_while_the_server_cannot_be_reached(tmp_path: Path) -> None:
    with processes.running(
        "-m", "bot",
        home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1:9",
    ) as process:  # fmt: skip
        assert process.stderr is not None
        for line in process.stderr:  # until it has tried
            if b"cannot be reached" in line:
                break
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
    assert process.returncode == 0
    assert TOKEN.partition(":")[2].encode() not in log


def test_a_token_that_is_refused_later_ends_the_bot(server: LoopbackServer, tmp_path: Path) -> None:
    with running(
        "-m", "bot", home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url
    ) as process:
        server.receive(CHAT, "/start")
        server.replies(CHAT)
        server.fail_once("getUpdates", ApiError(401, "Unauthorized"))
        server.receive(CHAT, "/help")
        _, log = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"TELEGRAM_BOT_TOKEN is not accepted" in log
    assert b"Traceback" not in log
    assert TOKEN.partition(":")[2].encode() not in log


@pytest.mark.parametrize(
    "method",
    [
        "getMe",
        "deleteWebhook",
        pytest.param("getUpdates", marks=pytest.mark.slow),
        pytest.param("sendMessage", marks=pytest.mark.slow),
    ],
)
def test_a_stop_while_the_server_keeps_silent(
    server: LoopbackServer, tmp_path: Path, method: str
) -> None:
    server.keep_silent(method)
    with running(
        "-m", "bot", home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url
    ) as process:
        for _ in range(3):
            server.receive(CHAT, "新增了多少停车位")
        server.called(method)
        begun = time.monotonic()
        process.terminate()
        _, log = process.communicate(timeout=60)
        assert time.monotonic() - begun < 5
    assert process.returncode == 0
    assert b"Traceback" not in log


@pytest.mark.slow
def test_a_stop_while_the_reports_are_loaded(tmp_path: Path) -> None:
    with processes.running("-m", "bot", home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN) as process:
        assert process.stderr is not None
        assert b"Loading" in process.stderr.readline()
        process.terminate()
        _, log = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in log


def test_a_proxy_that_cannot_be_used(server: LoopbackServer, tmp_path: Path) -> None:
    finished = run(
        "-m", "bot", home=tmp_path,
        TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url, ALL_PROXY="foo://x",
    )  # fmt: skip
    assert finished.returncode == 2
    assert b"ALL_PROXY: no connection can be made ready with it" in finished.stderr
    assert b"Traceback" not in finished.stderr


@pytest.mark.parametrize("token", ["123:wrong-token-of-nobody", "nonsense"])
def test_a_token_that_is_not_accepted(server: LoopbackServer, tmp_path: Path, token: str) -> None:
    finished = run(
        "-m", "bot", home=tmp_path, TELEGRAM_BOT_TOKEN=token, TELEGRAM_API_URL=server.url
    )
    assert finished.returncode == 2
    assert b"TELEGRAM_BOT_TOKEN is not accepted" in finished.stderr
    assert b"Traceback" not in finished.stderr
    assert token.encode() not in finished.stderr


def test_a_server_that_fails_at_first_is_waited_for(server: LoopbackServer, tmp_path: Path) -> None:
    server.fail_once("getMe", ApiError(502, "Bad Gateway"))
    with running(
        "-m", "bot", home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url
    ) as process:
        server.receive(CHAT, "新增了多少停车位")
        assert "新增停车位2.64万个" in server.replies(CHAT)[0].text
        process.terminate()
        process.communicate(timeout=30)
    assert process.returncode == 0


def test_without_token_and_terminal(tmp_path: Path) -> None:
    finished = run("-m", "bot", home=tmp_path)
    assert finished.returncode == 2
    assert finished.stdout == b""
    assert b"TELEGRAM_BOT_TOKEN is not set" in finished.stderr
    assert b"@BotFather" in finished.stderr
    assert b"Traceback" not in finished.stderr


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"LOG_LEVEL": "LOUD"}, b"LOG_LEVEL"),
        ({"TELEGRAM_API_URL": "ftp://x"}, b"TELEGRAM_API_URL"),
        ({"TELEGRAM_BOT_TOKEN": TOKEN, "SEEDS_DIR": "nowhere"}, b"seeds folder at nowhere"),
    ],
)
def test_settings_that_cannot_be_used(
    tmp_path: Path, settings: dict[str, str], complaint: bytes
) -> None:
    finished = run("-m", "bot", home=tmp_path, asked=b"", **settings)
    assert finished.returncode == 2
    assert complaint in finished.stderr
    assert b"Traceback" not in finished.stderr
    assert TOKEN.encode() not in finished.stderr


class Terminal:
    """`python -m bot` on a terminal of its own, for the length of a `with` block."""

    def __init__(self, home: Path) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot"],
            env=environment(home, TERM="xterm", COLUMNS="120", LC_ALL="C.UTF-8"), cwd=home,
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.shown = ""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def until(self, text: str) -> None:
        """Reads up to and with `text`, counted from where the last call ended."""
        deadline = time.monotonic() + 60
        seen = ""
        while text not in seen:
            assert time.monotonic() < deadline, f"{text!r} not in {seen!r}"
            if select.select([self.master], [], [], 1)[0]:
                seen += os.read(self.master, 65536).decode("utf-8", errors="replace")
        self.shown += seen

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())


@pytest.mark.slow
def test_without_a_token_on_a_terminal_the_conversation_runs_there(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.until("您的问题> ")
        assert "@BotFather" in terminal.shown
        terminal.type("新增了多少停车位\n")
        terminal.until("您的问题> ")
        assert "2.64万个" in terminal.shown
        assert "朝阳区2016年报告 › 五年回顾 › 第13段" in terminal.shown
        terminal.type("\x04")
        terminal.until("再见。")
        assert terminal.process.wait(timeout=30) == 0
    assert "Traceback" not in terminal.shown


def test_seeds_dir_is_that_of_the_settings(tmp_path: Path) -> None:
    finished = run("-m", "bot", home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, SEEDS_DIR=str(tmp_path))
    assert finished.returncode == 2
    assert f"the seeds folder {tmp_path} holds no report".encode() in finished.stderr
    assert SEEDS.is_dir()


def test_questions_from_a_pipe_or_as_arguments_are_answered_without_a_token(tmp_path: Path) -> None:
    piped = run(
        "-m", "bot", "ask", home=tmp_path, asked="新增了多少停车位\n那拆了多少违法建设\n".encode()
    )
    assert piped.returncode == 0
    assert "2.64万个" in piped.stdout.decode()
    assert "1340多万平方米" in piped.stdout.decode()
    given = run("-m", "bot", "ask", "新增了多少停车位", home=tmp_path, asked=b"")
    assert "2.64万个" in given.stdout.decode()
    assert given.stderr == b""
