"""The bot against the loopback server, both in this process, with real HTTP between them."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.conversation.conversation import Conversation
from bot.journal import Journal
from bot.run import build_telegram
from bot.runtime.library import LiveLibrary
from bot.runtime.metrics import Metrics
from bot.settings import Settings
from bot.telegram.api.updates import ALLOWED_UPDATES
from bot.telegram.application import AnyApplication
from bot.wording import introducing
from retrieval import Library
from tests.bot.journal.kit import settled
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import TOKEN, Json, Sent

CHAT = 4711
GROUP = -815
TOPICS = -1004711
# Seconds after which what is waited for will not come; long enough for a loaded machine.
_PATIENCE = 60.0
# What the bot says it answers from, with the project's report alone.
SUBJECT = "《政府工作报告》（朝阳区，2016-12-20）"
START = introducing.start("", SUBJECT)

T = TypeVar("T")


async def idle(bot: AnyApplication) -> None:
    """Waits until the bot has nothing left to do.

    What follows an answer (its row, its line in the log, what is remembered of it) may come after
    the answer has arrived.
    """
    async with asyncio.timeout(_PATIENCE):
        await bot.update_queue.join()
    await settled(bot.bot_data.journal)


class Visitor:
    """What people do, awaited while the bot runs in the same loop."""

    def __init__(self, server: LoopbackServer) -> None:
        self.server = server

    async def do(self, work: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """A call of the server, which waits in a thread of its own."""
        return await asyncio.to_thread(work, *arguments, **named)

    async def say(self, text: str | None = None, chat: int = CHAT, **content: Any) -> Sent:
        """What the bot says to one message."""
        before = self.count(chat)
        await self.do(self.server.receive, chat, text, **content)
        return (await self.do(self.server.replies, chat, before + 1))[-1]

    async def silence(self, text: str | None = None, chat: int = GROUP, **content: Any) -> None:
        """The bot says nothing to one message: what comes after it is answered, and only that."""
        before = self.count(chat)
        await self.do(self.server.receive, chat, text, **content)
        await self.do(self.server.receive, chat, "/ask 新增了多少停车位")
        await self.do(self.server.replies, chat, before + 1)
        assert self.count(chat) == before + 1

    def count(self, chat: int) -> int:
        """How many messages the bot has in a chat."""
        return len([sent for sent in self.server.telegram.sent if sent.chat_id == chat])

    async def press(self, sent: Sent, label: str, **named: Any) -> Sent:
        """Presses a button, and waits until its message shows something else."""
        edits = sent.edits
        await self.do(self.server.press, sent, label, **named)
        await self.do(self.server.until, lambda: sent.edits > edits)
        return sent

    async def notice(self, sent: Sent, label: str) -> Json:
        """Presses a button; how the bot acknowledged it."""
        return await self.do(self.server.press, sent, label)


def settings_for(server: LoopbackServer, **changes: Any) -> Settings:
    values: dict[str, Any] = {
        "telegram_bot_token": SecretStr(TOKEN),
        "telegram_api_url": server.url,
        "rate_limit": "off",
        "telegram_pace": "off",
    }
    return Settings(**(values | changes))


@pytest.fixture
def changes() -> dict[str, Any]:
    """Settings other than those of most tests."""
    return {}


@pytest.fixture
def conversation(library: Library) -> Conversation:
    return Conversation(library)


@functools.cache
def _empty_journal() -> bytes:
    """Making its tables takes longer than starting the bot."""

    async def make() -> None:
        journal = Journal(f"sqlite:///{folder}/journal.db")
        await journal.open()
        await journal.close()

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(make())
        return Path(folder, "journal.db").read_bytes()


def _with_tables(file: Path) -> None:
    """A journal at `file`, if there is none yet."""
    if not file.exists():
        file.write_bytes(_empty_journal())


@contextlib.asynccontextmanager
async def running(
    server: LoopbackServer, conversation: Conversation, **changes: Any
) -> AsyncIterator[AnyApplication]:
    """The bot, answering for the length of the `with` block, with a journal in the working folder."""
    await asyncio.to_thread(_with_tables, Path("journal.db"))
    journal = Journal("sqlite:///journal.db")
    await journal.open()
    app, services = build_telegram(
        settings_for(server, **changes), LiveLibrary(conversation), journal, Metrics()
    )
    async with app:
        assert app.updater is not None
        await app.updater.start_polling(allowed_updates=ALLOWED_UPDATES)
        await app.start()
        yield app
        await app.updater.stop()
        await app.stop()
    await services.limit.close()
    await journal.close()


@pytest_asyncio.fixture
async def bot(
    server: LoopbackServer, conversation: Conversation, changes: dict[str, Any]
) -> AsyncIterator[AnyApplication]:
    async with running(server, conversation, **changes) as app:
        yield app


@pytest.fixture
def visitor(server: LoopbackServer, bot: AnyApplication) -> Visitor:  # noqa: ARG001 - has to run
    return Visitor(server)
