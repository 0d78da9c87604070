"""Logging to standard error; the bot's token never gets into it."""

from __future__ import annotations

import logging

from telegram.error import InvalidToken

__all__ = ["RedactingFormatter", "set_up_logging"]

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
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return line


def _is_told_by_us(record: logging.LogRecord) -> bool:
    """Whether `record` is the library's account of a refused token, which ends the bot with a
    sentence of our own."""
    return bool(record.exc_info and isinstance(record.exc_info[1], InvalidToken))


def set_up_logging(level: str, secrets: tuple[str, ...] = ()) -> None:
    """Logs from `level` on to standard error, without any of `secrets`."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(secrets))
    handler.addFilter(lambda record: not _is_told_by_us(record))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # At INFO these log every request with its URL, which holds the token.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
