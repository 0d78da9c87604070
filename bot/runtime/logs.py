"""Logging to standard error: no secret, and no word or number of a person, at any level.

What this project logs holds none by itself.  Libraries log what they send and receive, so that of
theirs only warnings and faults are shown, without what is filled into them, and of exceptions the
class and the place in the code."""

from __future__ import annotations

import copy
import datetime
import json
import logging
import re
import traceback
from types import TracebackType

from telegram.error import Conflict, InvalidToken, TelegramError

__all__ = ["JsonFormatter", "RedactingFormatter", "set_up_logging"]

_Information = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)
# Loggers of this project, whose messages are known; all others are of libraries.
_OWN = re.compile(r"(?:bot|retrieval|__main__)(?:\.|$)")
# What is filled into the message of a library.
_FILLED_IN = re.compile(r"%(?:\([^)]*\))?[-#0 +]*[0-9*]*(?:\.[0-9*]+)?[a-zA-Z]")
# Exceptions whose own words are of a system or a service, never of a person.
_OF_SYSTEMS = (OSError, TelegramError, ImportError)
# Exceptions behind an exception that are shown.
_MOST_CAUSES = 5
# The message with which python-telegram-bot logs updates that it cannot parse, in full.
_QUOTES_UPDATES = "Error while parsing updates! Received data was %r"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class RedactingFormatter(logging.Formatter):
    """Redacts secrets in message, arguments and traceback."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        """Redacts each of `secrets`; of a token 123:ABC also ABC alone, which URLs may hold."""
        super().__init__(_FORMAT)
        pieces = {piece for secret in secrets for piece in (secret, secret.partition(":")[2])}
        # The longest first, so that no piece is replaced inside a longer one; a piece of fewer than
        # 8 characters is no secret and would redact ordinary words.
        self._secrets = sorted((piece for piece in pieces if len(piece) >= 8), key=len)[::-1]

    def format(self, record: logging.LogRecord) -> str:
        """The finished line, redacted."""
        return self.redacted(super().format(_without_traceback(record)))

    def formatException(  # noqa: N802  # the name in the library
        self, ei: _Information
    ) -> str:
        """The places in the code and the classes of an exception and of those behind it; their
        words only where no person can have written them."""
        lines: list[str] = []
        error = ei[1]
        for _ in range(_MOST_CAUSES):
            if error is None:
                break
            words = f": {error}" if isinstance(error, _OF_SYSTEMS) else ""
            place = "".join(traceback.format_tb(error.__traceback__))
            lines.insert(0, f"Traceback:\n{place}{type(error).__qualname__}{words}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)

    def redacted(self, line: str) -> str:
        """`line` without secrets."""
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line


class JsonFormatter(RedactingFormatter):
    """One JSON object a line: time (UTC), level, logger, message; secrets redacted."""

    def format(self, record: logging.LogRecord) -> str:
        """The finished line, redacted."""
        short = _without_traceback(record)
        time = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line: dict[str, str] = {
            "time": time.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.redacted(short.getMessage()),
        }
        if short.exc_info:
            line["traceback"] = self.redacted(self.formatException(short.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _is_logged_elsewhere(record: logging.LogRecord) -> bool:
    """Whether the bot logs the event of python-telegram-bot's `record` itself: a fault that ends
    it, or an update that cannot be parsed, which the library would quote in full."""
    error = record.exc_info[1] if record.exc_info else None
    return isinstance(error, InvalidToken | Conflict) or record.msg == _QUOTES_UPDATES


def _without_traceback(record: logging.LogRecord) -> logging.LogRecord:
    """`record`; a library's without what is filled in; one of python-telegram-bot about a fault of
    Telegram or the network in one line, as its traceback holds frames of the library only."""
    short = copy.copy(record)
    short.exc_text = None  # what another formatter has made of the exception
    if _OWN.match(record.name):
        return short
    lines = _FILLED_IN.sub("…", str(record.msg)).splitlines() or [""]
    short.msg, short.args = lines[0], ()
    error = record.exc_info[1] if record.exc_info else None
    if record.name.startswith("telegram.") and isinstance(error, TelegramError):
        short.msg, short.exc_info = f"{lines[0]} ({error})", None
    return short


def set_up_logging(level: str, secrets: tuple[str, ...] = (), form: str = "text") -> None:
    """Logs from `level` on to standard error, without any of `secrets`; `form`: text or json."""
    handler = logging.StreamHandler()
    handler.setFormatter((JsonFormatter if form == "json" else RedactingFormatter)(secrets))
    handler.addFilter(lambda record: not _is_logged_elsewhere(record) and _is_shown(record))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _is_shown(record: logging.LogRecord) -> bool:
    """Whether `record` is this project's, or a library's warning or fault."""
    return bool(_OWN.match(record.name)) or record.levelno >= logging.WARNING
