"""Following what operators did elsewhere: in a terminal, or through another replica."""

from __future__ import annotations

import asyncio
import datetime
import logging

from bot.journal import AuditEvent, Journal, JournalError
from bot.operators.audit import PAUSE, RELOAD, RESUME
from bot.operators.service import FOLLOWING, OperatorService

__all__ = ["ReplicaSync"]

_log = logging.getLogger(__name__)

# Seconds between two looks: an operator who pauses the bot waits no longer; the database hardly
# notices two short reads.
_SECONDS = 5.0
# Seconds that the start waits for a database before it answers without.
_PATIENCE = 3.0
# An audit event may be older than this process by so many seconds and still have come after it
# read the files: reading takes a few, and clocks of two machines differ by a second or two.
_OVERLAP = 30.0


class ReplicaSync:
    """Does in this process what the latest audit events in the journal say."""

    def __init__(
        self, service: OperatorService, journal: Journal, seconds: float = _SECONDS
    ) -> None:
        """`seconds`: between two looks."""
        self._service = service
        self._journal = journal
        self._seconds = seconds
        overlap = datetime.timedelta(seconds=_OVERLAP)
        self._since = datetime.datetime.now(datetime.UTC) - overlap
        self._failing = False

    async def begin(self) -> None:
        """The first look, so that a pause holds over a restart.  Never raises."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self.look()
        except (JournalError, TimeoutError):
            _log.warning("Whether the bot was paused is not known: the journal cannot be queried")

    async def for_ever(self) -> None:
        """Looks until it is cancelled; without a database everything stays as it is."""
        while True:
            try:
                await self.look()
            except JournalError as error:
                if not self._failing:
                    _log.warning("What other replicas are told is not seen: the journal %s", error)
                self._failing = True
            except Exception:
                _log.exception("What other replicas are told could not be followed")
            else:
                self._failing = False
            await asyncio.sleep(self._seconds)

    async def look(self) -> None:
        """One look.  Raises JournalError."""
        pauses = await self._journal.audit_events(PAUSE, RESUME, limit=1)
        if pauses and self._is_new(pauses[0]):
            self._service.paused = pauses[0].detail if pauses[0].action == PAUSE else None
        reloads = await self._journal.audit_events(RELOAD, limit=1)
        # A pause holds until it is ended, a reload is of its time.
        if reloads and self._is_new(reloads[0]) and reloads[0].time > self._since:
            await self._service.reload_here(FOLLOWING)

    def _is_new(self, event: AuditEvent) -> bool:
        """Whether `event` was not done here and has not been seen before."""
        if event.id in self._service.own_events:
            return False
        self._service.own_events.add(event.id)
        return True
