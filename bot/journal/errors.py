"""Errors of the journal: how they are named in a log, and which of them a row causes."""

from __future__ import annotations

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError

__all__ = ["JournalError", "describe", "is_row_error", "kind_of"]

# Characters of an error in a log: what is longer rarely says more, and floods it.
_SHOWN = 200


class JournalError(Exception):
    """A journal that cannot be used; the message says what to do, and holds no password."""


def kind_of(error: BaseException) -> str:
    """A short name of the kind of `error`: the database's own code where it gives one."""
    origin = getattr(error, "orig", None) or error
    code = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    return str(code or type(origin).__name__)


def is_row_error(error: BaseException) -> bool:
    """Whether the row to be written causes `error`, not the database: it would fail again."""
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
