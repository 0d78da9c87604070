"""The watch: sends the digest when it is due, and alerts when something goes wrong."""

from __future__ import annotations

import asyncio
import datetime
import logging
import math
import secrets
import uuid
from collections.abc import Callable

from bot.journal import AuditEvent, Journal, JournalError, Stats
from bot.operators.digest import digest_text, last_due
from bot.operators.service import OperatorService
from bot.wording import digest as wording

__all__ = ["Watch", "is_jump"]

_log = logging.getLogger(__name__)

# Seconds before the first look, when the bot has settled, and between two.
_FIRST, _INTERVAL = 60.0, 60.0
# Looks between two counts of what was declined, which read the journal.
_COUNT_EVERY = 10
# Seconds without an answer from Telegram after which operators are told once it answers again:
# shorter ones happen with every provider.
_SILENCE = 15 * 60.0
# Looks between two alerts about lost rows: one an hour.
_GAPS_EVERY = 60
# Hours in which what is declined is compared with the week before, the questions without which a
# share says nothing, and the share that is alarming where it is also twice the usual one.
_HOURS, _LEAST, _SHARE, _TIMES = 3, 20, 0.5, 2
_WEEK = datetime.timedelta(days=7)
_DECLINED = ("not_in_report", "other_year", "other_place", "unclear", "failed")
# A random namespace, so that ids made from what is told equal no others.
_TOLD = uuid.UUID("0b6c4c0e-9a2d-4a53-8d64-5f1f6a0c7a55")
# The audit's words for a digest and for an alert.
_DIGEST, _ALERT = "digest", "alert"


def _share(stats: Stats) -> float:
    declined = sum(stats.outcomes.get(each, 0) for each in _DECLINED)
    return declined / stats.total if stats.total else 0.0


def is_jump(now: Stats, before: Stats) -> bool:
    """Whether far more is declined `now` than `before`."""
    if now.total < _LEAST or before.total < _LEAST:
        return False
    return _share(now) >= max(_SHARE, _TIMES * _share(before))


class Watch:
    """Tells operators what they have not asked for; of several replicas one does."""

    def __init__(
        self,
        service: OperatorService,
        journal: Journal,
        days: int,
        silence: Callable[[], float] = lambda: 0.0,
        now: Callable[[], datetime.datetime] = lambda: datetime.datetime.now(datetime.UTC),
    ) -> None:
        """`days` of a digest; `silence`: seconds since Telegram last answered; `now`: the time."""
        self._service, self._journal, self._days = service, journal, days
        self._silence, self._now = silence, now
        self._name = f"watch:{secrets.token_hex(4)}"
        self._looks = 0
        self._longest_silence = 0.0
        self._lost = 0

    async def run(self) -> None:
        """Looks once a minute until it is cancelled."""
        await asyncio.sleep(_FIRST)
        while True:
            try:
                await self.look()
            except JournalError as error:
                _log.warning("Operators are told nothing meanwhile: the journal %s", error)
            except Exception:
                _log.exception("Operators could not be told")
            await asyncio.sleep(_INTERVAL)

    async def look(self) -> None:
        """Tells what there is to tell.  Raises JournalError."""
        await self._tell_silence()
        await self._tell_gaps()
        if self._looks % _COUNT_EVERY == 0:
            await self._tell_jump()
        self._looks += 1
        await self._tell_digest()

    async def _tell_silence(self) -> None:
        silence = self._silence()
        if math.isfinite(silence) and silence > _SILENCE:
            self._longest_silence = silence
        elif self._longest_silence and silence < _SILENCE:
            minutes, self._longest_silence = round(self._longest_silence / 60), 0.0
            await self._service.tell(wording.silence(minutes))

    async def _tell_gaps(self) -> None:
        lost = self._journal.gaps.lost
        if lost > self._lost and self._looks % _GAPS_EVERY == 0:
            self._lost = lost
            await self._service.tell(wording.gaps(lost))

    async def _tell_jump(self) -> None:
        now = self._now()
        begin = now - datetime.timedelta(hours=_HOURS)
        stats = await self._journal.stats(begin)
        before = await self._journal.stats(begin - _WEEK, begin)
        if is_jump(stats, before) and await self._first(_ALERT, now.date().isoformat()):
            text = wording.declined_jump(_share(stats), _share(before), stats.total, _HOURS)
            await self._service.tell(text)

    async def _tell_digest(self) -> None:
        due = last_due(self._now(), self._days)
        told = await self._journal.audit_events(_DIGEST, limit=1)
        if told and told[0].time >= due:
            return
        if not await self._first(_DIGEST, due.isoformat()):
            return
        if told:  # else the bot is new, and nobody has waited for a digest
            digest = await self._service.digest(due, self._days)
            await self._service.tell(digest_text(digest))

    async def _first(self, action: str, what: str) -> bool:
        """Whether this process is the first of all replicas to tell `what`; notes that it does."""
        name = uuid.uuid5(_TOLD, f"{action} {what}")
        event = AuditEvent(self._name, action, what, self._now(), name)
        if not await self._journal.written(event):
            return False
        events = await self._journal.audit_events(action, limit=_COUNT_EVERY)
        return any(each.id == name and each.actor == self._name for each in events)
