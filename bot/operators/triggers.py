"""Triggers of a reload: changed files, and SIGHUP."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Iterator
from pathlib import Path

from bot.operators.service import OperatorService
from bot.runtime.tasks import kept_running
from retrieval import words_folder

__all__ = ["watch_files", "reload_on_signal"]

_log = logging.getLogger(__name__)

# Milliseconds without changes after which a change counts as finished: an editor writes a file in
# several steps, and copying many files takes a while.
_QUIET = 1_000
# Milliseconds between two scans where the system reports no changes, as with folders shared over a
# network.
_SCAN = 2_000
# Files of labelled questions.
_MARKS = r"\.jsonl$"


async def watch_files(service: OperatorService) -> None:
    """Reloads reports and words whenever their files change, until it is cancelled.

    Raises ModuleNotFoundError without the extra `watch`.
    """
    from watchfiles import DefaultFilter, awatch

    # Without hidden files, editors' own, and marks, which are read when they are needed.
    ignored = [*DefaultFilter.ignore_entity_patterns, _MARKS]
    while True:
        folder, moved = service.live.seeds_dir, asyncio.Event()
        moving = asyncio.create_task(_until_moved(service, folder, moved))
        try:
            async for changes in awatch(
                *filter(Path.is_dir, (folder, words_folder())),
                watch_filter=DefaultFilter(ignore_entity_patterns=ignored),
                debounce=_QUIET,
                poll_delay_ms=_SCAN,
                step=_QUIET // 4,
                stop_event=moved,
            ):
                _log.info("%d files changed", len(changes))
                await service.reload_here("files")
        finally:
            moving.cancel()


async def _until_moved(service: OperatorService, folder: Path, moved: asyncio.Event) -> None:
    """Sets `moved` once the reports lie in another folder: an office has put its own in."""
    while service.live.seeds_dir == folder:
        await service.live.replaced()
    moved.set()


@contextlib.contextmanager
def reload_on_signal(service: OperatorService) -> Iterator[None]:
    """Within the `with` block SIGHUP reloads reports and words, one signal after another."""
    signalled = asyncio.Event()

    async def reload() -> None:
        while True:
            await signalled.wait()
            signalled.clear()
            await service.reload_here("SIGHUP")

    hangup = getattr(signal, "SIGHUP", None)  # Windows has none
    if hangup is None:
        yield
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(hangup, signalled.set)
    reloading = asyncio.create_task(kept_running("Reloading on SIGHUP", reload))
    try:
        yield
    finally:
        loop.remove_signal_handler(hangup)
        reloading.cancel()
