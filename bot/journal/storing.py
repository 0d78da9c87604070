"""Writing items: each kind into its table, in one transaction, with hashes for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.journal.database import Database
from bot.journal.entry import Deed, Entry, Item, Mark
from bot.journal.inserting import insert_new
from bot.journal.keys import KeyRing
from bot.journal.schema import audit, questions
from bot.privacy import key_period, pseudonym, reference, scrub

__all__ = ["clean", "store"]


def clean(text: str) -> str:
    """`text` without personal data and without what no database takes: NUL, half characters."""
    return scrub(text).encode("utf-8", errors="replace").decode().replace("\0", "")


async def store(database: Database, ring: KeyRing, items: Sequence[Item]) -> tuple[Mark, ...]:
    """Commits `items`, all or none; those that are there already stay as they are.

    Gives back the marks whose answer has no row (yet).  Raises the database's errors.
    """
    rows = [await _row(ring, item) for item in items if isinstance(item, Entry)]
    deeds = [_deed(item) for item in items if isinstance(item, Deed)]
    marks = [item for item in items if isinstance(item, Mark)]
    async with database.writing() as connection:
        if rows:
            await connection.execute(insert_new(connection, questions), rows)
        if deeds:
            await connection.execute(insert_new(connection, audit), deeds)
        return await _mark(connection, ring, marks) if marks else ()


async def _row(ring: KeyRing, entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": entry.id,
        "time": entry.time,
        "channel": entry.channel.value,
        "outcome": str(entry.outcome),
        "report": entry.report,
        "paragraph": entry.paragraph,
        "score": entry.score,
        "margin": entry.margin,
        "milliseconds": entry.milliseconds,
        "text": entry.question,
        "asker": None,
        "answer": None,
    }
    if entry.user is not None or entry.answer is not None:
        key = await ring.key(key_period(entry.time))
        if entry.user is not None:
            row["asker"] = pseudonym(key, entry.user)
        if entry.answer is not None:
            row["answer"] = reference(key, entry.answer)
    return row


def _deed(deed: Deed) -> dict[str, Any]:
    return {
        "id": deed.id,
        "time": deed.time,
        "actor": deed.actor,
        "action": deed.action,
        "detail": deed.detail,
    }


async def _mark(
    connection: AsyncConnection, ring: KeyRing, marks: Sequence[Mark]
) -> tuple[Mark, ...]:
    """Writes `marks`, in order; the day of an answer is unknown, so every key is tried."""
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
