"""Errors of the journal: their names in a log, and whether a row causes them."""

from __future__ import annotations

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError

__all__ = ["JournalError", "describe", "is_row_error", "kind_of"]

# Characters of an error in a log: longer messages rarely say more.
_SHOWN = 200


class JournalError(Exception):
    """A journal that cannot be used; the message says what to do, and holds no password."""


def kind_of(error: BaseException) -> str:
    """The database's own error code, such as SQLITE_FULL, or the name of the error's class."""
    origin = getattr(error, "orig", None) or error
    code = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    return str(code or type(origin).__name__)


def is_row_error(error: BaseException) -> bool:
    """Whether the row to be written causes `error`, so that writing it would fail again."""
    if isinstance(error, DBAPIError):
        return isinstance(error, DataError | IntegrityError)
    return isinstance(error, StatementError | ValueError | TypeError | OverflowError)


def describe(error: BaseException) -> str:
    """`error` for a log: its kind and, unless it may quote a row, its own first line."""
    if isinstance(error, JournalError):
        return str(error)
    if is_row_error(error):
        return kind_of(error)
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return f"{kind_of(error)}: {lines[0][:_SHOWN]}" if lines else kind_of(error)
