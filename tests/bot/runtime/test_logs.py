"""The log holds no secret, and no word or number of a person, at any level and of any library."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest
from pydantic import SecretStr
from telegram.error import TelegramError

from bot.runtime.logs import JsonFormatter, RedactingFormatter
from bot.settings import Settings

SAID = "我叫张三，电话13812345678"


def _logged(form: str, record: logging.LogRecord) -> str:
    formatter = JsonFormatter() if form == "json" else RedactingFormatter()
    return formatter.format(record)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    ("name", "message", "filled"),
    [
        ("telegram.request", 'Can not load invalid JSON data: "%s"', (SAID,)),
        ("telegram.Bot", "Calling `%s` with %r", ("sendMessage", {"text": SAID})),
        ("aiosqlite", "executing %(what)s", ({"what": SAID},)),
        ("asyncio", f"Task exception was never retrieved\nfuture: <Task {SAID}>", ()),
        ("uvicorn.error", "%.200s", (SAID,)),
    ],
)
def test_nothing_that_a_library_fills_in_is_shown(
    form: str, name: str, message: str, filled: tuple[Any, ...]
) -> None:
    record = logging.LogRecord(name, logging.ERROR, "x.py", 1, message, filled, None)
    line = _logged(form, record)
    assert "张三" not in line
    assert "13812345678" not in line
    assert name in line


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("name", ["bot.telegram.handlers.errors", "asyncio"])
@pytest.mark.parametrize("error", [ValueError, KeyError, LookupError, AssertionError])
def test_of_an_exception_the_place_is_shown_and_not_its_words(
    form: str, name: str, error: type[Exception]
) -> None:
    try:
        try:
            raise error(SAID)
        except Exception as first:
            raise RuntimeError(SAID) from first
    except RuntimeError:
        info = sys.exc_info()
    line = _logged(form, logging.LogRecord(name, logging.ERROR, "x.py", 1, "A fault", (), info))
    assert "张三" not in line
    assert "RuntimeError" in line
    assert error.__name__ in line
    assert line.count("test_logs.py") == 2


def test_what_a_system_says_of_a_fault_is_shown() -> None:
    try:
        raise PermissionError(13, "Permission denied", "/srv/seeds")
    except PermissionError:
        info = sys.exc_info()
    record = logging.LogRecord("bot", logging.ERROR, "x.py", 1, "A fault", (), info)
    assert "PermissionError: [Errno 13] Permission denied: '/srv/seeds'" in _logged("text", record)
    assert json.loads(_logged("json", record))["message"] == "A fault"


def test_secrets_are_the_token_the_secrets_and_passwords() -> None:
    settings = Settings(
        telegram_bot_token=SecretStr("123456:" + "A" * 30),
        journal_secret=SecretStr("journal-secret"),
        webhook_url="https://a.example/telegram/random-path",
        webhook_secret=SecretStr("webhook-secret"),
        database_url=SecretStr("postgresql://report:pass%40word@db/report"),
        web_port=8080,
    )
    assert {"journal-secret", "webhook-secret", "pass@word", "pass%40word"} <= set(settings.secrets)
    assert "/telegram/random-path" in settings.secrets


def test_a_fault_of_telegram_keeps_its_words() -> None:
    try:
        raise TelegramError("Bad Gateway")
    except TelegramError:
        info = sys.exc_info()
    record = logging.LogRecord("telegram.ext", logging.ERROR, "x.py", 1, "Aborting %s", (1,), info)
    assert _logged("text", record).endswith("Aborting … (Bad Gateway)")
