"""A page of a report that takes its time holds up other pages, but no answer."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from bot.conversation.conversation import Conversation
from bot.journal import Journal
from bot.runtime.library import LiveLibrary
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limit import Limit
from bot.web import Asking
from retrieval import Library
from tests.bot.web.conftest import URL, running

# Many times the threads in which answers are looked for.
_READERS = 80
_REPORT = "/reports/government-work-report-2016"


@pytest.mark.parametrize(
    "page",
    [
        _REPORT,
        f"{_REPORT}?s=1000-1020",
        f"{_REPORT}?q=新增了多少停车位",
        f"{_REPORT}/figures",
        f"{_REPORT}/figures.csv",
        f"{_REPORT}/figures.json",
        "/figures?about=地区生产总值",
        "/reports",
        "/sitemap.xml",
    ],
)
async def test_answers_come_while_readers_wait_for_a_slow_page(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.chdir(tmp_path)
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> Library:
        begun.set()
        go_on.wait()
        return library

    journal = Journal(URL)
    await journal.open()
    asking = Asking(LiveLibrary(Conversation(library)), Limit(None), journal, Metrics())
    try:
        async with running(slow, asking=asking, public_url="https://example.org/") as client:
            readers = [asyncio.create_task(client.get(page, timeout=None)) for _ in range(_READERS)]
            try:
                assert await asyncio.to_thread(begun.wait, 60)
                answer = await client.get("/api/ask", params={"q": "新增了多少停车位"}, timeout=60)
                assert answer.json()["outcome"] == "answered"
                for quick in ("/ask?q=养老驿站有多少", "/", "/privacy", "/healthz", "/readyz"):
                    assert (await client.get(quick, timeout=60)).status_code == 200
                assert not any(reader.done() for reader in readers)
            finally:
                go_on.set()
            pages = await asyncio.gather(*readers)
            assert {each.status_code for each in pages} == {200}
            assert len({each.content for each in pages}) == 1
    finally:
        await journal.close()
