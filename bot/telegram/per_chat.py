"""Order of updates: those of one chat one after another, those of different chats at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

__all__ = ["InOrder"]

# Updates in progress or waiting for their chat's turn.  They only wait, in some kilobytes each; the
# number is high so that a flood from one chat does not use it up and block all others.
_AT_ONCE = 65_536


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

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Awaits `coroutine` when all earlier updates of the same chat are done."""
        chat = _chat_of(update)
        if chat is None:
            await coroutine
        else:
            async with self._locks.setdefault(chat, asyncio.Lock()):
                await coroutine
        self.done += 1

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""
