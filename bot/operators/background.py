"""What goes on for operators beside the answering: replicas, changed files, signals, the watch."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from bot.journal import Journal
from bot.operators.replicas import ReplicaSync
from bot.operators.service import OperatorService
from bot.operators.triggers import reload_on_signal, watch_files
from bot.operators.watch import Watch

__all__ = ["in_background"]


@contextlib.asynccontextmanager
async def in_background(
    service: OperatorService, journal: Journal, watch: Watch | None, *, files: bool
) -> AsyncIterator[None]:
    """Follows operators' actions in the journal, SIGHUP, with `files` changes of files, and lets
    `watch` look, until the `with` block ends."""
    replicas = ReplicaSync(service, journal)
    await replicas.start()
    tasks = [asyncio.create_task(replicas.run())]
    if files:
        tasks.append(asyncio.create_task(watch_files(service)))
    if watch is not None:
        tasks.append(asyncio.create_task(watch.run()))
    try:
        with reload_on_signal(service):
            yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
