"""The settings file in a backup: what is secret is left out unless it is wanted."""

from __future__ import annotations

import re
import typing
from typing import Any

from pydantic import SecretStr

from bot.settings import Settings

__all__ = ["without_secrets"]

_LINE = re.compile(r"^\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?P<value>.*)$")
# A password in a URL, such as that of a Redis.
_PASSWORD = re.compile(r"://[^/@\s]*:[^/@\s]*@")
# Settings of other programs in the same file (compose.yaml) are secret by their names.
_SECRET_NAME = re.compile(r"TOKEN|SECRET|PASSWORD|PASSWD|KEY", re.IGNORECASE)


def _is_secret(kind: Any) -> bool:
    return kind is SecretStr or any(map(_is_secret, typing.get_args(kind)))


def _secret_settings() -> set[str]:
    fields = Settings.model_fields
    return {name.upper() for name, each in fields.items() if _is_secret(each.annotation)}


def without_secrets(text: str) -> tuple[str, tuple[str, ...]]:
    """The settings file `text` without the values of secrets, and the names of these."""
    secret, lines, left_out = _secret_settings(), [], []
    for line in text.splitlines():
        found = _LINE.match(line)
        if found is None or not found["value"].strip():
            lines.append(line)
            continue
        name = found["name"].upper()
        plain = name == "DATABASE_URL" and not _PASSWORD.search(found["value"])
        hidden = name in secret or bool(_SECRET_NAME.search(name))
        if (hidden and not plain) or _PASSWORD.search(found["value"]):
            lines.append(f"#{found['name']}=")
            left_out.append(found["name"])
        else:
            lines.append(line)
    return "\n".join(lines) + "\n", tuple(left_out)
