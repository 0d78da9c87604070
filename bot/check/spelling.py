"""Settings that do not count because of how they are written: their names, lines of `.env`."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from dotenv.parser import parse_stream

from bot.check.outcome import Outcome
from bot.settings import Settings

__all__ = ["check_spelling"]

_ENV_FILE = Path(".env")
# How alike two names have to be for one to be a slip of the other: TELEGRAM_TOKEN is at 0.88.
_ALIKE = 0.8


def check_spelling(outcome: Outcome) -> None:
    """Lines of `.env` that say nothing, and names that are nearly those of settings."""
    known = [name.upper() for name in Settings.model_fields]
    named: set[str] = set()
    for where, name in _lines(outcome):
        named.add(name.upper())
        if meant := _meant(name, known):
            outcome.failed.append(f"{where}: {name} is no setting; is {meant} meant?")
    for name in sorted(set(os.environ) - named):
        # A single word (HOME, PORT) may be any program's.
        if "_" in name and (meant := _meant(name, known)) and meant not in os.environ:
            outcome.odd.append(f"{name} in the environment is no setting; is {meant} meant?")


def _lines(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """The names that `.env` sets, each with its line."""
    try:
        text = _ENV_FILE.read_text("utf-8")
    except (OSError, UnicodeDecodeError):  # told where the settings are read
        return
    with _ENV_FILE.open(encoding="utf-8") as stream:
        for binding in parse_stream(stream):
            where = f".env, line {binding.original.line}"
            if binding.error or (binding.key and binding.value is None):
                outcome.failed.append(f"{where}: {_why_unread(binding.original.string)}")
            elif binding.key is not None:
                yield where, binding.key
    if text.startswith("\ufeff"):
        outcome.failed.append(".env, line 1: begins with a byte order mark; save it without")


def _why_unread(line: str) -> str:
    """Why a line is not understood, without its value, which may be a secret."""
    name = unicodedata.normalize("NFKC", line).partition("=")[0].strip()[:40]
    if "＝" in line and "=" not in line:
        return f"{name} has a full-width ＝; write ="
    return f"{name} is not understood, and does not count; write NAME=value, with quotes around all"


def _meant(name: str, known: list[str]) -> str:
    """The setting that `name` is a slip of; empty where it is one, or of none."""
    written = unicodedata.normalize("NFKC", name).upper()
    if name in known or (name.upper() in known and name.isascii()):
        return ""
    words = set(written.split("_"))
    near = difflib.get_close_matches(written, known, 1, _ALIKE)
    # BOT_TOKEN, TOKEN: all of its words are in the name of one setting only.
    holding = [each for each in known if words <= set(each.split("_"))]
    return near[0] if near else holding[0] if len(holding) == 1 else ""
