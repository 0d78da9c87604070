"""INDEX_URL: one rule for settings, options and the library, and no secret in what it says."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from bot.settings import SettingsError, read_settings
from retrieval import IndexUnavailableError, parse_index_url
from retrieval.cli.app import app
from retrieval.paragraphs import open_index

REFUSED = [
    "paragraphs.db", "data/index", "/srv/索引 1", "milvus", "milvus:19530", "root:geheim@m:19530",
    "file:///srv/paragraphs.db", "http://m/geheim.db", "ftp://root:geheim@m", "redis://m", "http://",
    "http:root:geheim@m", "http//root:geheim@m:19530", "http://root:geheim@", "http://u:geheim@h:x",
    "http://u:geheim@m:0", "http://u:geheim@m:99999", "https://[::1", "http://root:1#geheim@m",
    "http://root:1/geheim@m", "http://root:1?geheim@m", "http://root:ge heim@m", "http://m/a/b",
    "http://m/geheim-1", "http://m:1/a?token=geheim", "memory://", "memory:geheim",
]  # fmt: skip


@pytest.mark.parametrize("url", ["", "  ", "memory:", " MEMORY: "])
def test_memory_is_the_default(url: str) -> None:
    address = parse_index_url(url)
    assert (address.shown, address.uri) == ("memory:", "")


@pytest.mark.parametrize(
    ("url", "shown", "uri", "token", "database"),
    [
        ("http://milvus:19530", "http://milvus:19530", "http://milvus:19530", "", ""),
        ("https://m.example/", "https://m.example", "https://m.example", "", ""),
        ("http://[::1]:19530", "http://[::1]:19530", "http://[::1]:19530", "", ""),
        (
            "http://root:p%40ss@m:1/reports", "http://m:1/reports", "http://m:1", "root:p@ss",
            "reports",
        ),
        ("HTTP://key@M", "http://m", "http://m", "key", ""),
    ],
)  # fmt: skip
def test_a_server_may_have_credentials_and_a_database_and_shows_no_credentials(
    url: str, shown: str, uri: str, token: str, database: str
) -> None:
    address = parse_index_url(url)
    assert (address.shown, address.uri, address.token, address.database) == (
        shown, uri, token, database,
    )  # fmt: skip
    assert "p@ss" not in repr(address)


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_no_address_is_refused_alike_everywhere_and_not_repeated(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(IndexUnavailableError, match="INDEX_URL") as refused:
        open_index(url)
    said = [str(refused.value), CliRunner().invoke(app, ["index", "status", "--index", url]).output]
    monkeypatch.setenv("INDEX_URL", url)
    with pytest.raises(SettingsError, match=r"INDEX_URL: (has to be|names a file)") as unusable:
        read_settings()
    said.append(str(unusable.value))
    for each in said:
        assert "memory:" in each
        assert url not in each
        assert "geheim" not in each


def test_a_file_is_told_what_to_give_instead() -> None:
    with pytest.raises(IndexUnavailableError, match="set it to memory:, or to the http://"):
        parse_index_url("data/paragraphs.db")
    with pytest.raises(IndexUnavailableError, match="has to be memory: or http"):
        parse_index_url("memroy")  # no file: a slip of the pen


def test_settings_that_are_shown_hold_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pymilvus", reason="needs the extra `milvus`")
    monkeypatch.setenv("INDEX_URL", "http://root:geheim@m:19530")
    settings = read_settings()
    assert settings.index_url == "http://root:geheim@m:19530"
    assert "geheim" not in repr(settings)
