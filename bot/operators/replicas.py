"""Replica sync: repeats pauses and reloads that the audit log records of other processes."""

from __future__ import annotations

import asyncio
import datetime
import logging

from bot.journal import AuditEvent, Journal, JournalError
from bot.operators.audit import PAUSE, RELOAD, RESUME
from bot.operators.service import SYNC_ACTOR, OperatorService

__all__ = ["ReplicaSync"]

_log = logging.getLogger(__name__)

# Seconds between two queries: short for an operator who pauses the bot, long for the database.
_INTERVAL = 5.0
# Seconds that the start waits for the database; after that the bot answers without it.
_START_TIMEOUT = 3.0
# Seconds. A reload recorded this long before the start may still be later than the moment at which
# this process read the files: reading takes a few seconds, and clocks differ by one or two.
_OVERLAP = 30.0


class ReplicaSync:
    """Applies the latest audit events in the journal to this process."""

    def __init__(self, service: OperatorService, journal: Journal) -> None:
        self._service = service
        self._journal = journal
        overlap = datetime.timedelta(seconds=_OVERLAP)
        self._since = datetime.datetime.now(datetime.UTC) - overlap
        self._failing = False

    async def start(self) -> None:
        """The first query, so that a pause holds over a restart.  Never raises."""
        try:
            async with asyncio.timeout(_START_TIMEOUT):
                await self.sync()
        except (JournalError, TimeoutError):
            _log.warning("Whether the bot was paused is not known: the journal cannot be queried")

    async def run(self) -> None:
        """Queries until it is cancelled; while the database fails nothing changes."""
        while True:
            try:
                await self.sync()
            except JournalError as error:
                if not self._failing:
                    _log.warning("What other replicas are told is not seen: the journal %s", error)
                self._failing = True
            except Exception:
                _log.exception("What other replicas are told could not be followed")
            else:
                self._failing = False
            await asyncio.sleep(_INTERVAL)

    async def sync(self) -> None:
        """Applies the latest pause or resume and the latest reload.  Raises JournalError."""
        pauses = await self._journal.audit_events(PAUSE, RESUME, limit=1)
        if pauses and self._is_new(pauses[0]):
            self._service.paused = pauses[0].detail if pauses[0].action == PAUSE else None
        reloads = await self._journal.audit_events(RELOAD, limit=1)
        # A pause outlasts a restart; a reload from before the start is done already.
        if reloads and self._is_new(reloads[0]) and reloads[0].time > self._since:
            await self._service.reload_here(SYNC_ACTOR)

    def _is_new(self, event: AuditEvent) -> bool:
        """Whether this process has not acted on `event`; notes that it now has."""
        if event.id in self._service.handled_events:
            return False
        self._service.handled_events.add(event.id)
        return True
