"""Order of updates: those of one chat one after another, those of different chats at once."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Iterator
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

__all__ = ["InOrder"]

# Updates in progress or waiting for their chat's turn.  They only wait, in some kilobytes each; the
# number is high so that a flood from one chat does not use it up and block all others.
_AT_ONCE = 65_536
# Updates in progress or waiting with which there is room for more: half a minute of answers at
# Telegram's pace, as many as a stop still gives.  Where more come than can be answered, Telegram
# keeps the others for a day; here they would take memory, and be lost at a stop.
_MOST = 1_000
# Of one chat so many count: whoever floods a chat takes no room from others.
_OF_A_CHAT = 50


def _chat_of(update: object) -> str | None:
    """Names the chat of `update`, or its user where there is no chat."""
    if not isinstance(update, Update):
        return None
    # As text: in a malformed update an id may be anything, even unhashable.
    if update.effective_chat is not None:
        return f"chat {update.effective_chat.id}"
    return f"user {update.effective_user.id}" if update.effective_user is not None else None


class InOrder(BaseUpdateProcessor):
    """Gives each chat a lock of its own; a lock is first come, first served."""

    def __init__(self) -> None:
        super().__init__(_AT_ONCE)
        # Weak: a lock is gone once nobody holds it or waits for it.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.done = 0
        """How many updates have been processed."""
        self._of_chat: Counter[str | None] = Counter()
        self._counted = 0
        self._room = asyncio.Event()
        self._room.set()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Awaits `coroutine` when all earlier updates of the same chat are done."""
        chat = _chat_of(update)
        with self._counting(chat):
            if chat is None:
                await coroutine
            else:
                async with self._locks.setdefault(chat, asyncio.Lock()):
                    await coroutine
        self.done += 1

    async def room(self) -> None:
        """Waits until few enough updates are in progress or waiting for more to be fetched."""
        await self._room.wait()

    @contextlib.contextmanager
    def _counting(self, chat: str | None) -> Iterator[None]:
        """Counts an update of `chat` within the `with` block."""
        self._of_chat[chat] += 1
        counts = self._of_chat[chat] <= _OF_A_CHAT
        self._count(counts)
        try:
            yield
        finally:
            self._count(-counts)
            self._of_chat[chat] -= 1
            if not self._of_chat[chat]:
                del self._of_chat[chat]

    def _count(self, change: int) -> None:
        self._counted += change
        if self._counted < _MOST:
            self._room.set()
        else:
            self._room.clear()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""
