"""The shelf: the library in use and the conversation about it, replaced in one step."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.conversation.conversation import Conversation
from retrieval import Addition, IndexUnavailableError, Library, load

__all__ = ["LiveLibrary"]


class LiveLibrary:
    """Holds one conversation.  Whoever took it goes on with it when another takes its place."""

    def __init__(
        self,
        conversation: Conversation,
        seeds_dir: Path | None = None,
        *,
        home: str = "",
        index_url: str = "",
    ) -> None:
        """`seeds_dir`: where `reload` finds the reports; None for the usual place.  `home` and
        `index_url` as `load` takes them."""
        self._conversation = conversation
        self.seeds_dir = seeds_dir
        self._home, self._index_url = home, index_url
        self._reloading = asyncio.Lock()
        # One thread, always the same: the system keeps memory for each thread that it gives none
        # of to others, and a library in each of them would take several times its place.
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="library")

    @property
    def conversation(self) -> Conversation:
        """The one in use; to be taken once for each question."""
        return self._conversation

    @property
    def library(self) -> Library:
        """The one that it is about."""
        return self._conversation.library

    def warm(self) -> None:
        """Has the examples of the library in use found meanwhile, in a thread that holds up no end
        of the process."""
        threading.Thread(target=_find_examples, args=(self.library,), daemon=True).start()

    async def reload(self) -> Library:
        """Builds a new library beside the one in use, then puts it in its place.

        Raises RetrievalError, whose message names file, line and reason; the old one stays.
        """
        async with self._reloading:
            library = await self.build()
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._builder, _find_examples, library)
            self._conversation = self._conversation.about_other(library)
        return library

    async def build(self, additions: Sequence[Addition] = ()) -> Library:
        """A library of what is there now, and of `additions`, beside the one in use.

        Raises RetrievalError, whose message names file, line and reason.
        """
        building = functools.partial(
            load, self.seeds_dir, additions, home=self._home, index_url=self._index_url
        )
        return await asyncio.get_running_loop().run_in_executor(self._builder, building)


def _find_examples(library: Library) -> None:
    """Asks the examples once, before the first greeting or refusal that needs them: with many
    reports that takes seconds."""
    with contextlib.suppress(IndexUnavailableError):  # said where they are needed
        _ = library.examples
