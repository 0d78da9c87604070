"""Loading the reports as the settings say."""

from __future__ import annotations

import logging
import time

from bot.conversation.conversation import Conversation
from bot.runtime.library import LiveLibrary
from bot.settings import Settings
from retrieval import Library, load

__all__ = ["load_for", "live_library_for"]

_log = logging.getLogger(__name__)

# Seconds between two lines of the log while many reports are indexed.
_EVERY = 10.0


def load_for(settings: Settings) -> Library:
    """The library; what is left out, and how far long indexing has come, goes to the log.

    Raises RetrievalError, whose message names file, line and reason.
    """
    told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _EVERY:
            told = time.monotonic()
            _log.info("Indexed %d of %d reports", done, total)

    library = load(
        settings.seeds_dir, home=settings.home_place, index_url=settings.index_url, progress=tell
    )
    for fault in library.faults:
        _log.error("Left out: %s", fault)
    return library


def live_library_for(settings: Settings, conversation: Conversation) -> LiveLibrary:
    """The shelf that loads anew what `load_for` has loaded."""
    return LiveLibrary(
        conversation, settings.seeds_dir, home=settings.home_place, index_url=settings.index_url
    )
