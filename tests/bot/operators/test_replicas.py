"""Following what operators did elsewhere, with a real journal."""

from __future__ import annotations

import asyncio
import datetime
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.conversation import Conversation
from bot.journal import AuditEvent, Journal, JournalError
from bot.operators.replicas import ReplicaSync
from bot.operators.service import OperatorService
from bot.runtime.library import LiveLibrary
from retrieval import Library, SeedError
from tests.bot.journal.kit import settled, written
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
def service(journal: Journal, seeds: Path, library: Library) -> OperatorService:
    return OperatorService(LiveLibrary(Conversation(library), seeds), journal)


async def test_a_pause_elsewhere_is_followed_until_it_ends(
    service: OperatorService, journal: Journal
) -> None:
    replicas = ReplicaSync(service, journal)
    await replicas.sync()
    assert service.paused is None
    await written(journal, AuditEvent("terminal", "pause", "报告更新中"))
    await replicas.sync()
    assert service.paused == "报告更新中"
    await written(journal, AuditEvent("terminal", "resume"))
    await replicas.sync()
    assert service.paused is None


async def test_a_pause_with_a_clock_ahead_ends_with_the_next_resume(
    service: OperatorService, journal: Journal, seeds: Path, library: Library
) -> None:
    ahead = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=400)
    await written(journal, AuditEvent("terminal", "pause", "报告更新中", ahead))
    await ReplicaSync(service, journal).sync()
    assert service.paused == "报告更新中"
    await service.resume("telegram:1")
    await settled(journal)
    restarted = OperatorService(LiveLibrary(Conversation(library), seeds), journal)
    await ReplicaSync(restarted, journal).start()
    assert restarted.paused is None
    await service.pause("telegram:1", "又一次")
    await settled(journal)
    await ReplicaSync(restarted, journal).sync()
    assert restarted.paused == "又一次"


async def test_what_was_done_here_is_not_followed(
    service: OperatorService, journal: Journal
) -> None:
    replicas = ReplicaSync(service, journal)
    await service.pause("telegram:1", "报告更新中")
    await service.reload("telegram:1")
    library = service.live.library
    await settled(journal)
    await replicas.sync()
    assert service.paused == "报告更新中"
    assert service.live.library is library


async def test_a_reload_elsewhere_is_followed_once(
    service: OperatorService, journal: Journal
) -> None:
    replicas = ReplicaSync(service, journal)
    before = service.live.library
    await written(journal, AuditEvent("terminal", "reload", "1 reports"))
    await replicas.sync()
    after = service.live.library
    assert after is not before
    await replicas.sync()
    assert service.live.library is after


async def test_a_reload_that_fails_keeps_the_old_library(
    service: OperatorService, seeds: Path
) -> None:
    before = service.live.library
    await asyncio.to_thread(shutil.rmtree, seeds)
    with pytest.raises(SeedError, match="there is no seeds folder"):
        await service.reload("telegram:1")
    await service.reload_here("files")  # says so in the log, and never raises
    assert service.live.library is before


async def test_a_chat_goes_on_after_a_reload(service: OperatorService) -> None:
    before = service.live.conversation
    before.answer("chat", "2016年新增了多少停车位")
    await service.reload("telegram:1")
    last = service.live.conversation.memory.last("chat")
    assert last is not None
    assert last.question == "2016年新增了多少停车位"


async def test_without_a_database_nothing_changes(service: OperatorService) -> None:
    absent = Journal("sqlite:////proc/nowhere/journal.db")
    replicas = ReplicaSync(service, absent)
    with pytest.raises(JournalError):
        await replicas.sync()
    await replicas.start()
    assert service.paused is None
    await absent.close()
