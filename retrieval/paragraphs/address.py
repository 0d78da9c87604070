"""INDEX_URL: the address of the paragraph index."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from retrieval.errors import IndexUnavailableError

__all__ = ["MEMORY", "IndexAddress", "parse_index_url"]

MEMORY = "memory:"

# What Milvus takes as the name of a database.
_DATABASE = re.compile(r"([A-Za-z_][A-Za-z0-9_]{0,254})?")
# No message repeats the URL: a password may be anywhere in it.
_FORM = "INDEX_URL has to be memory: or http(s)://[user:password@]host:19530[/database]"
_NO_FILE = (
    "INDEX_URL names a file, but an index on this machine needs none: set it to memory:, or to the"
    " http://host:19530 of a Milvus"
)


@dataclass(frozen=True, slots=True)
class IndexAddress:
    """`uri`, `token` and `database` of a Milvus; empty for the index on this machine.

    `shown`: the URL without credentials, for logs and pages.
    """

    shown: str
    uri: str = ""
    token: str = field(default="", repr=False)
    database: str = ""


def parse_index_url(url: str) -> IndexAddress:
    """The address in `url`: memory: (or nothing), or that of a Milvus.

    Case does not matter in scheme and host.  In user and password, characters with a meaning in a
    URL (such as @ : / # ?) have to be percent-encoded.  Raises IndexUnavailableError, whose message
    repeats nothing of `url`, where it is neither.
    """
    text = url.strip()
    if text.lower() in ("", MEMORY):
        return IndexAddress(MEMORY)
    if text.lower().endswith(".db") or ("/" in text and ":" not in text):
        raise IndexUnavailableError(_NO_FILE)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:  # a port that is no number, or half a bracket
        raise IndexUnavailableError(_FORM) from None
    database = parts.path.strip("/")
    host = parts.hostname
    if host is None or port == 0 or not _is_plain(parts, text) or not _DATABASE.fullmatch(database):
        raise IndexUnavailableError(_FORM)
    host = f"[{host}]" if ":" in host else host
    uri = f"{parts.scheme}://{host}" if port is None else f"{parts.scheme}://{host}:{port}"
    token = ":".join(unquote(part) for part in (parts.username, parts.password) if part)
    return IndexAddress(f"{uri}/{database}" if database else uri, uri, token, database)


def _is_plain(parts: SplitResult, text: str) -> bool:
    """Whether a URL is one of HTTP(S) without parts that would be ignored."""
    return (
        parts.scheme in ("http", "https")
        and not (parts.query or parts.fragment)
        and not any(character.isspace() for character in text)
    )
