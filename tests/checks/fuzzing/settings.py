"""Settings and .env files: read, or named in sentences that show no secret."""

from __future__ import annotations

import logging
import os
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest import mock

from pydantic import ValidationError

from bot.check import check
from bot.settings import Settings, SettingsError, usable_settings
from tests.checks.fuzzing.mutations import broken_text
from tests.conftest import ROOT, SEEDS

__all__ = ["fuzz"]

_SECRET = "hunter2hunter2hunter2"  # noqa: S105 - what no sentence may show
_VALUES = (
    "", " ", "0", "-1", "1", "65536", "off", "on", "true", "weekly", "30/minute", "999999999999/day", "0/minute",
    "1,2", '"1","2"', "１，２", "火星市", "朝阳区", "# 注释", "memory://", "redis://", "redis://:p@[::1", "sqlite:///", "sqlite://",
    "postgresql://u:p@h:99999/d", "http://", "https://x:y", "https://例子.中国/路径", "socks://x", "/", "..", "~", "\x00", "\ud800",
    "a" * 5000, "DEBUG", "json", "::", "0.0.0.0", "10.0.0.0/8", "*", "http://a,http://b", "1e309", "nan", "1_000", "٣",
    f"{_SECRET}", f"1:{_SECRET}", f"postgresql://u:{_SECRET}@h/d",
)  # fmt: skip


def _lines(draw: Random) -> str:
    """An .env file: lines of the example with other values, then broken."""
    names = [name.upper() for name in Settings.model_fields]
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    chosen = draw.sample(names, draw.randint(1, 8))
    own = "\n".join(f"{name}={draw.choice(_VALUES)}" for name in chosen)
    text = own if draw.random() < 0.7 else f"{example}\n{own}"
    return broken_text(draw, text) if draw.random() < 0.6 else text


def _found(text: str) -> str:
    try:
        _, faults = usable_settings()
        said = "\n".join(faults)
    except SettingsError as error:
        said = str(error)
    except Exception as error:  # noqa: BLE001, RUF100 - whatever it is, it is a find
        return f"raised {error!r} at {text[:300]!r}"
    if _SECRET in said:
        return f"shows a secret: {said[:300]!r}"
    return "" if said.replace("\n", "").isprintable() else f"said {said!r}"


def _checked(draw: Random) -> str:
    """What `check` does with settings from the environment, which it reads whole."""
    values = {
        name.upper(): value
        for name in draw.sample(list(Settings.model_fields), draw.randint(1, 4))
        if "\x00" not in (value := draw.choice(_VALUES)) and "\ud800" not in value
    }
    # Nothing is asked of the network; a file that is not there is shown as it is named.
    values |= {"TELEGRAM_BOT_TOKEN": "", "RATE_LIMIT_STORAGE": ""}
    values |= {"SEEDS_DIR": str(SEEDS), "GOLD_FILE": ""}
    try:
        with mock.patch.dict(os.environ, values):
            outcome = check(Settings())
    except ValidationError:
        return ""
    except Exception as error:  # noqa: BLE001, RUF100
        return f"check raised {error!r} with {values}"
    said = repr(outcome)
    return f"check shows a secret with {values}" if _SECRET in said else ""


def fuzz(count: int, seed: int) -> Iterator[str]:
    """What was found in `count` files, and of one in fifty by the whole check."""
    draw = random.Random(seed)  # noqa: S311 - repeatable, not secret
    # The reader of .env files names each line that it drops.
    logging.getLogger("dotenv").setLevel(logging.ERROR)
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            for number in range(count):
                text = _lines(draw)
                Path(".env").write_bytes(text.encode("utf-8", "surrogatepass"))
                found = _found(text)
                Path(".env").unlink()
                if not found and number % 50 == 0:
                    found = _checked(draw)
                if found:
                    yield found
        finally:
            os.chdir(before)
