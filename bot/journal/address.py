"""Where a journal is: a database URL as operators write it, in the form the drivers need."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.extras import missing
from bot.journal.errors import JournalError

__all__ = ["address_of", "make_file"]

# psycopg serves asyncio and threads alike, so that migrations need no second driver.
_POSTGRESQL = "postgresql+psycopg"
_SQLITE = "sqlite+aiosqlite"
_FORMS = "sqlite:///journal.db or postgresql://user:password@host/database"


def address_of(url: str) -> URL:
    """`url` with the drivers that are used here.

    Raises JournalError where it is no URL, of another kind of database, or a driver is missing.
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


def make_file(address: URL) -> None:
    """Makes the file of an SQLite journal, readable by its owner alone, where there is none.

    Raises OSError where that is impossible.
    """
    if address.get_backend_name() != "sqlite" or address.database is None:
        return
    file = Path(address.database)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
