"""Settings from the environment, or from `.env` in the working folder."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import validators

__all__ = ["Settings", "SettingsError", "faults_of", "read_settings", "usable_settings"]

_ENV = Path(".env")
_TELEGRAM = "https://api.telegram.org"
# Settings in Chinese words, in which no sign is changed, and those that may hold any sign.
_IN_WORDS = frozenset({"bot_name", "contact_line", "home_place"})
_AS_THEY_ARE = frozenset({"database_url", "journal_secret", "seeds_dir", "gold_file"})
# The ports to which Telegram sends updates.
_WEBHOOK_PORTS = (443, 80, 88, 8443)


class SettingsError(Exception):
    """Invalid settings; the message has a line for each, which begins with its name."""


class Settings(BaseSettings):
    """The settings, named as their environment variables in lower case."""

    model_config = SettingsConfigDict(
        env_file=_ENV,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",  # .env may have settings of other programs
        hide_input_in_errors=True,  # a mistyped token is still a secret
    )

    telegram_bot_token: Annotated[SecretStr, AfterValidator(validators.token)] | None = None
    """Token from @BotFather; without it the console runs."""
    telegram_api_url: Annotated[str, AfterValidator(validators.base_url)] = _TELEGRAM
    """Base of the Bot API, to which /bot<token> is added."""
    proxy_url: Annotated[str | None, AfterValidator(validators.proxy), Field(repr=False)] = None
    """Proxy through which Telegram is reached, which may have a password."""
    admin_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(validators.ids)] = ()
    """Telegram user ids of the operators."""
    telegram_pace: Annotated[float | None, BeforeValidator(validators.pace)] = 30.0
    """Messages a second over all chats, or off."""
    rate_limit: Annotated[str | None, BeforeValidator(validators.rate)] = "30/minute"
    """Requests of one person, such as 30/minute, or off."""
    rate_limit_storage: Annotated[str, AfterValidator(validators.storage)] = "memory://"
    """Storage of the limit: memory://, or the URL of a Redis."""
    seeds_dir: Path | None = None
    """Folder with the reports."""
    bot_name: Annotated[str, AfterValidator(validators.name)] = ""
    """What the bot calls itself, and its name in Telegram; unset: that from @BotFather."""
    home_place: str = ""
    """Place whose newest report answers questions that name none."""
    contact_line: str = ""
    """Where people turn with what is no question about a report, such as 12345."""
    index_url: Annotated[str, AfterValidator(validators.index_url), Field(repr=False)] = "memory:"
    """The paragraph index: memory:, or the URL of a Milvus, which may have a password."""
    watch_files: Annotated[bool, AfterValidator(validators.needing("watch"))] = False
    """Reload reports and words when their files change."""
    gold_file: Path | None = None
    """Labelled questions to try additions on."""
    database_url: SecretStr = SecretStr("sqlite:///journal.db")
    """Database of the journal, as a SQLAlchemy URL."""
    retention_days: Annotated[int, Field(ge=1)] = 90
    """Days that questions are kept."""
    anonymous: bool = False
    """Store no text of any question."""
    journal_secret: SecretStr = SecretStr("")
    """Mixed into the keys of pseudonyms; the same on all replicas."""
    web_host: str = "127.0.0.1"
    """Address of the web side."""
    web_port: Annotated[
        int | None, Field(ge=1, le=65535), AfterValidator(validators.needing("web"))
    ] = None
    """Port of the web side; without it there is none."""
    web_ask: bool = True
    """Whether the web side answers questions."""
    web_proxies: Annotated[tuple[str, ...], NoDecode, BeforeValidator(validators.networks)] = ()
    """Proxies that are believed whom a request is from."""
    web_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(validators.origins)] = ()
    """Sites whose scripts may read the API."""
    public_url: Annotated[str, AfterValidator(validators.base_url)] | None = None
    """Base URL of the reading pages as citizens reach them."""
    webhook_url: Annotated[str, AfterValidator(validators.webhook_url)] | None = None
    """URL for Telegram's webhook; without it the bot polls."""
    webhook_secret: Annotated[SecretStr, AfterValidator(validators.webhook_secret)] | None = None
    """Secret that Telegram sends with each update."""
    operator_language: Literal["zh", "en"] | None = None
    """What commands speak to operators; unset: the language of the locale."""
    digest: Literal["weekly", "daily", "off"] = "weekly"
    """How often operators are told how the bot did."""
    admin_token: Annotated[SecretStr, AfterValidator(validators.admin_token)] | None = None
    """What leads into the admin pages; without it only links that /admin sends to operators do."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """Lowest severity to log."""
    log_format: Literal["text", "json"] = "text"
    """Format of a log line."""

    @field_validator("*", mode="before")
    @classmethod
    def _as_typed_in_chinese(cls, value: object, info: ValidationInfo) -> object:
        """Full-width signs of an input method mean the plain ones; quotation marks around all of a
        value belong to whoever wrote it down."""
        if not isinstance(value, str) or info.field_name in _AS_THEY_ARE:
            return value
        value = value.strip().strip("“”‘’「」")
        return value if info.field_name in _IN_WORDS else unicodedata.normalize("NFKC", value)

    @property
    def bot_digest(self) -> str:
        """A digest of the token, which names the bot in storages that bots may share."""
        token = self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else ""
        return hashlib.blake2b(token.encode(), digest_size=8).hexdigest()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show: the token, the secrets, and passwords in addresses."""
        values = (
            self.telegram_bot_token, self.journal_secret, self.webhook_secret, self.admin_token
        )  # fmt: skip
        addresses = (self.database_url.get_secret_value(), self.rate_limit_storage, self.index_url)
        found = [value.get_secret_value() for value in values if value is not None]
        found += [unquote(password) for each in addresses if (password := _password(each))]
        found += [password for each in addresses if (password := _password(each))]
        found.append(urlsplit(self.webhook_url or "").path)  # something random
        return tuple(filter(None, found))

    @property
    def faults(self) -> tuple[str, ...]:
        """Faults of settings that do not go together, a line each that begins with a name."""
        if self.webhook_url is None:
            return ()
        found = []
        if self.webhook_secret is None:
            found.append("WEBHOOK_SECRET: has to be set with WEBHOOK_URL")
        if self.web_port is None:
            found.append("WEB_PORT: has to be set with WEBHOOK_URL, which leads to it")
        if self.telegram_api_url == _TELEGRAM:
            parts = urlsplit(self.webhook_url)
            if parts.scheme != "https" or (parts.port or 443) not in _WEBHOOK_PORTS:
                ports = ", ".join(map(str, _WEBHOOK_PORTS))
                found.append(f"WEBHOOK_URL: Telegram needs https and one of the ports {ports}")
        return tuple(found)


