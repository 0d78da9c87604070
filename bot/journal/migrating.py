"""Upgrading a journal's database to the tables of this program, and checking it."""

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

# Any number that no other program on the same server locks: "journal" in ASCII, cut to 63 bits.
_LOCK = int.from_bytes(b"journal", "big")
# Changing SQLite to write-ahead logging does not wait for other connections by itself.
_WAL_TRIES = 40
_WAL_WAIT = 0.05
# The folder that Alembic runs: `env.py` and `versions`.
_SCRIPTS = Path(str(importlib.resources.files("bot.journal") / "migrations"))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config


def revisions() -> tuple[str, ...]:
    """All revisions, the first first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())[::-1]


def revision_of(connection: Connection) -> str | None:
    """The revision that the tables behind `connection` are at; None where there are none.

    Raises JournalError where this program does not know it.
    """
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None and revision not in revisions():
        message = f"was made by a newer version of this program (revision {revision})"
        raise JournalError(message)
    return revision


def migrate(address: URL) -> None:
    """Upgrades the database at `address` to the latest revision, in one transaction.

    Blocks; safe in several processes at once: one upgrades, the others wait and find it done.
    Raises JournalError where the database is newer than this program, OSError or SQLAlchemy's
    errors where it cannot be used.
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
    """Has readers and the writer of an SQLite file not wait for each other."""
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
    """Checks that a journal can be kept at `url`, without changing anything.

    One that does not exist yet is fine if it can be made.  Raises JournalError, whose message says
    what is wrong.
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
    """Whether `file` exists; raises JournalError where it could not be made or written."""
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
