"""Journals in real databases: a file of SQLite, and a server of PostgreSQL of the tests' own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.journal import Journal
from tests.postgresql_server import PostgresServer


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a journal that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/journal.db"
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server.database()


@pytest.fixture
async def journal(url: str) -> AsyncIterator[Journal]:
    opened = Journal(url)
    await opened.open()
    yield opened
    await opened.close()
