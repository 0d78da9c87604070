"""Upgrading a journal's database to the latest revision, and checking it."""

from __future__ import annotations

import asyncio
import importlib.resources
import logging
import os
import sqlite3
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.journal.database import address_of, blocking_engine, make_file
from bot.journal.errors import JournalError, describe

__all__ = ["check", "migrate", "revision_of", "revisions"]

_log = logging.getLogger(__name__)

# The number of the advisory lock, unlikely in other programs: "journal" in ASCII.
_LOCK = int.from_bytes(b"journal", "big")
# Attempts and seconds between them: SQLite does not wait for other connections when it changes to
# write-ahead logging.
_WAL_TRIES = 40
_WAL_WAIT = 0.05
# The folder that Alembic runs: `env.py` and `versions`.
_SCRIPTS = Path(str(importlib.resources.files("bot.journal") / "migrations"))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config


def revisions() -> tuple[str, ...]:
    """All revisions, the earliest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())[::-1]


def revision_of(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none.

    Raises JournalError for a revision that this program does not know.
    """
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None and revision not in revisions():
        message = f"was made by a newer version of this program (revision {revision})"
        raise JournalError(message)
    return revision


def migrate(address: URL) -> None:
    """Upgrades the database at `address` to the latest revision, in one transaction.

    Blocks; several processes may call it at once: one upgrades while the others wait.  Raises
    JournalError where the database is newer than this program, OSError and SQLAlchemy's errors
    where it cannot be used.
    """
    make_file(address)
    engine = blocking_engine(address)
    try:
        if engine.dialect.name == "sqlite":
            _write_ahead(engine)
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL lock_timeout = '30s'")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            before = revision_of(connection)
            latest = revisions()[-1]
            if before == latest:
                return
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, latest)
        _log.info("The journal's tables were upgraded from revision %s to %s", before, latest)
    finally:
        engine.dispose()


def _write_ahead(engine: Engine) -> None:
    """Turns on write-ahead logging, so that readers and the writer do not wait for each other."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        for _ in range(_WAL_TRIES):
            try:
                cursor.execute("PRAGMA journal_mode=WAL")
            except engine.dialect.dbapi.OperationalError as error:  # type: ignore[union-attr]
                fault = error
                time.sleep(_WAL_WAIT)
            else:
                cursor.close()
                return
        statement = "PRAGMA journal_mode=WAL"
        raise OperationalError(statement, None, fault)
    finally:
        raw.close()


async def check(url: str) -> None:
    """Checks that a journal can be used or created at `url`, without changing anything.

    Raises JournalError, whose message says what is wrong.
    """
    await asyncio.to_thread(_check, address_of(url))


def _check(address: URL) -> None:
    if address.get_backend_name() == "sqlite" and not _is_there(Path(address.database or "")):
        return
    engine = blocking_engine(address)
    try:
        with engine.begin() as connection:
            revision_of(connection)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        message = f"cannot be used ({describe(error)})"
        raise JournalError(message) from None
    finally:
        engine.dispose()


def _is_there(file: Path) -> bool:
    """Whether `file` exists; raises JournalError where it cannot be created or written."""
    if file.exists():
        if not file.is_file() or not os.access(file, os.R_OK | os.W_OK):
            message = f"names {file}, which is no file that may be read and written"
            raise JournalError(message)
        return True
    folder = next((folder for folder in file.absolute().parents if folder.exists()), Path("/"))
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        message = f"names {file}, which cannot be made in {folder}; check its permissions"
        raise JournalError(message)
    return False
