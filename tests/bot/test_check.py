"""`python -m bot check` names what is odd or wrong, and what to do."""

from __future__ import annotations

import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from bot.settings import SettingsError, read_settings
from tests import commands
from tests.conftest import REPORT, SEEDS
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN
from tests.other_report import FULL_REPORT, NAME, PLACE
from tests.redis_server import free_port


def check(home: Path, **settings: str) -> tuple[int, str]:
    """The exit status, and what is warned of and found wrong."""
    finished = commands.run("-m", "bot", "check", home=home, asked=b"", **settings)
    return finished.returncode, finished.stderr.decode()


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("TELEGRAM_TOKEN=1:x", "line 1: TELEGRAM_TOKEN is no setting; is TELEGRAM_BOT_TOKEN meant?"),
        ("BOT_TOKEN=1:x", "is TELEGRAM_BOT_TOKEN meant?"), ("ADMIN_ID=1", "is ADMIN_IDS meant?"),
        ("HOMEPLACE=x", "is HOME_PLACE meant?"), ("ＢＯＴ_ＮＡＭＥ=x", "is BOT_NAME meant?"),
        ('ADMIN_IDS="1","2"', "line 1: ADMIN_IDS is not understood"),
        ("ADMIN_IDS＝1", "line 1: ADMIN_IDS has a full-width ＝; write ="),
    ],
)  # fmt: skip
def test_a_line_that_does_not_count_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    (tmp_path / ".env").write_text(f"{line}\n", "utf-8")
    status, said = check(tmp_path)
    assert status == 2
    assert complaint in said
    assert "1:x" not in said


def test_settings_of_other_programs_are_their_own(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SITE_ADDRESS=report.example.org\nPOSTGRES_PASSWORD=x\n")
    assert check(tmp_path, SOME_THING="1") == (0, "")
    assert check(tmp_path, TELEGRAM_TOKEN="1:x")[0] == 0
    assert "is TELEGRAM_BOT_TOKEN meant?" in check(tmp_path, TELEGRAM_TOKEN="1:x")[1]


def test_full_width_signs_are_taken_as_they_are_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("TELEGRAM_BOT_TOKEN", TOKEN.replace(":", "：")), ("ADMIN_IDS", "１２，３４"),
        ("RATE_LIMIT", "３０／minute"), ("WATCH_FILES", "ｆａｌｓｅ"), ("HOME_PLACE", "“岱山县”"),
        ("CONTACT_LINE", "县政府办公室（０５８０）"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.admin_ids == (12, 34)
    assert (settings.rate_limit, settings.watch_files) == ("30/minute", False)
    assert (settings.home_place, settings.contact_line) == ("岱山县", "县政府办公室（０５８０）")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("WEB_PORT", "http", "has to be a whole number"),
        ("WEB_PORT", "70000", "has to be 65535 or less"),
        ("RETENTION_DAYS", "0", "has to be 1 or more"),
        ("ANONYMOUS", "maybe", "has to be true or false"),
        ("LOG_LEVEL", "LOUD", "has to be DEBUG, INFO, WARNING or ERROR"),
        ("PROXY_URL", "127.0.0.1:7890", "has to be a proxy such as http://127.0.0.1:7890"),
    ],
)
def test_what_cannot_be_used_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert str(caught.value).startswith(f"{name}: {said}")
    assert value not in str(caught.value).replace("http://127.0.0.1:7890", "")


def test_a_home_place_without_a_report_is_named_with_those_there_are(tmp_path: Path) -> None:
    status, said = check(tmp_path, HOME_PLACE="火星市")
    assert status == 0
    assert said == "warning: HOME_PLACE 火星市: no report is of this place; there is 朝阳区\n"


def test_telegram_is_asked_and_what_it_says_is_said(tmp_path: Path) -> None:
    with LoopbackServer() as server:
        wrong = TOKEN[:-3] + "xyz"
        status, said = check(tmp_path, TELEGRAM_BOT_TOKEN=wrong, TELEGRAM_API_URL=server.url)
    assert status == 2
    assert "TELEGRAM_BOT_TOKEN: Telegram does not know it" in said
    assert wrong not in said


_FORM = "application/x-www-form-urlencoded"


class _Proxy(BaseHTTPRequestHandler):
    """Passes requests for http://telegram.invalid on to the server of the tests at `target`."""

    target = ""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        url = self.path.replace("http://telegram.invalid", self.target)
        headers = {"Content-Type": self.headers["Content-Type"] or _FORM}
        answer = httpx.post(url, content=body, headers=headers, trust_env=False)
        self.send_response(answer.status_code)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_telegram_is_reached_through_the_proxy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LoopbackServer() as server, ThreadingHTTPServer(("127.0.0.1", 0), _Proxy) as proxy:
        monkeypatch.setattr(_Proxy, "target", server.url)
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        finished = commands.run(
            "-m", "bot", "check", home=tmp_path, TELEGRAM_BOT_TOKEN=TOKEN,
            PROXY_URL=f"http://127.0.0.1:{proxy.server_port}",
            TELEGRAM_API_URL="http://telegram.invalid",
        )  # fmt: skip
        proxy.shutdown()
    assert finished.returncode == 0, finished.stderr
    assert b"Telegram knows the bot as @report_bot" in finished.stdout


def test_a_redis_that_is_away_is_named(tmp_path: Path) -> None:
    pytest.importorskip("redis", reason="needs the extra `redis`")
    url = f"redis://:Geheim@127.0.0.1:{free_port()}/0"
    status, said = check(tmp_path, RATE_LIMIT_STORAGE=url)
    assert status == 2
    assert said.startswith("RATE_LIMIT_STORAGE: the Redis cannot be reached")
    assert "Geheim" not in said


def test_an_own_report_beside_the_shipped_one_is_half_way(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name in (REPORT, "shipped.list"):
        shutil.copy(SEEDS / name, folder / name)
    (folder / NAME).write_text(FULL_REPORT, "utf-8")
    (folder / "x.own.phrasings.txt").write_text("", "utf-8")
    (tmp_path / "gold.jsonl").write_text(
        '{"id": "1", "question": "灯塔", "kind": "x", "answers": ["灯塔17座"], "answerable": true}\n'
    )
    status, said = check(tmp_path, GOLD_FILE="gold.jsonl")
    assert status == 0
    assert f"{REPORT}, which comes with the program, answers beside {NAME}" in said
    assert f"python -m bot adopt 'seeds/{NAME}'" in said
    assert "x.own.phrasings.txt belongs to no report here" in said
    assert "GOLD_FILE: none of its 1 questions is about a loaded report" in said
    assert commands.run("-m", "bot", "adopt", f"seeds/{NAME}", home=tmp_path).returncode == 0
    finished = commands.run("-m", "bot", "check", home=tmp_path)
    assert finished.stderr == b""
    assert PLACE in finished.stdout.decode()
    assert "answers beside" not in check(tmp_path, SEEDS_DIR="own-reports")[1]
    assert "so that own-reports is not used" in check(tmp_path, SEEDS_DIR="seeds")[1]
