"""INDEX_URL."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.address import address_of


@pytest.mark.parametrize("url", ["", "  ", "memory:"])
def test_memory_is_the_default(url: str) -> None:
    address = address_of(url)
    assert (address.shown, address.file, address.uri) == ("memory:", None, "")


@pytest.mark.parametrize("url", ["data/index", "/srv/索引 1", "index.db"])
def test_what_has_no_scheme_is_a_path(url: str) -> None:
    address = address_of(url)
    assert (address.shown, address.file, address.uri) == (url, Path(url), "")


@pytest.mark.parametrize(
    ("url", "shown", "uri", "token", "database"),
    [
        ("http://milvus:19530", "http://milvus:19530", "http://milvus:19530", "", ""),
        ("https://m.example/", "https://m.example", "https://m.example", "", ""),
        ("http://[::1]:19530", "http://[::1]:19530", "http://[::1]:19530", "", ""),
        (
            "http://root:p%40ss@m:1/reports",
            "http://m:1/reports",
            "http://m:1",
            "root:p@ss",
            "reports",
        ),
        ("HTTP://key@m", "http://m", "http://m", "key", ""),
    ],
)
def test_a_server_may_have_credentials_and_a_database_and_shows_no_credentials(
    url: str, shown: str, uri: str, token: str, database: str
) -> None:
    address = address_of(url)
    assert address.file is None
    assert (address.shown, address.uri, address.token, address.database) == (
        shown, uri, token, database,
    )  # fmt: skip
    assert "p@ss" not in repr(address)


@pytest.mark.parametrize(
    "url", ["ftp://host", "http://", "http://user:secret@", "http://u:secret@h:x", "https://[::1"]
)
def test_what_is_not_understood_is_refused_without_telling_its_secrets(url: str) -> None:
    with pytest.raises(
        IndexUnavailableError, match=r"is not understood; give memory:, "
    ) as refused:
        address_of(url)
    assert "secret" not in str(refused.value)
