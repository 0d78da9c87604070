"""The web side on a free port, and a client that talks real HTTP to it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

import retrieval
from bot.conversation.conversation import Conversation
from bot.journal import Journal
from bot.runtime.library import LiveLibrary
from bot.runtime.metrics import Metrics
from bot.runtime.rate_limit import Limit
from bot.web import Asking, PrometheusMetrics, Webhook, WebServer, build_web
from retrieval import Library

# What reports are made of beside the one in seeds/: headings that run into paragraphs, lines that
# a web site broke, page furniture, characters that mean something in HTML.
CRAFTED = """首页>>政务公开

某某市政府工作报告

——2024年1月9日在某某市第三届人民代表大会第四次会议上

市长 张三

各位代表：

现在，我代表市人民政府，向大会报告工作，请予审议。

一、2023年工作回顾

过去一年，全市经济总体回升向好，地区生产总值增长5.2%，
财政收入增长6.1%，超过<预期>目标&任务。

（一）全力稳住经济大盘。坚持稳字当头、稳中求进，出台政策措施58条，为企业减负42亿元。

工业投资增长12.5%，新开工项目310个，引进"专精特新"企业27家。

（二）持续办好民生实事。新增幼儿园学位4200个，改造老旧小区63个，惠及居民5.1万户。

新增城镇就业8.3万人，城镇调查失业率为5.0%，低保标准提高到每月1100元。

二、2024年重点任务

今年发展的主要预期目标是：地区生产总值增长5.5%左右，新增城镇就业8万人以上。

（一）加快产业升级。建设智能工厂20家，研发投入强度达到2.9%。

（二）改善生态环境。空气质量优良天数比例保持在85%以上，新建公园18个。

让我们同心协力，为建设现代化城市而努力奋斗。
"""


@pytest.fixture(scope="session")
def crafted(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("crafted")
    (folder / "某某市2024年.txt").write_text(CRAFTED, encoding="utf-8")
    (folder / "a b#c?.txt").write_text(CRAFTED.replace("2024年1月", "2023年1月"), encoding="utf-8")
    return retrieval.load(Path(folder))


@contextlib.asynccontextmanager
async def running(
    library: Callable[[], Library],
    checks: Callable[[], Mapping[str, bool]] = dict,
    metrics: PrometheusMetrics | None = None,
    webhook: Webhook | None = None,
    asking: Asking | None = None,
    public_url: str | None = None,
    proxies: Sequence[str] = (),
    site: str = "",
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the web side on a free port."""
    app = build_web(library, checks, metrics, webhook, asking, public_url, site)
    server = WebServer(app, "127.0.0.1", 0, proxies)
    await server.start()
    try:
        base = f"http://127.0.0.1:{server.port}"
        async with httpx.AsyncClient(base_url=base, trust_env=False) as client:
            yield client
    finally:
        await server.stop()


@pytest_asyncio.fixture
async def web(library: Library) -> AsyncIterator[httpx.AsyncClient]:
    async with running(lambda: library) as client:
        yield client


@pytest_asyncio.fixture
async def crafted_web(crafted: Library) -> AsyncIterator[httpx.AsyncClient]:
    async with running(lambda: crafted) as client:
        yield client


URL = "sqlite:///journal.db"


@contextlib.asynccontextmanager
async def asked(
    library: Library,
    rate: str | None = None,
    metrics: PrometheusMetrics | None = None,
    public_url: str | None = None,
    proxies: Sequence[str] = (),
    **more: Any,
) -> AsyncIterator[tuple[httpx.AsyncClient, Journal]]:
    """A client of a web side that answers, and its journal in the working folder."""
    journal = Journal(URL)
    await journal.open()
    live = LiveLibrary(Conversation(library))
    asking = Asking(live, Limit(rate), journal, metrics or Metrics(), **more)
    try:
        async with running(
            lambda: library, asking=asking, public_url=public_url, proxies=proxies
        ) as client:
            yield client, journal
    finally:
        await journal.close()


def header_fields(response: httpx.Response, *names: str) -> dict[str, Any]:
    return {name: response.headers.get(name) for name in names}
