"""The journal: records questions in the background, and answers operators' queries."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import logging
import sqlite3
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from bot.journal.database import Database
from bot.journal.entry import AuditEvent, Entry, Feedback, Item, Mark
from bot.journal.errors import JournalError, describe, is_row_error
from bot.journal.gaps import Gaps
from bot.journal.migrating import migrate
from bot.journal.queries import Stats, audit_events, export, older, stats
from bot.journal.recent import AskedQuestion, recent
from bot.journal.store import Expired, KeyRing, clean, expire, forget, store
from bot.journal.sweep import Sweep
from bot.journal.unanswered import QuestionGroup, groups_of, unanswered_rows
from bot.journal.writer import Writer

__all__ = ["Journal"]

_log = logging.getLogger(__name__)

# Seconds for the last rows at the end: a service manager is promised an end within five, most of
# them for answering.
_GRACE = 2.0
# Seconds that a webhook waits for a row: Telegram would wait longer, a citizen would not.
_WRITE_TIMEOUT = 1.0
# Seconds that the start and queries wait for the migration, which then goes on in the background.
_MIGRATION_TIMEOUT = 10.0
# Characters of a question that are stored: longer ones are declined as too long anyway.
_LONGEST = 1000
# Seconds between two deletions of old rows: none outlives its time by more than a few hours.
_EXPIRY_INTERVAL = 4 * 3600.0
# Days that audit events are kept, so that a yearly review finds them.
_AUDIT_DAYS = 365
# Attempts, 1, 2, 4, … seconds apart, to write a mark whose answer has no row yet: another replica
# may still have it in its queue.
_MARK_TRIES = 6


class Journal:
    """Questions and outcomes in the database at `url`.

    `record` and `feedback` return at once and never raise; rows are written in the background, and
    `gaps` counts the lost ones.  The queries raise JournalError.  `anonymous` stores no text;
    `secret` (see `KeyRing`) protects pseudonyms in a copy of the database; `retention`: days that
    questions are kept, None for ever.

    Raises JournalError where `url` cannot be used.
    """

    def __init__(
        self,
        url: str,
        *,
        anonymous: bool = False,
        secret: str = "",
        retention: int | None = None,
    ) -> None:
        self.gaps = Gaps()
        self._database = Database(url)
        self._ring = KeyRing(self._database, secret)
        self._writer = Writer(self._store, self.gaps)
        self._anonymous = anonymous
        self._retention = retention
        self._migrated = False
        self._migrating = asyncio.Lock()
        self._expiring: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """Rows in the queue."""
        return self._writer.waiting

    async def open(self) -> None:
        """Migrates the tables and starts writing.

        Never raises: a fault of the database is logged, and the migration tried again.
        """
        try:
            async with asyncio.timeout(_MIGRATION_TIMEOUT):
                await self._prepare()
        except Exception as error:
            self.gaps.fault(error, self.waiting)
        self._writer.start()
        if self._retention is not None:
            self._expiring = asyncio.create_task(self._expire_for_ever(self._retention))

    async def close(self, limit: float = _GRACE) -> None:
        """Writes the queue within `limit` seconds, and closes all connections."""
        if self._expiring is not None:
            self._expiring.cancel()
            await asyncio.gather(self._expiring, return_exceptions=True)
        await self._writer.close(limit)
        try:
            async with asyncio.timeout(_GRACE):
                await self._database.close()
        except Exception as error:
            _log.warning("The journal was not closed well (%s)", describe(error))

    def record(self, entry: Entry) -> None:
        """Queues `entry`."""
        with contextlib.suppress(Exception):
            self._writer.put(self._fit(entry))

    async def written(self, item: Entry | AuditEvent, limit: float = _WRITE_TIMEOUT) -> bool:
        """Queues `item`; whether it was committed within `limit` seconds (it may still be later).

        Never raises.  For what must not be lost, such as an operator's action.
        """
        try:
            return await self._writer.written(self._fit(item), limit)
        except Exception as error:
            self.gaps.fault(error, self.waiting)
            return False

    async def settled(self, limit: float = _WRITE_TIMEOUT) -> None:
        """Waits up to `limit` seconds until all rows queued so far are committed.  Never raises.

        For a webhook, before Telegram is told that the update has arrived.
        """
        await self._writer.settled(limit)

    def feedback(self, answer: str, feedback: Feedback) -> None:
        """Queues `feedback` on the answer of that `message_name`."""
        self._writer.put(Mark(answer, feedback))

    async def forget(self, user: int) -> int:
        """Deletes all questions of `user`; how many there were.  Raises JournalError."""
        async with self._writer.held():
            waiting = self._writer.drop(lambda item: isinstance(item, Entry) and item.user == user)
            async with self._querying():
                return waiting + await forget(self._database, self._ring, user)

    async def expire(self, days: int) -> Expired:
        """Deletes questions older than `days`, and audit events older than a year.

        Raises JournalError.
        """
        now = datetime.datetime.now(datetime.UTC)
        async with self._querying():
            return await expire(
                self._database,
                self._ring,
                now - datetime.timedelta(days=days),
                now - datetime.timedelta(days=_AUDIT_DAYS),
            )

    async def stats(
        self, since: datetime.datetime, until: datetime.datetime | None = None
    ) -> Stats:
        """The statistics of the questions from `since` (aware) on, before `until` if it is given.

        Raises JournalError.
        """
        async with self._querying(), self._database.reading() as connection:
            return await stats(connection, since, until)

    async def unanswered(self, since: datetime.datetime) -> tuple[QuestionGroup, ...]:
        """Groups of questions declined or voted down from `since` (aware) on, most askers first.

        Raises JournalError.
        """
        async with self._querying(), self._database.reading() as connection:
            rows = await unanswered_rows(connection, since)
        return await asyncio.to_thread(groups_of, rows)

    async def recent(self, since: datetime.datetime) -> tuple[AskedQuestion, ...]:
        """The questions from `since` (aware) on, each once, the latest first.

        Raises JournalError.
        """
        async with self._querying(), self._database.reading() as connection:
            return await recent(connection, since)

    async def export(self, since: datetime.datetime) -> AsyncIterator[str]:
        """Lines for a gold file, as `bot.journal.queries.export` says.  Raises JournalError."""
        async with self._querying(), self._database.reading() as connection:
            async for line in export(connection, since):
                yield line

    async def audit_events(self, *actions: str, limit: int = 20) -> tuple[AuditEvent, ...]:
        """The latest audit events, newest first; only `actions`, if any.  Raises JournalError."""
        async with self._querying(), self._database.reading() as connection:
            return await audit_events(connection, actions, limit)

    def _fit(self, item: Entry | AuditEvent) -> Entry | AuditEvent:
        """`item` without personal data, which may not even be queued."""
        if isinstance(item, AuditEvent):
            return replace(item, detail=clean(item.detail))
        if item.question is None or self._anonymous:
            return replace(item, question=None)
        return replace(item, question=clean(item.question)[:_LONGEST])

    async def _prepare(self) -> None:
        async with self._migrating:
            if not self._migrated:
                await asyncio.to_thread(migrate, self._database.address)
                self._ring.clear()  # its keys may be of another database
                self._migrated = True

    async def _store(self, items: Sequence[Item]) -> None:
        await self._prepare()
        try:
            missing = await store(self._database, self._ring, items)
        except Exception as error:
            # The database may come back restored from a backup, or new: migrate again.
            self._migrated = is_row_error(error)
            raise
        for mark in missing:
            if mark.tries < _MARK_TRIES:
                again = replace(mark, tries=mark.tries + 1)
                asyncio.get_running_loop().call_later(2**mark.tries, self._writer.put, again)

    @contextlib.asynccontextmanager
    async def _querying(self) -> AsyncIterator[None]:
        """Turns errors of the database within the `with` block into JournalError."""
        try:
            async with asyncio.timeout(_MIGRATION_TIMEOUT):
                await self._prepare()
            yield
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:  # TimeoutError is an OSError
            self._migrated = False
            message = f"cannot be queried ({describe(error)})"
            raise JournalError(message) from error

    async def _sweep(self, sweep: Sweep, days: int) -> None:
        async with self._querying(), self._database.reading() as connection:
            old, total = await older(connection, days)
        if sweep.may_delete(old, total):
            await self.expire(days)

    async def _expire_for_ever(self, days: int) -> None:
        sweep = Sweep()
        while True:
            try:
                await self._sweep(sweep, days)
            except JournalError as error:
                self.gaps.fault(error, self.waiting)
            except Exception:
                _log.exception("Old rows could not be deleted; tried again in some hours")
            await asyncio.sleep(_EXPIRY_INTERVAL)
