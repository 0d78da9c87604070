"""The connections to a journal's database, and what is set on each."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.journal.address import address_of

__all__ = ["LOCK_WAIT", "Database", "blocking_engine"]

LOCK_WAIT = 2.0
"""Seconds to wait for a lock that another connection holds; batches take milliseconds."""

# Seconds for one statement in PostgreSQL: the longest query is one over a year of questions.
_STATEMENT = 10
# Seconds until a server that does not answer counts as absent.
_CONNECT = 5
# One connection writes; the others are for operators' queries, which are few.
_CONNECTIONS = 3
_WRITING = "journal_writing"


class Database:
    """A journal's database.  Opens nothing until it is used; raises JournalError for a URL that
    cannot be one."""

    def __init__(self, url: str) -> None:
        self.address = address_of(url)
        self._engine = create_async_engine(
            self.address,
            connect_args=_connect_args(self.address),
            hide_parameters=True,  # rows do not belong in error messages
            pool_pre_ping=True,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_timeout=_CONNECT,
        )
        _set_up(self._engine.sync_engine)
        self._writing = self._engine.execution_options(**{_WRITING: True})

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite rather than PostgreSQL."""
        return self.address.get_backend_name() == "sqlite"

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection to query; sees the database as it is at the first query."""
        async with self._engine.begin() as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction, committed at the end of the `with` block; in SQLite it has the lock."""
        async with self._writing.begin() as connection:
            yield connection

    async def checkpoint(self) -> None:
        """Has SQLite overwrite what was deleted in its side file too; else nothing."""
        if not self.is_sqlite:
            return
        async with self._engine.connect() as connection:
            raw = await connection.get_raw_connection()
            cursor = await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
            await cursor.close()

    async def close(self) -> None:
        """Closes all connections; it may be used again."""
        await self._engine.dispose()


def blocking_engine(address: URL) -> Engine:
    """An engine for threads on the database at `address`; keeps no connection."""
    if address.get_backend_name() == "sqlite":
        address = address.set(drivername="sqlite")
    engine = create_engine(
        address, connect_args=_connect_args(address), hide_parameters=True, poolclass=NullPool
    )
    _set_up(engine)
    return engine.execution_options(**{_WRITING: True})


def _connect_args(address: URL) -> dict[str, Any]:
    if address.get_backend_name() == "sqlite":
        return {"timeout": LOCK_WAIT}
    # Statements that a server keeps prepared do not go through PgBouncer.
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
    connection.isolation_level = None  # transactions begin where we say so: see below
    cursor = connection.cursor()
    # What an acknowledged question left is on the disk; deleted rows are overwritten with zeros.
    for setting in ("synchronous=FULL", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Takes the lock at once where there will be writing: a lock that is taken in the middle of a
    transaction is not waited for."""
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    """Limits for this transaction alone, as a pooler between may share the session."""
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{_STATEMENT}s'")
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_WAIT:.0f}s'")
