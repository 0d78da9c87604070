"""Updates from the webhook: handled and journaled before they are acknowledged."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.journal import Journal
from bot.runtime.metrics import Metrics
from bot.telegram.api.updates import read_update
from bot.telegram.application import AnyApplication

__all__ = ["Hook", "NotReadyError"]


class NotReadyError(Exception):
    """The bot is starting or stopping: Telegram is to deliver the update again."""


class Hook:
    """Accepts updates between `open` and `close`."""

    def __init__(self, application: AnyApplication, journal: Journal, metrics: Metrics) -> None:
        self._application = application
        self._journal, self._metrics = journal, metrics
        self.is_open = False
        """Whether updates are accepted."""
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def open(self) -> None:
        """Accepts updates from now on."""
        self.is_open = True

    async def receive(self, raw: dict[str, Any]) -> None:
        """Handles one update; returns once its row is in the journal, if there is a database.

        Faults of the update itself are logged, never raised: a second delivery would not mend them.
        Raises NotReadyError.
        """
        if not self.is_open:
            raise NotReadyError
        self._under_way += 1
        self._idle.clear()
        try:
            await self._handle(raw)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def _handle(self, raw: dict[str, Any]) -> None:
        self._metrics.updates.mark()
        update = read_update(raw, self._application.bot)
        processor = self._application.update_processor
        await processor.process_update(update, self._application.process_update(update))
        await self._journal.settled()

    async def close(self) -> None:
        """Accepts no more updates; returns when all accepted ones are handled."""
        self.is_open = False
        await self._idle.wait()
