"""The library in use: loaded as the settings say, replaced in one step on a reload."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.conversation.conversation import Conversation
from bot.settings import Settings
from bot.view.introduction import Office
from retrieval import Addition, IndexUnavailableError, Library, default_seeds_dir, load

__all__ = ["LiveLibrary", "live_library_for", "load_for"]

_log = logging.getLogger(__name__)

# Seconds between two progress lines in the log while many reports are indexed.
_PROGRESS_INTERVAL = 10.0


def load_for(settings: Settings, *, log: bool = True) -> Library:
    """The library of the settings' reports; logs what is left out, unless `log` is false, and the
    progress of indexing.

    Raises RetrievalError, whose message names file, line and reason.
    """
    logged = time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal logged
        if time.monotonic() - logged >= _PROGRESS_INTERVAL:
            logged = time.monotonic()
            _log.info("Indexed %d of %d reports", done, total)

    library = load(
        settings.seeds_dir,
        home=settings.home_place,
        index_url=settings.index_url,
        progress=progress,
    )
    for fault in library.faults if log else ():
        _log.error("Left out: %s", fault)
    return library


class LiveLibrary:
    """Holds the current library and the conversation about it.

    A conversation taken before a reload keeps its own library, so that one question never sees two.
    """

    def __init__(
        self,
        conversation: Conversation,
        seeds_dir: Path | None = None,
        *,
        home: str = "",
        index_url: str = "",
    ) -> None:
        """`seeds_dir`, `home`, `index_url`: as `retrieval.load` takes them, for `reload`."""
        self._conversation = conversation
        self.chosen_dir = seeds_dir
        """The folder that the settings name; None where they name none."""
        self._home, self._index_url = home, index_url
        self._reloading = asyncio.Lock()
        self._replaced = asyncio.Event()
        # Always the same thread: malloc keeps an arena for each thread and returns none of it to
        # others, so that libraries built in several threads would take several times the memory.
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="library")

    @property
    def seeds_dir(self) -> Path:
        """The folder of the reports; another one once an office has put its own report in."""
        return self.chosen_dir or default_seeds_dir()

    @property
    def conversation(self) -> Conversation:
        """The current one; to be taken once for each question."""
        return self._conversation

    @property
    def library(self) -> Library:
        """The library of the current conversation."""
        return self._conversation.library

    def warm(self) -> None:
        """Computes the library's examples and topics in a daemon thread, which delays no exit."""
        threading.Thread(target=_find_examples, args=(self.library,), daemon=True).start()

    async def replaced(self) -> None:
        """Returns once another library is in use."""
        await self._replaced.wait()

    async def reload(self) -> Library:
        """Builds a new library beside the current one, then swaps it in.

        Raises RetrievalError, whose message names file, line and reason; the old one stays in use.
        """
        async with self._reloading:
            library = await self.build()
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._builder, _find_examples, library)
            self._conversation = self._conversation.about_other(library)
            self._replaced.set()
            self._replaced = asyncio.Event()
        return library

    async def build(self, additions: Sequence[Addition] = ()) -> Library:
        """A library of the files as they are now and of `additions`; the current one stays in use.

        Raises RetrievalError, whose message names file, line and reason.
        """
        building = functools.partial(
            load, self.seeds_dir, additions, home=self._home, index_url=self._index_url
        )
        return await asyncio.get_running_loop().run_in_executor(self._builder, building)


def live_library_for(settings: Settings, library: Library) -> LiveLibrary:
    """Holds `library`, which `load_for` has loaded, and reloads it by the same settings."""
    office = Office(settings.bot_name, settings.contact_line, settings.public_url)
    return LiveLibrary(
        Conversation(library, office=office),
        settings.seeds_dir,
        home=settings.home_place,
        index_url=settings.index_url,
    )


def _find_examples(library: Library) -> None:
    """Fills the library's cache of examples and topics before the first greeting or refusal needs
    them: with many reports that takes seconds."""
    with contextlib.suppress(IndexUnavailableError):  # raised again, and logged, where needed
        _ = library.topics
        _ = library.examples
