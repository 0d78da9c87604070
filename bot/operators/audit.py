"""Operators' queries of the journal, and the audit of their actions."""

from __future__ import annotations

import asyncio
import datetime
import logging
from collections.abc import AsyncIterator
from uuid import UUID

from bot.journal import AskedQuestion, AuditEvent, Journal, JournalError, QuestionGroup, Stats

__all__ = ["PAUSE", "RELOAD", "RESUME", "OperatorRecords", "actor_of"]

_log = logging.getLogger(__name__)

# The actions that every replica repeats.
PAUSE, RESUME, RELOAD = "pause", "resume", "reload"
# Seconds that an operator waits for the audit row; without a database the action is done anyway,
# and the row written once it is back.
_AUDIT_TIMEOUT = 2.0
# Between two actions of which the clock says that the second came first.
_TICK = datetime.timedelta(milliseconds=1)


def actor_of(user: int) -> str:
    """The name in the audit of the operator with the Telegram id `user`."""
    return f"telegram:{user}"


class OperatorRecords:
    """Queries and audit; `actor` names who acts, as the audit records it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.handled_events: set[UUID] = set()
        """Ids of the audit events that this process has acted on, its own included."""
        self._last = datetime.datetime.min.replace(tzinfo=datetime.UTC)

    async def audit(self, actor: str, action: str, detail: str = "") -> AuditEvent:
        """Records an action in the audit."""
        event = AuditEvent(actor, action, detail, await self._time_of(action))
        self.handled_events.add(event.id)
        _log.info("%s by an operator", action)
        await self._journal.written(event, _AUDIT_TIMEOUT)
        return event

    async def _time_of(self, action: str) -> datetime.datetime:
        """The time of an action that replicas repeat: now, or later where the clock of the one
        before was ahead, so that the last one counts."""
        now = datetime.datetime.now(datetime.UTC)
        if action not in (PAUSE, RESUME, RELOAD):
            return now
        try:
            async with asyncio.timeout(_AUDIT_TIMEOUT):
                before = await self._journal.audit_events(PAUSE, RESUME, RELOAD, limit=1)
        except (JournalError, TimeoutError):
            before = ()
        last = max((self._last, *(each.time for each in before)))
        self._last = max(now, last + _TICK)
        return self._last

    async def stats(self, actor: str, since: datetime.datetime) -> Stats:
        """The questions from `since` on, counted.  Raises JournalError."""
        found = await self._journal.stats(since)
        await self.audit(actor, "stats")
        return found

    async def unanswered(self, actor: str, since: datetime.datetime) -> tuple[QuestionGroup, ...]:
        """Groups of questions declined or voted down from `since` on, most askers first.

        Raises JournalError.
        """
        found = await self._journal.unanswered(since)
        await self.audit(actor, "unanswered")
        return found

    async def recent(self, actor: str, since: datetime.datetime) -> tuple[AskedQuestion, ...]:
        """The questions asked from `since` on, each once, the latest first.

        Raises JournalError.
        """
        found = await self._journal.recent(since)
        await self.audit(actor, "review")
        return found

    async def export(self, actor: str, since: datetime.datetime) -> AsyncIterator[str]:
        """Lines for a gold file.  Raises JournalError."""
        await self.audit(actor, "export")
        async for line in self._journal.export(since):
            yield line
