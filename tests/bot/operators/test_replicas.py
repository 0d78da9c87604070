"""Following what operators did elsewhere, with a real journal."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.conversation import Conversation
from bot.journal import AuditEvent, Journal, JournalError
from bot.operators import Desk, Following
from bot.runtime.library import Shelf
from retrieval import Library, SeedError
from tests.conftest import SEEDS


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    return folder


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    opened = Journal(f"sqlite:///{tmp_path}/journal.db")
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def desk(journal: Journal, seeds: Path, library: Library) -> Desk:
    return Desk(Shelf(Conversation(library), seeds), journal)


async def test_a_pause_elsewhere_is_followed_until_it_ends(desk: Desk, journal: Journal) -> None:
    following = Following(desk, journal)
    await following.look()
    assert desk.paused is None
    await journal.written(AuditEvent("terminal", "pause", "报告更新中"))
    await following.look()
    assert desk.paused == "报告更新中"
    await journal.written(AuditEvent("terminal", "resume"))
    await following.look()
    assert desk.paused is None


async def test_what_was_done_here_is_not_followed(desk: Desk, journal: Journal) -> None:
    following = Following(desk, journal)
    await desk.pause("telegram:1", "报告更新中")
    await desk.reload("telegram:1")
    library = desk.shelf.library
    await following.look()
    assert desk.paused == "报告更新中"
    assert desk.shelf.library is library


async def test_a_reload_elsewhere_is_followed_once(desk: Desk, journal: Journal) -> None:
    following = Following(desk, journal)
    before = desk.shelf.library
    await journal.written(AuditEvent("terminal", "reload", "1 reports"))
    await following.look()
    after = desk.shelf.library
    assert after is not before
    await following.look()
    assert desk.shelf.library is after


async def test_a_reload_that_fails_keeps_the_old_library(desk: Desk, seeds: Path) -> None:
    before = desk.shelf.library
    await asyncio.to_thread(shutil.rmtree, seeds)
    with pytest.raises(SeedError, match="there is no seeds folder"):
        await desk.reload("telegram:1")
    await desk.reload_here("files")  # says so in the log, and never raises
    assert desk.shelf.library is before


async def test_a_chat_goes_on_after_a_reload(desk: Desk) -> None:
    before = desk.shelf.conversation
    before.answer("chat", "2016年新增了多少停车位")
    await desk.reload("telegram:1")
    last = desk.shelf.conversation.memory.last("chat")
    assert last is not None
    assert last.question == "2016年新增了多少停车位"


async def test_without_a_database_nothing_changes(desk: Desk) -> None:
    absent = Journal("sqlite:////proc/nowhere/journal.db")
    following = Following(desk, absent)
    with pytest.raises(JournalError):
        await following.look()
    await following.begin()
    assert desk.paused is None
    await absent.close()
