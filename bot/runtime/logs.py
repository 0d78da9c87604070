"""Logging to standard error; the bot's token never gets into it."""

from __future__ import annotations

import copy
import datetime
import json
import logging

from telegram.error import Conflict, InvalidToken, TelegramError

__all__ = ["JsonFormatter", "RedactingFormatter", "set_up_logging"]

# How the library begins its account of updates that it cannot read; it goes on with all of them.
_QUOTES_UPDATES = "Error while parsing updates! Received data was %r"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class RedactingFormatter(logging.Formatter):
    """A formatter that blots out secrets wherever they turn up: message, argument, traceback."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        """Blots out each of `secrets`; of a token 123:ABC also ABC alone, as URLs may hold it."""
        super().__init__(_FORMAT)
        pieces = {piece for secret in secrets for piece in (secret, secret.partition(":")[2])}
        # The longest first, so that a piece does not spoil the whole; below 8 characters a piece
        # is no secret, and would blot out ordinary words.
        self._secrets = sorted((piece for piece in pieces if len(piece) >= 8), key=len)[::-1]

    def format(self, record: logging.LogRecord) -> str:
        """The finished line, redacted."""
        return self.redacted(super().format(_without_traceback(record)))

    def redacted(self, line: str) -> str:
        """`line` without secrets."""
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line


class JsonFormatter(RedactingFormatter):
    """The same as one JSON object a line: time (UTC), level, logger, message."""

    def format(self, record: logging.LogRecord) -> str:
        """The finished line, redacted."""
        calm = _without_traceback(record)
        time = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        line: dict[str, str] = {
            "time": time.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.redacted(calm.getMessage()),
        }
        if calm.exc_info:
            line["traceback"] = self.redacted(self.formatException(calm.exc_info))
        return json.dumps(line, ensure_ascii=False)


def _is_told_by_us(record: logging.LogRecord) -> bool:
    """Whether `record` is the library's account of what ends the bot with a sentence of our own, or
    of an update that cannot be read, which it would quote in full."""
    error = record.exc_info[1] if record.exc_info else None
    return isinstance(error, InvalidToken | Conflict) or record.msg == _QUOTES_UPDATES


def _without_traceback(record: logging.LogRecord) -> logging.LogRecord:
    """`record`; where it is the library's account of a fault of Telegram or the network, in one
    line: the traceback leads nowhere but into the library."""
    error = record.exc_info[1] if record.exc_info else None
    if not (record.name.startswith("telegram.") and isinstance(error, TelegramError)):
        return record
    calm = copy.copy(record)
    calm.msg, calm.args = f"{record.getMessage()} ({error})", ()
    calm.exc_info = calm.exc_text = None
    return calm


def set_up_logging(level: str, secrets: tuple[str, ...] = (), form: str = "text") -> None:
    """Logs from `level` on to standard error, without any of `secrets`; `form`: text or json."""
    handler = logging.StreamHandler()
    handler.setFormatter((JsonFormatter if form == "json" else RedactingFormatter)(secrets))
    handler.addFilter(lambda record: not _is_told_by_us(record))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # At INFO these log every request with its URL, which holds the token.
    for name in ("httpx", "httpcore", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
