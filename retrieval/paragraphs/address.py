"""INDEX_URL: where the paragraph index is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from retrieval.errors import IndexUnavailableError

__all__ = ["MEMORY", "Address", "address_of"]

MEMORY = "memory:"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an index is: `file` of Milvus Lite, or `uri` of a server; neither where in memory.

    `shown` is for logs and pages: it holds no credentials.
    """

    shown: str
    file: Path | None = None
    uri: str = ""
    token: str = field(default="", repr=False)
    database: str = ""


def address_of(url: str) -> Address:
    """What `url` says: `memory:`, a file's path, or http(s)://[user:password@]host[:port][/database].

    Raises IndexUnavailableError where it says nothing that can be understood.
    """
    text = url.strip()
    if not text or text == MEMORY:
        return Address(MEMORY)
    scheme = text.partition("://")[0].lower() if "://" in text else ""
    if not scheme:
        return Address(text, file=Path(text).expanduser())
    if scheme not in ("http", "https"):
        raise _not_understood(scheme)
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:  # a port that is no number, or half a bracket
        raise _not_understood(scheme) from error
    if not parts.hostname:
        raise _not_understood(scheme)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    database = parts.path.strip("/")
    uri = f"{scheme}://{host}{port}"
    shown = f"{uri}/{database}" if database else uri
    return Address(shown, uri=uri, token=_token(parts.username, parts.password), database=database)


def _token(user: str | None, password: str | None) -> str:
    """As Milvus wants it: user:password, or an API key alone."""
    return ":".join(unquote(part) for part in (user, password) if part)


def _not_understood(scheme: str) -> IndexUnavailableError:
    message = (
        f"INDEX_URL {scheme}://… is not understood; give memory:, the path of a file, or"
        " http://host:19530"
    )
    return IndexUnavailableError(message)
