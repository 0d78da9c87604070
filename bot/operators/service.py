"""The desk: every action of an operator, each of which leaves a row in the journal."""

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
    default_seeds_dir,
    keep,
)

__all__ = ["FOLLOWING", "OperatorService", "Trial"]

_log = logging.getLogger(__name__)

# Who acts where another replica's action is followed.
FOLLOWING = "follow"
# The action of a reload that each replica does by itself: its files changed, it got a signal.
_RELOADED = "reloaded"


@dataclass(frozen=True, slots=True)
class Trial:
    """What an addition would change: the answers to some questions, and the labelled questions.

    `comparison` is None where there are none.
    """

    addition: Addition
    answers: tuple[Answer, ...]
    comparison: Comparison | None


class OperatorService(OperatorRecords):
    """What operators do to the running bot; `actor` is who acts, as it is to stand in the audit."""

    def __init__(
        self,
        live: LiveLibrary,
        journal: Journal,
        operators: Sequence[int] = (),
        gold: Path | None = None,
        refreshed: Callable[[], None] = lambda: None,
    ) -> None:
        """`operators`: their Telegram ids; `gold`: labelled questions to try additions on, None for
        those of a working copy; `refreshed` is called when another library is in use."""
        super().__init__(journal)
        self.live = live
        self.operators = tuple(operators)
        self.paused: str | None = None
        """Why the bot is paused; None while it answers."""
        self._gold = gold or default_gold_file()
        self._refreshed = refreshed
        self._trying = asyncio.Lock()
        self.tell: Callable[[str], Awaitable[None]] | None = None
        """Says something to all operators at once, where that can be done."""

    async def attempt(self, actor: str, addition: Addition, questions: Sequence[str]) -> Trial:
        """What `addition` would change, without keeping it.

        Raises WordsError where it cannot be used, GoldError where the labelled questions cannot.
        """
        async with self._trying:  # each holds a library of its own in memory
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
        """Keeps `addition` beside the reports and uses it at once, on all replicas.

        Raises RetrievalError where it cannot be used or kept; nothing has changed then.
        """
        folder = self.live.seeds_dir or default_seeds_dir()
        library = self.live.library
        if isinstance(addition, LexiconLine):  # belongs to no report
            report = library.home_report
        else:
            report = library.report(addition.report)
        await self.live.build([addition])  # so that no file is ever broken
        await asyncio.to_thread(keep, folder, report, addition)
        await self.audit(actor, "keep", _detail(addition))
        return await self.reload(actor)

    async def reload(self, actor: str) -> Library:
        """Loads reports and words anew, on all replicas.

        Raises RetrievalError; the old ones stay in use then.
        """
        return await self._reload(actor, RELOAD)

    async def reload_here(self, actor: str) -> None:
        """Loads reports and words anew in this process, where nobody waits to hear of it.

        A fault is logged and told to the operators; the old ones stay.
        """
        try:
            await self._reload(actor, _RELOADED)
        except RetrievalError as error:
            _log.error("Not loaded anew, the old reports and words stay in use: %s", error)
            if self.tell is not None and actor != FOLLOWING:  # who began it has been told
                await self.tell(wording.not_usable(str(error)))

    async def _reload(self, actor: str, action: str) -> Library:
        try:
            library = await self.live.reload()
        except RetrievalError as error:
            await self.audit(actor, action, f"failed: {error}")
            raise
        self._refreshed()
        _log.info("Loaded anew: %d reports", len(library.metadata))
        await self.audit(actor, action, f"{len(library.metadata)} reports")
        return library

    async def pause(self, actor: str, reason: str) -> None:
        """Has citizens told that the bot is paused, and why, on all replicas."""
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
