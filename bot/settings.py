"""Settings, from the environment or from a file `.env` in the working folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["Settings", "SettingsError", "read_settings"]


class SettingsError(Exception):
    """Settings that cannot be used; the message has one line for each, by name."""


def _base_url(url: str) -> str:
    url = url.rstrip("/")
    if not url.startswith(("http://", "https://")) or url.endswith("//"):
        message = "has to begin with http:// or https://"
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

    telegram_bot_token: SecretStr | None = Field(
        default=None, description="Token from @BotFather; without it the console runs."
    )
    telegram_api_url: Annotated[str, AfterValidator(_base_url)] = Field(
        default="https://api.telegram.org",
        description="Base of the Bot API, to which /bot<token> is added.",
    )
    seeds_dir: Path | None = Field(default=None, description="Folder with the reports.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severity that is logged."
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