def faults_of(error: ValidationError) -> tuple[str, ...]:
    """A line for each fault, which begins with the setting's name and holds none of its value."""
    return tuple(map(_fault, error.errors(include_input=False, include_url=False)))


def _password(address: str) -> str:
    """The password in an address, as it is written there; empty for none."""
    _, _, rest = address.partition("://")
    access, at, _ = rest.rpartition("@")
    return access.partition(":")[2] if at else ""


def _fault(fault: ErrorDetails) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    said = {
        "int_parsing": "has to be a whole number",
        "bool_parsing": "has to be true or false",
        "greater_than_equal": f"has to be {context.get('ge')} or more",
        "less_than_equal": f"has to be {context.get('le')} or less",
        "literal_error": f"has to be {str(context.get('expected', '')).replace(chr(39), '')}",
    }.get(kind, fault["msg"].removeprefix("Value error, "))
    return f"{str(fault['loc'][0]).upper()}: {said}"


def usable_settings(env: Path = _ENV) -> tuple[Settings, tuple[str, ...]]:
    """The settings with defaults in place of invalid ones, and a line for each fault.

    `env`: the settings file.  Raises SettingsError where it cannot be read.
    """
    faults: tuple[str, ...] = ()
    source: dict[str, Any] = {"_env_file": env}
    try:
        Path.cwd()
    except FileNotFoundError:
        message = "the working folder is not there any more; change to one that is, and start again"
        raise SettingsError(message) from None
    try:
        settings = Settings(**source)
    except ValidationError as error:
        faults = faults_of(error)
        invalid = {str(each["loc"][0]) for each in error.errors()}
        defaults = {name: Settings.model_fields[name].default for name in invalid}
        settings = Settings(**source, **defaults)
    except UnicodeDecodeError:
        message = ".env: not UTF-8 text; save it as UTF-8"
        raise SettingsError(message) from None
    except OSError as error:
        message = f".env: cannot be read ({error.strerror}); check its permissions"
        raise SettingsError(message) from None
    return settings, (*_unread(env), *faults, *settings.faults)


def _unread(env: Path) -> tuple[str, ...]:
    """Lines of `.env` that name a setting and that its reader passes over."""
    found = validators.unread_lines(env)
    return tuple(each for each in found if each.partition(":")[0].lower() in Settings.model_fields)


def read_settings() -> Settings:
    """The settings; raises SettingsError, which lists all faults."""
    settings, faults = usable_settings()
    if faults:
        raise SettingsError("\n".join(faults))
    return settings
