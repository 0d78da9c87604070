"""Order: the updates of one chat one after another, those of different chats at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

__all__ = ["InOrder"]

# Updates that may be under way or wait for their chat's turn.  They only wait, in some kilobytes
# each; so many that one chat's flood does not use them up, which would hold up everyone else.
_AT_ONCE = 65_536


def _chat_of(update: object) -> object:
    """What names the chat, or the person where there is no chat, that `update` belongs to."""
    if not isinstance(update, Update):
        return None
    # As text: in a malformed update the number may be anything, also what no dict takes as a key.
    if update.effective_chat is not None:
        return f"chat {update.effective_chat.id}"
    return f"user {update.effective_user.id}" if update.effective_user is not None else None


class _Turn(AbstractAsyncContextManager[None]):
    """One chat's lock, gone from `locks` once nobody holds it or waits for it."""

    def __init__(self, locks: dict[object, tuple[asyncio.Lock, int]], chat: object) -> None:
        self._locks = locks
        self._chat = chat

    async def __aenter__(self) -> None:
        lock, users = self._locks.get(self._chat, (asyncio.Lock(), 0))
        self._locks[self._chat] = (lock, users + 1)
        try:
            await lock.acquire()
        except BaseException:
            self._leave()
            raise

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._locks[self._chat][0].release()
        self._leave()

    def _leave(self) -> None:
        lock, users = self._locks.pop(self._chat)
        if users > 1:
            self._locks[self._chat] = (lock, users - 1)


class InOrder(BaseUpdateProcessor):
    """Gives each chat a lock of its own; locks are first come, first served."""

    def __init__(self) -> None:
        super().__init__(_AT_ONCE)
        self._locks: dict[object, tuple[asyncio.Lock, int]] = {}
        self.done = 0
        """How many updates have been dealt with."""

    @property
    def chats(self) -> int:
        """How many chats have an update under way or waiting."""
        return len(self._locks)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Awaits `coroutine` when all earlier updates of the same chat are done."""
        chat = _chat_of(update)
        if chat is None:
            await coroutine
        else:
            async with _Turn(self._locks, chat):
                await coroutine
        self.done += 1

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to clear away."""
