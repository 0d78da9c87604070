"""Logging to standard error, with secrets redacted."""

from __future__ import annotations

import copy
import datetime
import json
import logging

from telegram.error import Conflict, InvalidToken, TelegramError

__all__ = ["JsonFormatter", "RedactingFormatter", "set_up_logging"]

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
    """`record`; one of python-telegram-bot about a fault of Telegram or the network in one line, as
    its traceback holds frames of the library only."""
    error = record.exc_info[1] if record.exc_info else None
    if not (record.name.startswith("telegram.") and isinstance(error, TelegramError)):
        return record
    short = copy.copy(record)
    short.msg, short.args = f"{record.getMessage()} ({error})", ()
    short.exc_info = short.exc_text = None
    return short


def set_up_logging(level: str, secrets: tuple[str, ...] = (), form: str = "text") -> None:
    """Logs from `level` on to standard error, without any of `secrets`; `form`: text or json."""
    handler = logging.StreamHandler()
    handler.setFormatter((JsonFormatter if form == "json" else RedactingFormatter)(secrets))
    handler.addFilter(lambda record: not _is_logged_elsewhere(record))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # At INFO these log every request with its URL, which holds the token.
    for name in ("httpx", "httpcore", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
