"""The operator service: every action of an operator; each is recorded in the audit."""

from __future__ import annotations

import asyncio
import datetime
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.journal import AuditEvent, Journal, QuestionGroup
from bot.operators.audit import PAUSE, RELOAD, RESUME, OperatorRecords
from bot.operators.digest import Digest
from bot.operators.kept import KEEP, UNDO, addition_of, detail_of, last_kept, place_of
from bot.operators.trial import Trial, try_out
from bot.operators.worklist import still_open
from bot.runtime.library import LiveLibrary
from bot.wording import operators as wording
from retrieval import (
    Addition,
    GoldError,
    GoldQuestion,
    LexiconLine,
    Library,
    Report,
    RetrievalError,
    default_gold_file,
    gold_of,
    keep,
    keep_gold,
    own_gold,
    own_gold_file,
    take_back,
)

__all__ = ["SYNC_ACTOR", "OperatorService"]

_log = logging.getLogger(__name__)

# The actor in the audit where a replica repeats another one's action.
SYNC_ACTOR = "follow"
# The audit action of a reload that other replicas do not repeat: by a signal, by changed files.
_RELOADED = "reloaded"
# Audit events among which the last change is looked for: more than anyone takes back in a row.
_LOOKED_BACK = 200


class OperatorService(OperatorRecords):
    """Operators' actions on the running bot; `actor` names who acts, as the audit records it."""

    def __init__(
        self,
        live: LiveLibrary,
        journal: Journal,
        operators: Sequence[int] = (),
        gold: Path | None = None,
        reloaded: Callable[[], None] = lambda: None,
        notify: Callable[[str], Awaitable[None]] | None = None,
    ) -> None:
        """`operators`: their Telegram ids; `gold`: labelled questions to try additions on beside
        the office's own, None for those of a working copy; `reloaded` is called after each reload;
        `notify` sends a text to all operators."""
        super().__init__(journal)
        self.live = live
        self.operators = tuple(operators)
        self.paused: str | None = None
        """The reason of the pause; None while the bot answers."""
        self._gold = gold or default_gold_file()
        self._reloaded, self._notify = reloaded, notify
        self._trying = asyncio.Lock()
        self._told: frozenset[str] = frozenset()

    async def attempt(self, actor: str, addition: Addition, questions: Sequence[str]) -> Trial:
        """What `addition` would change, without keeping it.

        Raises WordsError where it cannot be used, GoldError where the labelled questions cannot.
        """
        async with self._trying:  # each trial holds a library of its own in memory
            after = await self.live.build([addition])
            before = self.live.library
            gold = await asyncio.to_thread(self._gold_of, before)
            trial = await asyncio.to_thread(try_out, before, after, addition, questions, gold)
        await self.audit(actor, "try", place_of(addition))
        return trial

    def _gold_of(self, library: Library) -> tuple[GoldQuestion, ...]:
        """The labelled questions that belong to the loaded reports, the office's own first."""
        own = own_gold_file(self.live.seeds_dir)
        files = [own] if own.is_file() else []
        return gold_of(library, [*files, *([self._gold] if self._gold is not None else [])])

    async def keep(self, actor: str, addition: Addition) -> Library:
        """Writes `addition` to the files beside the reports and reloads, on all replicas.

        Raises RetrievalError where it cannot be used or written; nothing has changed then.
        """
        report = self._report_of(addition)
        await self.live.build([addition])  # only what loads is written
        await asyncio.to_thread(keep, self.live.seeds_dir, report, addition)
        await self.audit(actor, KEEP, detail_of(addition))
        return await self.reload(actor)

    def _report_of(self, addition: Addition) -> Report:
        library = self.live.library
        if isinstance(addition, LexiconLine):  # belongs to no report
            return library.home_report
        return library.report(addition.report)

    async def last_kept(self) -> AuditEvent | None:
        """The last addition that was kept and not taken back since.  Raises JournalError."""
        return last_kept(await self._journal.audit_events(KEEP, UNDO, limit=_LOOKED_BACK))

    async def audited(self, limit: int) -> tuple[AuditEvent, ...]:
        """The last `limit` events of the audit, the latest first.  Raises JournalError."""
        return await self._journal.audit_events(limit=limit)

    async def undo(self, actor: str, event: AuditEvent) -> Library:
        """Takes back the addition that `event` has kept, and reloads, on all replicas.

        Raises RetrievalError where its file does not hold it any more; nothing has changed then.
        """
        addition = addition_of(event, self.live.library)
        await asyncio.to_thread(take_back, self.live.seeds_dir, self._report_of(addition), addition)
        await self.audit(actor, UNDO, f"{event.id} {event.detail}")
        return await self.reload(actor)

    async def unanswered(self, actor: str, since: datetime.datetime) -> tuple[QuestionGroup, ...]:
        """Groups of questions declined or voted down from `since` on that are still open, most
        askers first; what was taken for small talk comes last.

        Raises JournalError, and GoldError where the office's own gold cannot be used.
        """
        groups = await super().unanswered(actor, since)
        return await asyncio.to_thread(still_open, self.live.library, groups, self.marks)

    async def still_unanswered(self, since: datetime.datetime) -> tuple[QuestionGroup, ...]:
        """As `unanswered`, where nobody asks for it, so that it is no action."""
        groups = await self._journal.unanswered(since)
        return await asyncio.to_thread(still_open, self.live.library, groups, self.marks)

    async def digest(self, end: datetime.datetime, days: int) -> Digest:
        """The digest of the `days` days before `end`.  Raises JournalError."""
        period = datetime.timedelta(days=days)
        since = end - period
        try:
            unanswered = await self.still_unanswered(since)
        except GoldError as error:  # the digest is of use without
            _log.warning("%s", error)
            unanswered = ()
        return Digest(
            days,
            await self._journal.stats(since, end),
            await self._journal.stats(since - period, since),
            await self._journal.recent(since),
            unanswered,
            self._journal.gaps.lost,
        )

    async def tell(self, text: str) -> None:
        """Sends `text` to all operators."""
        if self._notify is not None:
            await self._notify(text)

    @property
    def marks(self) -> tuple[GoldQuestion, ...]:
        """The office's own gold, the last mark of each question.  Raises GoldError."""
        return own_gold(self.live.seeds_dir)

    async def mark(self, actor: str, *marks: GoldQuestion) -> None:
        """Writes `marks` to the office's own gold.  Raises GoldError."""
        for each in marks:
            await asyncio.to_thread(keep_gold, self.live.seeds_dir, each)
            right = "、".join([*each.answers, *(text for part in each.parts for text in part[:1])])
            # Without the question, which is a citizen's, who may send /forget.
            await self.audit(actor, "mark", right or "-")

    async def reload(self, actor: str) -> Library:
        """Reloads reports and words, on all replicas.

        What is left out of the files the caller tells.  Raises RetrievalError; the old ones stay in
        use then.
        """
        library = await self._reload(actor, RELOAD)
        self._told = frozenset(library.faults)
        return library

    async def reload_here(self, actor: str) -> None:
        """Reloads reports and words in this process.

        A fault is logged and sent to the operators, as nobody waits for the result; the old ones
        stay in use.
        """
        try:
            await self._reload(actor, _RELOADED)
        except RetrievalError as error:
            _log.error("Not loaded anew, the old reports and words stay in use: %s", error)
            if self._notify is not None and actor != SYNC_ACTOR:  # its actor knows already
                await self._notify(wording.not_usable(str(error)))
        else:
            if actor != SYNC_ACTOR:
                await self.tell_left_out()

    async def tell_left_out(self) -> None:
        """Sends the operators what is left out of the files, as far as it is new."""
        faults = self.live.library.faults
        new = [each for each in faults if each not in self._told]
        self._told = frozenset(faults)
        if new and self._notify is not None:
            await self._notify(wording.left_out(new))

    async def _reload(self, actor: str, action: str) -> Library:
        try:
            library = await self.live.reload()
        except RetrievalError as error:
            await self.audit(actor, action, f"failed: {error}")
            raise
        self._reloaded()
        _log.info("Loaded anew: %d reports", len(library.metadata))
        for fault in library.faults:
            _log.error("Left out: %s", fault)
        await self.audit(actor, action, f"{len(library.metadata)} reports")
        return library

    async def pause(self, actor: str, reason: str) -> None:
        """Pauses all replicas: citizens get `reason` instead of answers."""
        self.paused = reason
        await self.audit(actor, PAUSE, reason)

    async def resume(self, actor: str) -> None:
        """Ends the pause, on all replicas."""
        self.paused = None
        await self.audit(actor, RESUME)
