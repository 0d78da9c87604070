"""Validators of settings: each returns the value to use, or raises ValueError with the remedy."""

from __future__ import annotations

import importlib.util
import ipaddress
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import limits
from dotenv.parser import parse_stream
from pydantic import AnyHttpUrl, SecretStr, TypeAdapter, ValidationError
from telegram.constants import BotNameLimit

from bot.extras import missing
from retrieval import IndexUnavailableError, parse_index_url

__all__ = [
    "admin_token", "base_url", "ids", "index_url", "name", "needing", "networks", "origins",
    "pace", "proxy", "rate", "storage", "token", "unread_lines", "webhook_secret", "webhook_url",
]  # fmt: skip

T = TypeVar("T")

_OFF = "off"
# Characters: what `setMyName` takes.
_LONGEST_NAME = int(BotNameLimit.MAX_NAME_LENGTH)
_HTTP_URL = TypeAdapter(AnyHttpUrl)
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_WEBHOOK_PATH = re.compile(r"/telegram/[A-Za-z0-9_-]+")


def needing(extra: str) -> Callable[[T], T]:
    """A validator of a setting that needs `extra` where it is set."""

    def validator(value: T) -> T:
        if value and (message := missing(extra)):
            raise ValueError(message)
        return value

    return validator


def _secret(form: str, message: str) -> Callable[[SecretStr], SecretStr]:
    """A validator of a secret of the form `form`, which strips white space around it."""
    pattern = re.compile(form)

    def validator(given: SecretStr) -> SecretStr:
        text = given.get_secret_value().strip()
        if not pattern.fullmatch(text):
            raise ValueError(message)
        return SecretStr(text)

    return validator


# One segment of a URL's path.  Not stricter: self-hosted servers may issue tokens of another form,
# and Telegram does not promise its own.
token = _secret(
    r"[A-Za-z0-9:_.~-]{3,128}",
    "is no token; copy it again from @BotFather (it looks like 123456789:AAE…)",
)
# What the Bot API accepts as `secret_token`.
webhook_secret = _secret(r"[A-Za-z0-9_-]{1,256}", "has to be 1 to 256 of A-Z, a-z, 0-9, _ and -")
# So long that nobody tries it out at the pace that the page allows.
admin_token = _secret(r"[!-~]{16,256}", "has to be 16 to 256 letters, digits and signs, no blanks")


def name(given: str) -> str:
    """A name that Telegram takes for a bot."""
    given = " ".join(given.split())
    if len(given) > _LONGEST_NAME:
        message = f"has {len(given)} characters, and Telegram takes {_LONGEST_NAME} at most"
        raise ValueError(message)
    return given


def base_url(url: str) -> str:
    """An HTTP URL without user, password, query and fragment; strips the slash at its end."""
    try:
        parsed = _HTTP_URL.validate_python(url.strip())
    except ValidationError:
        message = "has to be a URL such as https://api.telegram.org"
        raise ValueError(message) from None
    if parsed.username or parsed.password or parsed.query or parsed.fragment:
        message = "has to be the base alone, without user, password, ? or #"
        raise ValueError(message)
    return str(parsed).rstrip("/")


def proxy(url: str | None) -> str | None:
    """The URL of an HTTP or SOCKS5 proxy."""
    if url is None:
        return None
    known = ("http://", "https://", "socks5://", "socks5h://")
    try:
        parts = urlsplit(url)
        understood = url.startswith(known) and bool(parts.hostname and parts.port)
    except ValueError:
        understood = False
    if not understood:
        message = "has to be a proxy such as http://127.0.0.1:7890 or socks5://127.0.0.1:1080"
        raise ValueError(message)
    if url.startswith("socks") and importlib.util.find_spec("socksio") is None:
        message = "needs the package socksio: python -m pip install socksio"
        raise ValueError(message)
    return url


def webhook_url(url: str) -> str:
    """A base URL whose path is /telegram/ and a random segment."""
    url = base_url(url)
    if not _WEBHOOK_PATH.fullmatch(urlsplit(url).path):
        message = "has to end in /telegram/ and something random of A-Z, a-z, 0-9, _ and -"
        raise ValueError(message)
    return url


def index_url(given: str) -> str:
    """`memory:`, or the URL of a Milvus."""
    try:
        address = parse_index_url(given)
    except IndexUnavailableError as error:
        raise ValueError(str(error).removeprefix("INDEX_URL ")) from None
    if address.uri and (message := missing("milvus")):
        raise ValueError(message)
    return given.strip()


def storage(url: str) -> str:
    """The URL of a storage for the `limits` library: `memory://`, or a Redis."""
    known = ("memory://", "redis://", "rediss://", "redis+unix://")
    try:
        # / and # in a password end the host early and leave an invalid port, which clients quote.
        _ = urlsplit(url).port
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


def pace(given: object) -> object:
    """Messages a second; None for `off`."""
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
    """A rate in the notation of the `limits` library; None for `off`."""
    text = str(given).strip()
    if text.lower() == _OFF:
        return None
    try:
        limits.parse(text)
    except ValueError:
        message = "has to be a rate such as 30/minute or 5 per 10 seconds, or off"
        raise ValueError(message) from None
    return text


def ids(given: object) -> object:
    """Numbers separated by commas or spaces."""
    if not isinstance(given, str | int):
        return given
    pieces = str(given).replace(",", " ").split()
    if not all(piece.isdecimal() for piece in pieces):
        message = "has to be numbers such as 123456789,987654321; the bot tells yours: /whoami"
        raise ValueError(message)
    return tuple(map(int, pieces))


def networks(given: object) -> object:
    """Addresses and networks of IP, separated by commas or spaces."""
    if not isinstance(given, str):
        return given
    pieces = given.replace(",", " ").split()
    try:
        return tuple(str(ipaddress.ip_network(each)) for each in pieces)
    except ValueError:
        message = "has to be addresses or networks such as 127.0.0.1 or 172.16.0.0/12"
        raise ValueError(message) from None


def origins(given: object) -> object:
    """Origins of web sites, separated by commas or spaces, or * for all."""
    if not isinstance(given, str):
        return given
    pieces = given.replace(",", " ").split()
    if not all(each == "*" or _ORIGIN.fullmatch(each) for each in pieces):
        message = "has to be sites such as https://example.org, without a path, or *"
        raise ValueError(message)
    return tuple(pieces)


def unread_lines(file: Path) -> tuple[str, ...]:
    """A sentence for each line that says nothing to the reader (ADMIN_IDS="1","2"), with the name
    of its setting and without its value; none where there is no such file.

    Raises OSError and UnicodeDecodeError.
    """
    if not file.exists():
        return ()
    with file.open(encoding="utf-8") as stream:
        wrong = [each.original for each in parse_stream(stream) if each.error]
    return tuple(map(_sentence, wrong))


def _sentence(original: object) -> str:
    text, line = getattr(original, "string", ""), getattr(original, "line", 0)
    # A line that is passed over begins with the line breaks before it.
    line += len(text) - len(text.lstrip("\n"))
    name = text.strip().removeprefix("export ").partition("=")[0].strip()
    named = name if name.isidentifier() else "?"
    return (
        f"{named}: line {line} of .env cannot be read; put quotation marks around the whole value, "
        "or none"
    )
