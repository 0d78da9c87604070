"""Deleting: what is older than it may be, and what is one person's."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import delete

from bot.journal.database import Database
from bot.journal.keys import KeyRing
from bot.journal.schema import audit, keys, questions
from bot.privacy import key_period, pseudonym

__all__ = ["Expired", "expire", "forget"]


@dataclass(frozen=True, slots=True)
class Expired:
    """How many rows were deleted for their age."""

    questions: int = 0
    keys: int = 0
    deeds: int = 0


async def expire(
    database: Database,
    ring: KeyRing,
    before: datetime.datetime,
    deeds_before: datetime.datetime,
) -> Expired:
    """Deletes questions from earlier than `before`, the keys of their days, and deeds from earlier
    than `deeds_before`.

    The key of the day of `before` stays, as that day's later questions do.
    """
    async with database.writing() as connection:
        gone = await connection.execute(delete(questions).where(questions.c.time < before))
        old = await connection.execute(delete(keys).where(keys.c.period < key_period(before)))
        deeds = await connection.execute(delete(audit).where(audit.c.time < deeds_before))
    ring.forget(key_period(before))
    expired = Expired(gone.rowcount, old.rowcount, deeds.rowcount)
    if expired != Expired():
        await database.checkpoint()
    return expired


async def forget(database: Database, ring: KeyRing, user: int) -> int:
    """Deletes every question of `user`, a Telegram user id; how many there were."""
    async with database.writing() as connection:
        names = [pseudonym(key, user) for key in await ring.all(connection)]
        gone = await connection.execute(delete(questions).where(questions.c.asker.in_(names)))
    if gone.rowcount:
        await database.checkpoint()
    return gone.rowcount
