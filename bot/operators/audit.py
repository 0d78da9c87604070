"""The records: what operators read in the journal, and the audit of what they do."""

from __future__ import annotations

import datetime
import logging
from collections.abc import AsyncIterator

from bot.journal import AuditEvent, Journal, QuestionGroup, Stats

__all__ = ["PAUSE", "RELOAD", "RESUME", "OperatorRecords"]

_log = logging.getLogger(__name__)

# The actions that every replica follows.
PAUSE, RESUME, RELOAD = "pause", "resume", "reload"
# Seconds that an operator waits for the audit's row; without a database the action is done anyway,
# and the row written when it is back.
_AUDIT = 2.0


class OperatorRecords:
    """Reads the journal for operators; `actor` is who acts, as it is to stand in the audit."""

    def __init__(self, journal: Journal) -> None:
        """Records in `journal`."""
        self._journal = journal
        self.own_events: set[object] = set()
        """The ids of audit events of this process, which it does not have to follow."""

    async def audit(self, actor: str, action: str, detail: str = "") -> AuditEvent:
        """Records an action in the audit."""
        event = AuditEvent(actor, action, detail)
        self.own_events.add(event.id)
        _log.info("%s by an operator", action)
        await self._journal.written(event, _AUDIT)
        return event

    async def stats(self, actor: str, since: datetime.datetime) -> Stats:
        """The questions from `since` on, counted.  Raises JournalError."""
        found = await self._journal.stats(since)
        await self.audit(actor, "stats")
        return found

    async def unanswered(self, actor: str, since: datetime.datetime) -> tuple[QuestionGroup, ...]:
        """What went unanswered from `since` on, the worst first.  Raises JournalError."""
        found = await self._journal.unanswered(since)
        await self.audit(actor, "unanswered")
        return found

    async def export(self, actor: str, since: datetime.datetime) -> AsyncIterator[str]:
        """Lines for a gold file.  Raises JournalError."""
        await self.audit(actor, "export")
        async for line in self._journal.export(since):
            yield line
