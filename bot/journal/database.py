"""The journal's database: its URL, its connections, and their settings."""

from __future__ import annotations

import os
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.extras import missing
from bot.journal.errors import JournalError

__all__ = ["Database", "address_of", "blocking_engine", "make_file", "sqlite_file"]

# psycopg works in asyncio and in threads, so that migrations need no second driver.
_POSTGRESQL = "postgresql+psycopg"
_SQLITE = "sqlite+aiosqlite"
# Examples of URLs, for error messages.
_FORMS = "sqlite:///journal.db or postgresql://user:password@host/database"
# Seconds to wait for a lock of another connection; batches take milliseconds.
_LOCK_WAIT = 2.0
# Seconds for one statement in PostgreSQL: the longest query reads a year of questions.
_STATEMENT = 10
# Seconds to wait for a connection.
_CONNECT = 5
# One connection writes; the others are for operators' queries, which are few.
_CONNECTIONS = 3
# The execution option of connections that write.
_WRITING = "journal_writing"


def address_of(url: str) -> URL:
    """`url` with the drivers of this module.

    Raises JournalError for no URL, for another kind of database, and where a driver is missing.
    """
    try:
        address = make_url(url.strip())
    except (ArgumentError, ValueError):
        message = f"is no database URL; it looks like {_FORMS}"
        raise JournalError(message) from None
    kind = address.drivername.partition("+")[0]
    if kind == "sqlite":
        if not address.database or address.database == ":memory:":
            message = "has to name a file, such as sqlite:///journal.db"
            raise JournalError(message)
        return address.set(drivername=_SQLITE)
    if kind in ("postgresql", "postgres"):
        if needed := missing("postgresql"):
            message = f"names PostgreSQL, which {needed}"
            raise JournalError(message)
        return address.set(drivername=_POSTGRESQL)
    message = f"names a database that is not supported ({kind}); it looks like {_FORMS}"
    raise JournalError(message)


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite journal; None for another database.  Raises JournalError."""
    address = address_of(url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def make_file(address: URL) -> None:
    """Creates the file of an SQLite journal, readable by its owner only, if it does not exist.

    Raises OSError.
    """
    if address.get_backend_name() != "sqlite" or address.database is None:
        return
    file = Path(address.database)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


class Database:
    """A journal's database.  Connects when it is used; raises JournalError as `address_of` does."""

    def __init__(self, url: str) -> None:
        self.address = address_of(url)
        self._engine = create_async_engine(
            self.address,
            connect_args=_connect_args(self.address),
            hide_parameters=True,  # rows stay out of error messages
            pool_pre_ping=True,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_timeout=_CONNECT,
        )
        _set_up(self._engine.sync_engine)
        self._writing = self._engine.execution_options(**{_WRITING: True})

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite rather than PostgreSQL."""
        return self.address.get_backend_name() == "sqlite"

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction for queries."""
        return self._engine.begin()

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction, committed at the end of the `with` block; in SQLite it holds the lock."""
        return self._writing.begin()

    async def checkpoint(self) -> None:
        """In SQLite, overwrites deleted rows in the write-ahead log too."""
        if not self.is_sqlite:
            return
        async with self._engine.connect() as connection:
            raw = await connection.get_raw_connection()
            cursor = await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
            await cursor.close()

    async def close(self) -> None:
        """Closes all connections; further use opens new ones."""
        await self._engine.dispose()


def blocking_engine(address: URL) -> Engine:
    """A synchronous engine for the database at `address`, without a pool."""
    if address.get_backend_name() == "sqlite":
        address = address.set(drivername="sqlite")
    engine = create_engine(
        address, connect_args=_connect_args(address), hide_parameters=True, poolclass=NullPool
    )
    _set_up(engine)
    return engine.execution_options(**{_WRITING: True})


def _connect_args(address: URL) -> dict[str, Any]:
    if address.get_backend_name() == "sqlite":
        return {"timeout": _LOCK_WAIT}
    # PgBouncer does not support prepared statements.
    return {
        "connect_timeout": _CONNECT,
        "prepare_threshold": None,
        "application_name": "ask-the-report",
    }


def _set_up(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin in `_begin_sqlite`
    cursor = connection.cursor()
    # A committed row is on the disk; deleted rows are overwritten with zeros.
    for setting in ("synchronous=FULL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Takes the lock at the start of a writing transaction: SQLite does not wait for a lock taken
    in the middle of one."""
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    """Sets limits for this transaction only, as a pooler may share the session."""
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{_STATEMENT}s'")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_WAIT:.0f}s'")
