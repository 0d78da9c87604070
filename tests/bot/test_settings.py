from __future__ import annotations

import logging
import re
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from bot import extras
from bot.runtime.logs import RedactingFormatter
from bot.settings import Settings, SettingsError, read_settings
from tests.conftest import ROOT
from tests.loopback.telegram import TOKEN


def test_defaults() -> None:
    settings = read_settings()
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.seeds_dir is None
    assert settings.log_level == "INFO"


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("TELEGRAM_PACE", "off", None), ("TELEGRAM_PACE", "2.5", 2.5),
        ("RATE_LIMIT", "OFF", None), ("RATE_LIMIT", "5 per 10 seconds", "5 per 10 seconds"),
        ("RATE_LIMIT_STORAGE", "memory://", "memory://"),
    ],
)  # fmt: skip
def test_limits_can_be_set_and_turned_off(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, read: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(read_settings(), name.lower()) == read


def test_a_redis_can_be_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("redis", reason="needs the extra `redis`")
    monkeypatch.setenv("RATE_LIMIT_STORAGE", "redis://localhost:6379/0")
    assert read_settings().rate_limit_storage == "redis://localhost:6379/0"


@pytest.mark.parametrize(
    ("name", "value", "extra"),
    [
        ("WEB_PORT", "8080", "web"), ("WATCH_FILES", "true", "watch"),
        ("RATE_LIMIT_STORAGE", "redis://localhost:6379/0", "redis"),
        ("INDEX_URL", "http://localhost:19530", "milvus"),
    ],
)  # fmt: skip
def test_a_setting_whose_extra_is_missing_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, extra: str
) -> None:
    monkeypatch.setitem(extras._MODULES, extra, "no_such_module")
    read_settings()
    monkeypatch.setenv(name, value)
    message = f"{name}: needs the extra `{extra}`: python -m pip install '.[{extra}]'"
    with pytest.raises(SettingsError, match=f"^{re.escape(message)}$"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_PACE", "fast"), ("TELEGRAM_PACE", "0"), ("TELEGRAM_PACE", "nan"),
        ("TELEGRAM_PACE", "inf"), ("RATE_LIMIT", "often"), ("RATE_LIMIT", "-1/minute"),
        ("RATE_LIMIT_STORAGE", "somewhere"),
    ],
)  # fmt: skip
def test_limits_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        read_settings()


def test_settings_come_from_a_file_and_the_environment_comes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text(
        f"TELEGRAM_BOT_TOKEN={TOKEN}\nLOG_LEVEL=DEBUG\nOTHER=1\nSEEDS_DIR=\n", encoding="utf-8"
    )
    monkeypatch.setenv("LOG_LEVEL", "ERROR")
    settings = read_settings()
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.log_level == "ERROR"
    assert settings.seeds_dir is None
    assert TOKEN not in repr(settings)


def test_a_slash_at_the_end_of_the_api_url_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    assert read_settings().telegram_api_url == "http://127.0.0.1:8081"


def test_all_faults_are_listed_by_name_without_their_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    monkeypatch.setenv("TELEGRAM_API_URL", f"ftp://{TOKEN}")
    with pytest.raises(SettingsError) as caught:
        read_settings()
    lines = str(caught.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["TELEGRAM_API_URL", "LOG_LEVEL"]
    assert TOKEN not in str(caught.value)
    assert "LOUD" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("RATE_LIMIT_STORAGE", "redis://:Geheim#x@host:6379/0"),
        ("RATE_LIMIT_STORAGE", "redes://:Geheim@host"),
        ("INDEX_URL", "redis://root:Geheim@host:19530"),
    ],
)
def test_a_url_that_is_refused_is_not_quoted(
    monkeypatch: pytest.MonkeyPatch, name: str, url: str
) -> None:
    monkeypatch.setenv(name, url)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert str(caught.value).startswith(f"{name}: has to be")
    assert "Geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x", "http://[", "http://a b", "http://127.0.0.1:99999", "http://", "api.telegram.org",
        "http://user:pass@host", "http://host?x=1", "http://host#x",
    ],
)  # fmt: skip
def test_an_api_url_that_cannot_be_the_base(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("TELEGRAM_API_URL", url)
    with pytest.raises(SettingsError, match=r"^TELEGRAM_API_URL: ") as caught:
        read_settings()
    assert "pass" not in str(caught.value).replace("password", "")


@pytest.mark.parametrize("token", ["a b", "12:令牌", "1:x/y", "1:x?y", "x" * 70_000])
def test_a_token_that_cannot_be_one(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    with pytest.raises(SettingsError, match=r"^TELEGRAM_BOT_TOKEN: ") as caught:
        read_settings()
    assert token not in str(caught.value)


def test_white_space_around_a_token_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", f" {TOKEN}\r\n")
    token = read_settings().telegram_bot_token
    assert token is not None
    assert token.get_secret_value() == TOKEN


def test_a_settings_file_that_is_not_utf8() -> None:
    Path(".env").write_bytes(b"LOG_LEVEL=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env: not UTF-8"):
        read_settings()


def test_settings_example_file_and_page_name_the_same_settings() -> None:
    names = {name.upper() for name in Settings.model_fields}
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE)) == names
    for page in ("settings.md", "zh/settings.md"):
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        assert set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE)) == names


