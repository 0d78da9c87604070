"""What goes on for operators beside the answering: replicas, changed files, signals, the watch."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Awaitable, Callable

from bot.journal import Journal
from bot.operators.replicas import ReplicaSync
from bot.operators.service import OperatorService
from bot.operators.triggers import reload_on_signal, watch_files
from bot.operators.watch import Watch
from bot.runtime.tasks import kept_running

__all__ = ["in_background"]


@contextlib.asynccontextmanager
async def in_background(
    service: OperatorService, journal: Journal, watch: Watch | None, *, files: bool
) -> AsyncIterator[None]:
    """Follows operators' actions in the journal, SIGHUP, with `files` changes of files, and lets
    `watch` look, until the `with` block ends."""
    replicas = ReplicaSync(service, journal)
    await replicas.start()
    work: dict[str, Callable[[], Awaitable[object]]] = {"Following other replicas": replicas.run}
    if files:
        work["Watching files"] = functools.partial(watch_files, service)
    if watch is not None:
        work["The watch for operators"] = watch.run
    tasks = [asyncio.create_task(kept_running(*each)) for each in work.items()]
    try:
        with reload_on_signal(service):
            yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
