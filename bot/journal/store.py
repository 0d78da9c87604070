"""Writing rows, and deleting those that are too old or one person's.

People and messages are stored as hashes under the key of their day (see `bot.privacy.pseudonym`).
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import Insert

from bot.journal.database import Database
from bot.journal.entry import AuditEvent, Entry, Item, Mark
from bot.journal.errors import JournalError
from bot.journal.schema import audit, keys, questions
from bot.privacy import key_period, new_key, pseudonym, reference, scrub

__all__ = ["Expired", "KeyRing", "clean", "expire", "forget", "store"]

# Days whose keys are cached: questions are written on their day or, after an outage, a few days
# later.
_CACHED = 4
# The message whose HMAC proves that a key was mixed with the same secret; bytes of it stored.
_PROOF = b"proof of the secret"
_PROOF_BYTES = 16


class KeyRing:
    """The keys of pseudonyms in a database, one a day, mixed with the operator's `secret`.

    The secret is not in the database: without one, a copy of the database is enough to try all of
    Telegram's user ids under its keys.  A changed secret raises JournalError, because /forget could
    not find rows hashed with the old one.
    """

    def __init__(self, database: Database, secret: str = "") -> None:
        self._database = database
        self._secret = hashlib.blake2b(secret.encode()).digest() if secret else b""
        self._cache: dict[str, bytes] = {}

    async def key(self, period: str) -> bytes:
        """The key of `period`; the first replica that needs it creates it.

        Raises JournalError where it was made with another secret, and the database's errors.
        """
        if period not in self._cache:
            fresh = new_key()
            # In its own transaction: nothing may be hashed with a key that is then rolled back.
            async with self._database.writing() as connection:
                row = {"period": period, "key": fresh, "proof": _proof(self._mixed(fresh))}
                await connection.execute(_insert_new(connection, keys), [row])
                stored = await connection.execute(select(keys).where(keys.c.period == period))
                found = stored.one()
            self._cache[period] = self._checked(found.key, found.proof)
            for old in sorted(self._cache)[:-_CACHED]:
                del self._cache[old]
        return self._cache[period]

    async def all(self, connection: AsyncConnection) -> tuple[bytes, ...]:
        """All keys in the database; raises as `key` does."""
        rows = await connection.execute(select(keys.c.key, keys.c.proof))
        return tuple(self._checked(row.key, row.proof) for row in rows)

    def clear(self) -> None:
        """Empties the cache."""
        self._cache.clear()

    def forget(self, before: str) -> None:
        """Drops the keys of periods earlier than `before` from the cache."""
        for period in [period for period in self._cache if period < before]:
            del self._cache[period]

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


def clean(text: str) -> str:
    """`text` without personal data, and without the NUL and surrogates that databases refuse."""
    return scrub(text).encode("utf-8", errors="replace").decode().replace("\0", "")


async def store(database: Database, ring: KeyRing, items: Sequence[Item]) -> tuple[Mark, ...]:
    """Commits `items`, all or none; rows that exist stay as they are.

    Returns the marks whose answer has no row (yet).  Raises the database's errors.
    """
    rows = [await _question_row(ring, item) for item in items if isinstance(item, Entry)]
    events = [asdict(item) for item in items if isinstance(item, AuditEvent)]
    marks = [item for item in items if isinstance(item, Mark)]
    async with database.writing() as connection:
        if rows:
            await connection.execute(_insert_new(connection, questions), rows)
        if events:
            await connection.execute(_insert_new(connection, audit), events)
        return await _mark(connection, ring, marks) if marks else ()


async def _question_row(ring: KeyRing, entry: Entry) -> dict[str, Any]:
    row = asdict(entry) | {
        "channel": entry.channel.value,
        "outcome": str(entry.outcome),
        "asker": None,
        "answer": None,
    }
    row["text"] = row.pop("question")
    del row["user"]
    if entry.user is not None or entry.answer is not None:
        key = await ring.key(key_period(entry.time))
        if entry.user is not None:
            row["asker"] = pseudonym(key, entry.user)
        if entry.answer is not None:
            row["answer"] = reference(key, entry.answer)
    return row


async def _mark(
    connection: AsyncConnection, ring: KeyRing, marks: Sequence[Mark]
) -> tuple[Mark, ...]:
    """Writes `marks`, in order; tries every key, as the day of an answer is unknown."""
    existing = await ring.all(connection)
    missing = []
    for mark in marks:
        names = [reference(key, mark.answer) for key in existing]
        done = await connection.execute(
            update(questions)
            .where(questions.c.answer.in_(names))
            .values(feedback=mark.feedback.value)
        )
        if not done.rowcount:
            missing.append(mark)
    return tuple(missing)


@dataclass(frozen=True, slots=True)
class Expired:
    """Numbers of rows deleted for their age."""

    questions: int = 0
    keys: int = 0
    audit_events: int = 0


async def expire(
    database: Database,
    ring: KeyRing,
    before: datetime.datetime,
    events_before: datetime.datetime,
) -> Expired:
    """Deletes questions older than `before` and keys of earlier days, and old audit events.

    The key of the day of `before` stays, as later questions of that day do.
    """
    async with database.writing() as connection:
        gone = await connection.execute(delete(questions).where(questions.c.time < before))
        old = await connection.execute(delete(keys).where(keys.c.period < key_period(before)))
        events = await connection.execute(delete(audit).where(audit.c.time < events_before))
    ring.forget(key_period(before))
    expired = Expired(gone.rowcount, old.rowcount, events.rowcount)
    if expired != Expired():
        await database.checkpoint()
    return expired


async def forget(database: Database, ring: KeyRing, user: int) -> int:
    """Deletes every question of `user`, a Telegram user id; returns how many."""
    async with database.writing() as connection:
        names = [pseudonym(key, user) for key in await ring.all(connection)]
        gone = await connection.execute(delete(questions).where(questions.c.asker.in_(names)))
    if gone.rowcount:
        await database.checkpoint()
    return gone.rowcount


def _insert_new(connection: AsyncConnection, table: Table) -> Insert:
    """An insert into `table` that skips rows whose primary key exists."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
