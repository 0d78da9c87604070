"""Pseudonyms: keyed hashes that stand for people and messages for as long as their key exists.

A key serves one day.  Whoever reads the rows of two days cannot tell that they are of the same
person, and once a key is deleted nobody can tell whose the rows of its day were.  Telegram's ids
are few enough to try them all, so a hash without a key would hide nothing.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets

__all__ = ["KEY_BYTES", "key_period", "new_key", "pseudonym", "reference"]

KEY_BYTES = 32
"""Bytes in a key; more than anyone can try."""

# Bytes in a hash: two people share one by chance after 2**64 of them, that is never.
_HASH_BYTES = 16


def key_period(time: datetime.datetime) -> str:
    """The period whose key serves at `time` (aware): its day in UTC, such as 2016-12-20."""
    return time.astimezone(datetime.UTC).date().isoformat()


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(KEY_BYTES)


def pseudonym(key: bytes, user: int) -> str:
    """What stands for `user`, a Telegram user id, under `key`: 32 hexadecimal digits."""
    return _hash(key, str(user), b"user")


def reference(key: bytes, message: str) -> str:
    """What stands for `message`, the name of an answer's message, under `key`: as `pseudonym`."""
    return _hash(key, message, b"message")


def _hash(key: bytes, text: str, purpose: bytes) -> str:
    """A keyed BLAKE2b; `purpose` keeps the hash of a user from being that of a message."""
    return hashlib.blake2b(
        text.encode("utf-8", errors="replace"), digest_size=_HASH_BYTES, key=key, person=purpose
    ).hexdigest()
