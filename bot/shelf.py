"""The shelf: the library in use and the conversation about it, replaced in one step."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.conversation import Conversation
from retrieval import Library, load

__all__ = ["Shelf"]


class Shelf:
    """Holds one conversation.  Whoever took it goes on with it when another takes its place."""

    def __init__(self, conversation: Conversation, seeds_dir: Path | None = None) -> None:
        """`seeds_dir`: where `reload` finds the reports; None for the usual place."""
        self._conversation = conversation
        self.seeds_dir = seeds_dir
        self._reloading = asyncio.Lock()

    @property
    def conversation(self) -> Conversation:
        """The one in use; to be taken once for each question."""
        return self._conversation

    @property
    def library(self) -> Library:
        """The one that it is about."""
        return self._conversation.library

    async def reload(self) -> Library:
        """Builds a new library beside the one in use, then puts it in its place.

        Raises RetrievalError, whose message names file, line and reason; the old one stays.
        """
        async with self._reloading:
            library = await asyncio.to_thread(load, self.seeds_dir)
            self._conversation = self._conversation.about_other(library)
        return library
