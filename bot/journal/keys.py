"""The keys of pseudonyms: one a day, shared by all replicas, deleted with the rows of its day."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.database import Database
from bot.journal.errors import JournalError
from bot.journal.inserting import insert_new
from bot.journal.schema import keys
from bot.privacy import new_key

__all__ = ["KeyRing"]

# Questions are written on their day or, after an outage, a few days later.
_REMEMBERED = 4
_PROOF = b"proof of the secret"
_PROOF_BYTES = 16


class KeyRing:
    """The keys in a database, mixed with the operator's `secret`, which is not in it.

    Without the secret whoever has a copy of the database can try all of Telegram's user ids under
    the keys that are in it.  A secret that was changed is noticed, as the rows that were hashed
    with the old one could no longer be found by /forget.
    """

    def __init__(self, database: Database, secret: str = "") -> None:
        self._database = database
        self._secret = hashlib.blake2b(secret.encode()).digest() if secret else b""
        self._known: dict[str, bytes] = {}

    async def key(self, period: str) -> bytes:
        """The key of `period`; made where there is none, by whichever replica is the first.

        Raises JournalError where it was made with another secret, and the database's errors.
        """
        if period not in self._known:
            fresh = new_key()
            # A transaction of its own: nothing may be hashed with a key that is then rolled back.
            async with self._database.writing() as connection:
                row = {"period": period, "key": fresh, "proof": _proof(self._mixed(fresh))}
                await connection.execute(insert_new(connection, keys), [row])
                stored = await connection.execute(select(keys).where(keys.c.period == period))
                found = stored.one()
            self._known[period] = self._checked(found.key, found.proof)
            for old in sorted(self._known)[:-_REMEMBERED]:
                del self._known[old]
        return self._known[period]

    async def all(self, connection: AsyncConnection) -> tuple[bytes, ...]:
        """Every key that there still is; raises as `key` does."""
        rows = await connection.execute(select(keys.c.key, keys.c.proof))
        return tuple(self._checked(row.key, row.proof) for row in rows)

    def clear(self) -> None:
        """Drops all keys from memory; those in the database stay."""
        self._known.clear()

    def forget(self, before: str) -> None:
        """Drops the keys of periods earlier than `before` from memory."""
        for period in [period for period in self._known if period < before]:
            del self._known[period]

    def _mixed(self, key: bytes) -> bytes:
        if not self._secret:
            return key
        return hashlib.blake2b(key, key=self._secret, digest_size=len(key)).digest()

    def _checked(self, key: bytes, proof: str) -> bytes:
        mixed = self._mixed(key)
        if not secrets.compare_digest(_proof(mixed), proof):
            message = "was begun with another secret; give it back, or begin a new journal"
            raise JournalError(message)
        return mixed


def _proof(key: bytes) -> str:
    return hmac.digest(key, _PROOF, "sha256")[:_PROOF_BYTES].hex()
