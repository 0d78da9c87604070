"""Faults of the journal: what they are called, and which of them are a row's own."""

from __future__ import annotations

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError

__all__ = ["JournalError", "is_of_the_row", "kind_of", "told"]

# Longer first lines are seldom of use, and flood a log.
_SHOWN = 200


class JournalError(Exception):
    """A journal that cannot be used; the message says what to do, and holds no password."""


def kind_of(error: BaseException) -> str:
    """A short name for faults like `error`: the database's own code where it gives one."""
    origin = getattr(error, "orig", None) or error
    code = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    return str(code or type(origin).__name__)


def is_of_the_row(error: BaseException) -> bool:
    """Whether what was to be written is at fault rather than the database, so that trying again
    is of no use."""
    if isinstance(error, DBAPIError):
        return isinstance(error, DataError | IntegrityError)
    return isinstance(error, StatementError | ValueError | TypeError | OverflowError)


def told(error: BaseException) -> str:
    """`error` for a log: its kind and, unless it may quote a row, its own first line."""
    if isinstance(error, JournalError):
        return str(error)
    if is_of_the_row(error):
        return kind_of(error)
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return f"{kind_of(error)}: {lines[0][:_SHOWN]}" if lines else kind_of(error)
