"""Settings, from the environment or from a file `.env` in the working folder."""

from __future__ import annotations

import importlib.util
import math
import re
from pathlib import Path
from typing import Annotated, Literal

import limits
from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BeforeValidator,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["Settings", "SettingsError", "read_settings"]


_HTTP_URL = TypeAdapter(AnyHttpUrl)
# What can stand in a URL as one piece of its path. Not stricter: self-hosted servers give out
# tokens of their own form, and Telegram does not promise its.
_OFF = "off"
_TOKEN = re.compile(r"[A-Za-z0-9:_.~-]{3,128}")


class SettingsError(Exception):
    """Settings that cannot be used; the message has one line for each, by name."""


def _base_url(url: str) -> str:
    """`url` without a slash at its end; what cannot be the base of a Bot API is refused."""
    try:
        parsed = _HTTP_URL.validate_python(url.strip())
    except ValidationError:
        message = "has to be a URL such as https://api.telegram.org"
        raise ValueError(message) from None
    if parsed.username or parsed.password or parsed.query or parsed.fragment:
        message = "has to be the base alone, without user, password, ? or #"
        raise ValueError(message)
    return str(parsed).rstrip("/")


def _token(token: SecretStr) -> SecretStr:
    """`token` without the white space that copying brings along."""
    text = token.get_secret_value().strip()
    if not _TOKEN.fullmatch(text):
        message = "is no token; copy it again from @BotFather (it looks like 123456789:AAE…)"
        raise ValueError(message)
    return SecretStr(text)


def _pace(pace: object) -> object:
    """Messages a second, None for `off`."""
    if isinstance(pace, str) and pace.strip().lower() == _OFF:
        return None
    try:
        number = float(str(pace))
    except ValueError:
        number = 0.0
    if not 0 < number < math.inf:
        message = "has to be a number of messages a second such as 30, or off"
        raise ValueError(message)
    return number


def _rate(rate: object) -> object:
    """A rate in the notation of the `limits` library, None for `off`."""
    text = str(rate).strip()
    if text.lower() == _OFF:
        return None
    try:
        limits.parse(text)
    except ValueError:
        message = "has to be a rate such as 30/minute or 5 per 10 seconds, or off"
        raise ValueError(message) from None
    return text


def _storage(url: str) -> str:
    """The URL of a storage that the `limits` library knows."""
    if url != "memory://" and not url.startswith(("redis://", "rediss://", "redis+unix://")):
        message = "has to be memory:// or the URL of a Redis such as redis://localhost:6379/0"
        raise ValueError(message)
    if url != "memory://" and importlib.util.find_spec("redis") is None:
        message = "needs the extra `redis`: python -m pip install '.[redis]'"
        raise ValueError(message)
    return url


class Settings(BaseSettings):
    """What an operator can set; each name is that of its environment variable in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",  # .env may hold settings of other programs
        hide_input_in_errors=True,  # a mistyped token is a secret still
    )

    telegram_bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        default=None, description="Token from @BotFather; without it the console runs."
    )
    telegram_api_url: Annotated[str, AfterValidator(_base_url)] = Field(
        default="https://api.telegram.org",
        description="Base of the Bot API, to which /bot<token> is added.",
    )
    telegram_pace: Annotated[float | None, BeforeValidator(_pace)] = Field(
        default=30.0,
        description="Messages a second over all chats, or off.",
    )
    rate_limit: Annotated[str | None, BeforeValidator(_rate)] = Field(
        default="30/minute",
        description="What one person may ask, such as 30/minute, or off.",
    )
    rate_limit_storage: Annotated[str, AfterValidator(_storage)] = Field(
        default="memory://",
        description="Where the limit is counted: memory://, or the URL of a Redis.",
    )
    seeds_dir: Path | None = Field(default=None, description="Folder with the reports.")
    database_url: SecretStr = Field(
        default=SecretStr("sqlite:///journal.db"),
        description="Where the journal of questions is kept, as a SQLAlchemy URL.",
    )
    retention_days: int = Field(default=90, ge=1, description="Days that questions are kept.")
    anonymous: bool = Field(default=False, description="Keep no text of any question.")
    journal_secret: SecretStr = Field(
        default=SecretStr(""),
        description="Mixed into the pseudonyms of those who ask; the same on all replicas.",
    )
    web_host: str = Field(default="127.0.0.1", description="Address of the web side.")
    web_port: int | None = Field(
        default=None, ge=1, le=65535, description="Port of the web side; without it there is none."
    )
    public_url: Annotated[str, AfterValidator(_base_url)] | None = Field(
        default=None, description="Base of the reading pages as citizens reach them."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severity that is logged."
    )
    log_format: Literal["text", "json"] = Field(
        default="text", description="How a line of the log looks."
    )


def read_settings() -> Settings:
    """The settings in force; raises SettingsError, which lists every fault by setting name."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [
            f"{'.'.join(str(part) for part in fault['loc']).upper()}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        ]
        raise SettingsError("\n".join(faults)) from None
    except UnicodeDecodeError:
        message = ".env: not UTF-8 text; save it as UTF-8"
        raise SettingsError(message) from None
    except OSError as error:
        message = f".env: cannot be read ({error.strerror}); check its permissions"
        raise SettingsError(message) from None
