"""The operator service: every action of an operator; each is recorded in the audit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.journal import Journal
from bot.operators.audit import PAUSE, RELOAD, RESUME, OperatorRecords
from bot.runtime.library import LiveLibrary
from bot.wording import operators as wording
from retrieval import (
    Addition,
    Answer,
    Comparison,
    LexiconLine,
    Library,
    RetrievalError,
    compare,
    default_gold_file,
    keep,
)

__all__ = ["SYNC_ACTOR", "OperatorService", "Trial"]

_log = logging.getLogger(__name__)

# The actor in the audit where a replica repeats another one's action.
SYNC_ACTOR = "follow"
# The audit action of a reload that other replicas do not repeat: by a signal, by changed files.
_RELOADED = "reloaded"


@dataclass(frozen=True, slots=True)
class Trial:
    """What an addition would change: answers to some questions, and results on labelled ones.

    `comparison` is None where there are no labelled questions.
    """

    addition: Addition
    answers: tuple[Answer, ...]
    comparison: Comparison | None


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
        """`operators`: their Telegram ids; `gold`: labelled questions to try additions on, None for
        those of a working copy; `reloaded` is called after each reload; `notify` sends a text to
        all operators."""
        super().__init__(journal)
        self.live = live
        self.operators = tuple(operators)
        self.paused: str | None = None
        """The reason of the pause; None while the bot answers."""
        self._gold = gold or default_gold_file()
        self._reloaded, self._notify = reloaded, notify
        self._trying = asyncio.Lock()

    async def attempt(self, actor: str, addition: Addition, questions: Sequence[str]) -> Trial:
        """What `addition` would change, without keeping it.

        Raises WordsError where it cannot be used, GoldError where the labelled questions cannot.
        """
        async with self._trying:  # each trial holds a library of its own in memory
            after = await self.live.build([addition])
            trial = await asyncio.to_thread(self._compared, after, addition, questions)
        await self.audit(actor, "try", _detail(addition))
        return trial

    def _compared(self, after: Library, addition: Addition, questions: Sequence[str]) -> Trial:
        before = self.live.library
        answers = tuple(after.ask(question, 1) for question in questions)
        gold = self._gold
        found = compare(before, after, gold, addition) if gold is not None else None
        return Trial(addition, answers, found)

    async def keep(self, actor: str, addition: Addition) -> Library:
        """Writes `addition` to the files beside the reports and reloads, on all replicas.

        Raises RetrievalError where it cannot be used or written; nothing has changed then.
        """
        library = self.live.library
        if isinstance(addition, LexiconLine):  # belongs to no report
            report = library.home_report
        else:
            report = library.report(addition.report)
        await self.live.build([addition])  # only what loads is written
        await asyncio.to_thread(keep, self.live.seeds_dir, report, addition)
        await self.audit(actor, "keep", _detail(addition))
        return await self.reload(actor)

    async def reload(self, actor: str) -> Library:
        """Reloads reports and words, on all replicas.

        Raises RetrievalError; the old ones stay in use then.
        """
        return await self._reload(actor, RELOAD)

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

    async def _reload(self, actor: str, action: str) -> Library:
        try:
            library = await self.live.reload()
        except RetrievalError as error:
            await self.audit(actor, action, f"failed: {error}")
            raise
        self._reloaded()
        _log.info("Loaded anew: %d reports", len(library.metadata))
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


def _detail(addition: Addition) -> str:
    if isinstance(addition, LexiconLine):
        return addition.line
    return f"{addition.report} {addition.sentence.start}-{addition.sentence.end}: {addition.text}"