def test_secrets_are_blotted_out_of_messages_and_tracebacks() -> None:
    formatter = RedactingFormatter((TOKEN,))
    secret = TOKEN.partition(":")[2]
    try:
        raise ConnectionError(f"GET /bot{TOKEN}/getMe")
    except ConnectionError:
        record = logging.LogRecord(
            "bot", logging.ERROR, "x.py", 1, "for %s and %s", (TOKEN, secret), sys.exc_info()
        )
    line = formatter.format(record)
    assert TOKEN not in line
    assert secret not in line
    assert line.count("[secret]") == 3


def test_a_fault_of_the_network_is_one_line_and_updates_are_never_quoted() -> None:
    from telegram.error import NetworkError

    try:
        raise NetworkError("cable cut")
    except NetworkError:
        info = sys.exc_info()
    record = logging.LogRecord("telegram.ext.Updater", 40, "f", 1, "Aborting.", (), info)
    line = RedactingFormatter().format(record)
    assert line.endswith("Aborting. (cable cut)")
    assert "Traceback" not in line


class TestWebhook:
    GOOD: ClassVar = {
        "WEBHOOK_URL": "https://report.example.org/telegram/abc",
        "WEBHOOK_SECRET": "secret_-1",
        "WEB_PORT": "8080",
    }

    def settings(self, monkeypatch: pytest.MonkeyPatch, **changes: str) -> Settings:
        for name, value in (self.GOOD | changes).items():
            monkeypatch.setenv(name, value)
        return read_settings()

    def test_it_can_be_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        settings = self.settings(monkeypatch)
        assert settings.webhook_url == "https://report.example.org/telegram/abc"
        assert "secret_-1" not in repr(settings)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("WEBHOOK_URL", "https://report.example.org/"),
            ("WEBHOOK_URL", "https://report.example.org/elsewhere/abc"),
            ("WEBHOOK_URL", "http://report.example.org/telegram/abc"),
            ("WEBHOOK_URL", "https://report.example.org:8444/telegram/abc"),
            ("WEBHOOK_URL", "nonsense"),
            ("WEBHOOK_SECRET", "mit Leerzeichen"), ("WEBHOOK_SECRET", ""), ("WEB_PORT", ""),
        ],
    )  # fmt: skip
    def test_what_telegram_would_not_take(
        self, monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        with pytest.raises(SettingsError, match=name):
            self.settings(monkeypatch, **{name: value})

    def test_a_server_of_ones_own_may_be_near(self, monkeypatch: pytest.MonkeyPatch) -> None:
        near = "http://127.0.0.1:9000/telegram/abc"
        api = "http://127.0.0.1:8081"
        assert (
            self.settings(monkeypatch, WEBHOOK_URL=near, TELEGRAM_API_URL=api).webhook_url == near
        )


@pytest.mark.parametrize(
    ("value", "read"), [("", ()), ("12", (12,)), ("12, 34", (12, 34)), ("12 34", (12, 34))]
)
def test_operators_are_numbers(
    monkeypatch: pytest.MonkeyPatch, value: str, read: tuple[int, ...]
) -> None:
    monkeypatch.setenv("ADMIN_IDS", value)
    assert read_settings().admin_ids == read


@pytest.mark.parametrize("value", ["@me", "12;34", "-5", "1.5"])
def test_names_are_no_operators(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ADMIN_IDS", value)
    with pytest.raises(SettingsError, match="ADMIN_IDS"):
        read_settings()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('ADMIN_IDS="1","2"', "ADMIN_IDS"),
        ("export HOME_PLACE='朝阳'区", "HOME_PLACE"),
        ('CONTACT_LINE="12345', "CONTACT_LINE"),
        ('RATE_LIMIT="5" "minute"', "RATE_LIMIT"),
        ('TELEGRAM_BOT_TOKEN="1:a"b', "TELEGRAM_BOT_TOKEN"),
    ],
)
def test_a_line_that_the_reader_of_the_file_drops_is_named(line: str, name: str) -> None:
    Path(".env").write_text(f"# ours\n\n{line}\nLOG_LEVEL=DEBUG\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=f"{name}: line 3 of .env cannot be read") as caught:
        read_settings()
    assert "1:a" not in str(caught.value)


def test_other_programs_may_have_lines_that_are_not_read() -> None:
    Path(".env").write_text('just words\nOTHER="1","2"\nA B=1\n', encoding="utf-8")
    read_settings()


def test_a_working_folder_that_is_gone_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(SettingsError, match="the working folder is not there any more"):
        read_settings()
