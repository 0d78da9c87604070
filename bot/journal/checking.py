"""Whether a journal can be used, found out without changing anything."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from bot.journal.address import address_of
from bot.journal.database import blocking_engine
from bot.journal.errors import JournalError, told
from bot.journal.migrating import revision_of, revisions

__all__ = ["check"]


async def check(url: str) -> None:
    """Raises JournalError, whose message says what is wrong, where no journal can be kept at
    `url`.

    A journal that is not there yet is right if it can be made.
    """
    await asyncio.to_thread(_check, address_of(url))


def _check(address: URL) -> None:
    if address.get_backend_name() == "sqlite" and not _is_there(Path(address.database or "")):
        return
    engine = blocking_engine(address)
    try:
        with engine.begin() as connection:
            revision = revision_of(connection)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        message = f"cannot be used ({told(error)})"
        raise JournalError(message) from None
    finally:
        engine.dispose()
    if revision is not None and revision not in revisions():
        message = f"was made by a newer version of this program (revision {revision})"
        raise JournalError(message)


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
