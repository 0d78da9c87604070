"""Bringing a journal's database to the tables of this program, whatever it was before."""

from __future__ import annotations

import importlib.resources
import logging
import time

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import OperationalError

from bot.journal.address import make_file
from bot.journal.database import blocking_engine
from bot.journal.errors import JournalError

__all__ = ["migrate", "revision_of", "revisions"]

_log = logging.getLogger(__name__)

# Any number that no other program on the same server locks: "journal" in ASCII, cut to 63 bits.
_LOCK = int.from_bytes(b"journal", "big")
# Changing SQLite to write-ahead logging does not wait for other connections by itself.
_WAL_TRIES = 40
_WAL_WAIT = 0.05


def _config(locations: tuple[str, ...] = ()) -> Config:
    scripts = str(importlib.resources.files("bot.journal") / "migrations")
    config = Config()
    config.set_main_option("script_location", scripts.replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    versions = "\n".join([f"{scripts}/versions", *locations])
    config.set_main_option("version_locations", versions.replace("%", "%%"))
    return config


def revisions(locations: tuple[str, ...] = ()) -> tuple[str, ...]:
    """All revisions, the first first."""
    scripts = ScriptDirectory.from_config(_config(locations))
    return tuple(script.revision for script in scripts.walk_revisions())[::-1]


def revision_of(connection: Connection) -> str | None:
    """The revision that the tables behind `connection` are at; None where there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(address: URL, to: str = "head", locations: tuple[str, ...] = ()) -> None:
    """Upgrades (or, where `to` is older, downgrades) the database at `address` in one transaction.

    Blocks; safe when several processes do it at once: one works, the others wait and find it done.
    Raises JournalError where the database is newer than this program, OSError or SQLAlchemy's
    errors where it cannot be used.  `locations` are further folders with revisions.
    """
    config = _config(locations)
    known = revisions(locations)
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
            if before is not None and before not in known:
                message = f"was made by a newer version of this program (revision {before})"
                raise JournalError(message)
            target = known[-1] if to == "head" else to
            if before == target:
                return
            _move(config, connection, before, target, known)
        _log.info("The journal's tables went from revision %s to %s", before, target)
    finally:
        engine.dispose()


def _move(
    config: Config, connection: Connection, before: str | None, target: str, known: tuple[str, ...]
) -> None:
    config.attributes["connection"] = connection
    if before is not None and known.index(target) < known.index(before):
        command.downgrade(config, target)
    else:
        command.upgrade(config, target)


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
