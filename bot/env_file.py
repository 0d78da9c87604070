"""The settings file `.env` in the working folder, to which commands write what operators choose."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

__all__ = ["ENV_FILE", "set_values"]

ENV_FILE = Path(".env")

# What needs no quotes in the forms that systemd, compose and python-dotenv read.
_PLAIN = re.compile(r"[\w./:@%+,=-]*")


def set_values(values: Mapping[str, str], file: Path = ENV_FILE) -> None:
    """Writes settings by their names, each in place of the line that sets it or would.

    All other lines stay, and so do owner and permissions.  Raises OSError and UnicodeDecodeError.
    """
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))  # it may hold a token
    text = file.read_text("utf-8")
    for name, value in values.items():
        line = f"{name}={_quoted(value)}"
        set_ = re.compile(rf"^(?:export\s+)?{name}\s*=.*$", re.MULTILINE)
        example = re.compile(rf"^#\s*{name}=.*$", re.MULTILINE)
        found = list(set_.finditer(text)) or list(example.finditer(text))
        if found:  # the last line of a name is the one that counts
            text = text[: found[-1].start()] + line + text[found[-1].end() :]
        else:
            text += ("" if not text or text.endswith("\n") else "\n") + f"{line}\n"
    file.write_text(text, "utf-8")


def _quoted(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    return "'" + value.replace("'", "’") + "'"
