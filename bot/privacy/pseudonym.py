"""Pseudonyms: keyed hashes of people and messages, traceable only while their key exists.

Each day has its own key, so that the rows of one person on two days cannot be linked; once a key is
deleted, nobody can tell whose rows those of its day are.  Telegram's ids are few enough to try them
all: a hash without a key would hide nothing.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets

__all__ = ["KEY_BYTES", "key_period", "new_key", "pseudonym", "reference"]

KEY_BYTES = 32
"""Bytes in a key; too many to try all."""

# Bytes in a hash: a collision is likely only after 2**64 people.
_HASH_BYTES = 16


def key_period(time: datetime.datetime) -> str:
    """The period of the key for `time` (aware): its day in UTC, such as 2016-12-20."""
    return time.astimezone(datetime.UTC).date().isoformat()


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(KEY_BYTES)


def pseudonym(key: bytes, user: int) -> str:
    """The pseudonym of the Telegram user id `user` under `key`: 32 hexadecimal digits."""
    return _hash(key, str(user), b"user")


def reference(key: bytes, message: str) -> str:
    """The pseudonym of an answer's message, by its `message_name`: as `pseudonym`."""
    return _hash(key, message, b"message")


def _hash(key: bytes, text: str, purpose: bytes) -> str:
    """Keyed BLAKE2b; `purpose` separates hashes of users from those of messages."""
    return hashlib.blake2b(
        text.encode("utf-8", errors="replace"), digest_size=_HASH_BYTES, key=key, person=purpose
    ).hexdigest()
