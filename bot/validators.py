"""What values settings may have: each function reads one, or says what it has to be."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import limits
from pydantic import AnyHttpUrl, SecretStr, TypeAdapter, ValidationError

from bot.extras import missing
from retrieval import IndexUnavailableError, parse_index_url

__all__ = [
    "base_url",
    "ids",
    "index_url",
    "needing",
    "pace",
    "rate",
    "storage",
    "token",
    "webhook_secret",
    "webhook_url",
]

T = TypeVar("T")

_HTTP_URL = TypeAdapter(AnyHttpUrl)
# What can stand in a URL as one piece of its path. Not stricter: self-hosted servers give out
# tokens of their own form, and Telegram does not promise its.
_OFF = "off"
_TOKEN = re.compile(r"[A-Za-z0-9:_.~-]{3,128}")
_WEBHOOK_PATH = re.compile(r"/telegram/[A-Za-z0-9_-]+")
# What the Bot API takes as a secret.
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def needing(extra: str) -> Callable[[T], T]:
    """A validator of a setting that can only be on with `extra`."""

    def validator(value: T) -> T:
        if value and (message := missing(extra)):
            raise ValueError(message)
        return value

    return validator


def base_url(url: str) -> str:
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


def index_url(given: str) -> str:
    """`memory:`, or the URL of a Milvus."""
    try:
        address = parse_index_url(given)
    except IndexUnavailableError as error:
        raise ValueError(str(error).removeprefix("INDEX_URL ")) from None
    if address.uri and (message := missing("milvus")):
        raise ValueError(message)
    return given.strip()


def token(given: SecretStr) -> SecretStr:
    """`given` without the white space that copying brings along."""
    text = given.get_secret_value().strip()
    if not _TOKEN.fullmatch(text):
        message = "is no token; copy it again from @BotFather (it looks like 123456789:AAE…)"
        raise ValueError(message)
    return SecretStr(text)


def pace(given: object) -> object:
    """Messages a second, None for `off`."""
    if isinstance(given, str) and given.strip().lower() == _OFF:
        return None
    try:
        number = float(str(given))
    except ValueError:
        number = 0.0
    if not 0 < number < math.inf:
        message = "has to be a number of messages a second such as 30, or off"
        raise ValueError(message)
    return number


def rate(given: object) -> object:
    """A rate in the notation of the `limits` library, None for `off`."""
    text = str(given).strip()
    if text.lower() == _OFF:
        return None
    try:
        limits.parse(text)
    except ValueError:
        message = "has to be a rate such as 30/minute or 5 per 10 seconds, or off"
        raise ValueError(message) from None
    return text


def storage(url: str) -> str:
    """The URL of a storage that the `limits` library knows."""
    known = ("memory://", "redis://", "rediss://", "redis+unix://")
    try:
        _ = urlsplit(url).port  # / and # in a password make a port of it, which clients would quote
        understood = url.startswith(known)
    except ValueError:
        understood = False
    if not understood:
        message = (
            "has to be memory:// or the URL of a Redis such as redis://localhost:6379/0, with /, #"
            " and ? in a password written as %2F, %23 and %3F"
        )
        raise ValueError(message)
    if url != "memory://" and (message := missing("redis")):
        raise ValueError(message)
    return url


def ids(given: object) -> object:
    """Numbers with commas or spaces between them."""
    if not isinstance(given, str | int):
        return given
    pieces = str(given).replace(",", " ").split()
    if not all(piece.isdecimal() for piece in pieces):
        message = "has to be numbers such as 123456789,987654321; the bot tells yours: /whoami"
        raise ValueError(message)
    return tuple(map(int, pieces))


def webhook_url(url: str) -> str:
    """A URL whose path is /telegram/ and something that nobody guesses."""
    url = base_url(url)
    if not _WEBHOOK_PATH.fullmatch(urlsplit(url).path):
        message = "has to end in /telegram/ and something random of A-Z, a-z, 0-9, _ and -"
        raise ValueError(message)
    return url


def webhook_secret(given: SecretStr) -> SecretStr:
    """What Telegram shows with each update."""
    text = given.get_secret_value().strip()
    if not _SECRET.fullmatch(text):
        message = "has to be 1 to 256 of A-Z, a-z, 0-9, _ and -"
        raise ValueError(message)
    return SecretStr(text)
