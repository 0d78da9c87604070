"""Watching: files that change, and SIGHUP."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Iterator
from pathlib import Path

from bot.operators.service import OperatorService
from retrieval import default_seeds_dir, words_folder

__all__ = ["files_changed", "reload_on_signal"]

_log = logging.getLogger(__name__)

# Milliseconds of quiet after which a change counts as finished: an editor writes a file in several
# steps, and a copy of many files takes its time.
_QUIET = 1_000
# Milliseconds between two looks where the system cannot tell of changes by itself, as with folders
# shared over a network.
_LOOK = 2_000


async def files_changed(service: OperatorService) -> None:
    """Loads reports and words anew whenever their files change, until it is cancelled.

    Raises ModuleNotFoundError without the extra `watch`.
    """
    from watchfiles import DefaultFilter, awatch

    folders: list[Path] = [service.live.seeds_dir or default_seeds_dir(), words_folder()]
    there = [folder for folder in folders if folder.is_dir()]
    async for changes in awatch(
        *there,
        watch_filter=DefaultFilter(),  # editors' own files and hidden ones change nothing
        debounce=_QUIET,
        poll_delay_ms=_LOOK,
        step=_QUIET // 4,
    ):
        _log.info("%d files changed", len(changes))
        await service.reload_here("files")


@contextlib.contextmanager
def reload_on_signal(service: OperatorService) -> Iterator[None]:
    """Within the `with` block SIGHUP loads reports and words anew, one signal after another."""
    signals: asyncio.Queue[None] = asyncio.Queue(1)

    async def reload() -> None:
        while True:
            await signals.get()
            await service.reload_here("SIGHUP")

    def hear() -> None:
        with contextlib.suppress(asyncio.QueueFull):  # one more is to come anyway
            signals.put_nowait(None)

    hangup = getattr(signal, "SIGHUP", None)  # Windows has none
    if hangup is None:
        yield
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(hangup, hear)
    reloading = asyncio.create_task(reload())
    try:
        yield
    finally:
        loop.remove_signal_handler(hangup)
        reloading.cancel()
