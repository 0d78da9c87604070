"""Addresses, caching, headers and faults of the web side."""

from __future__ import annotations

import asyncio
import gzip
import re
import threading
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from bot.web import pages
from bot.web.reading_page import shown_parts
from bot.web.rendering import Rendering
from bot.wording.web import FAULTS, HINTS
from retrieval import Library, Report, Span
from tests.bot.web.conftest import header_fields, running
from tests.bot.web.reader import read

SEED = "/reports/government-work-report-2016"
FOUR = ("/reports", SEED, "/nowhere", "/healthz")


async def test_the_root_leads_to_the_list_and_the_list_to_the_report(
    web: httpx.AsyncClient,
) -> None:
    response = await web.get("/", follow_redirects=True)
    assert response.url.path == "/reports"
    report = next(each for each in read(response.text).links if "reports/" in each)
    followed = await web.get(response.url.join(report))
    assert followed.url.path == SEED
    assert followed.status_code == 200


@pytest.mark.parametrize("path", ["/", "/reports/"])
async def test_redirects_do_not_repeat_the_host_they_were_asked_for(
    web: httpx.AsyncClient, path: str
) -> None:
    response = await web.get(path, headers={"Host": "evil.example"})
    assert response.status_code == 307
    assert "evil" not in response.headers["location"]
    assert web.base_url.join(path).join(response.headers["location"]).path == "/reports"


async def test_the_list_has_the_newest_report_first(crafted_web: httpx.AsyncClient) -> None:
    text = (await crafted_web.get("/reports")).text
    assert text.index("2024-01-09") < text.index("2023-01-09")


async def test_an_exchanged_library_is_shown_at_once(library: Library, crafted: Library) -> None:
    current = library
    async with running(lambda: current) as client:
        first = await client.get("/reports")
        assert (await client.get(SEED)).status_code == 200
        current = crafted
        second = await client.get("/reports", headers={"If-None-Match": first.headers["etag"]})
        assert second.status_code == 200
        assert "2024-01-09" in second.text
        assert (await client.get(SEED)).status_code == 404


async def test_every_link_and_file_of_a_page_can_be_fetched(web: httpx.AsyncClient) -> None:
    for path in ("/reports", SEED, "/a/b/c/nowhere"):
        response = await web.get(path)
        for link in re.findall(r'(?:href|src)="([^"#]+)', response.text):
            assert (await web.get(response.url.join(link))).status_code == 200, link


async def test_an_unchanged_page_is_not_sent_again(web: httpx.AsyncClient) -> None:
    first = await web.get(SEED)
    again = await web.get(SEED, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert "no-cache" in first.headers["cache-control"]
    marked = await web.get(f"{SEED}?s=3067-3094", headers={"If-None-Match": first.headers["etag"]})
    assert marked.status_code == 200


async def test_files_are_kept_for_good_under_their_own_digest_only(web: httpx.AsyncClient) -> None:
    page = (await web.get(SEED)).text
    found = re.search(r'href="\.\.(/static/style\.css\?v=\w+)"', page)
    assert found
    assert "immutable" in (await web.get(found[1])).headers["cache-control"]
    other = await web.get("/static/style.css?v=old")
    assert other.headers["content-type"] == "text/css; charset=utf-8"
    assert other.headers["cache-control"] == "no-cache"


async def test_head_answers_as_get_does_without_a_body(web: httpx.AsyncClient) -> None:
    for path in FOUR:
        got, head = await web.get(path), await web.head(path)
        assert head.status_code == got.status_code
        assert head.content == b""
        names = ("content-type", "etag", "cache-control", "content-security-policy")
        assert header_fields(head, *names) == header_fields(got, *names)


async def test_pages_are_compressed_for_who_takes_that(web: httpx.AsyncClient) -> None:
    plain = await web.get(SEED, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    async with web.stream("GET", SEED, headers={"Accept-Encoding": "gzip"}) as response:
        raw = b"".join([chunk async for chunk in response.aiter_raw()])
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 2


@pytest.mark.parametrize("path", FOUR)
async def test_security_headers_stand_on_every_answer(web: httpx.AsyncClient, path: str) -> None:
    headers = (await web.get(path)).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


async def test_pages_hold_neither_script_nor_style_of_their_own(web: httpx.AsyncClient) -> None:
    for path in ("/reports", SEED, "/nowhere"):
        text = (await web.get(path)).text
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:|https?://", text)
        assert read(text).language == "zh-CN"


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere", "/reports/nowhere", "/reports/..%2f..%2f.env", "/reports/%00", "/reports/%ff%fe",
        "/reports/<script>alert(1)</script>", "/static/../pages.py", "/static/%2e%2e/pages.py",
        "/static/base.html", "/metrics", "/telegram/x", "/reports/" + "长" * 2000
    ],
)  # fmt: skip
async def test_what_there_is_not_has_a_calm_page(web: httpx.AsyncClient, path: str) -> None:
    response = await web.get(path)
    assert response.status_code == 404
    page = read(response.text)
    assert page.headings == [(1, FAULTS[404])]
    assert HINTS[404] in page.text
    assert response.headers["cache-control"] == "no-store"
    assert "<script" not in response.text


async def test_other_methods_are_refused_with_a_page_that_says_what_is_allowed(
    web: httpx.AsyncClient,
) -> None:
    response = await web.post(SEED)
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert read(response.text).headings == [(1, FAULTS[405])]


async def test_a_fault_of_ours_has_a_page_without_details(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> Library:
        message = "secret-detail"
        raise RuntimeError(message)

    async with running(broken) as client:
        response = await client.get("/reports")
        assert (await client.get("/healthz")).status_code == 200
    assert response.status_code == 500
    assert read(response.text).headings == [(1, FAULTS[500])]
    assert "secret-detail" not in response.text
    assert response.headers["content-security-policy"]
    assert "Exception in ASGI application" in caplog.text


async def test_while_a_page_is_rendered_other_requests_are_answered(
    web: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendering, answered = threading.Event(), threading.Event()

    def slow(*arguments: Any) -> Any:
        rendering.set()
        assert answered.wait(10)
        return shown_parts(*arguments)

    monkeypatch.setattr(pages, "shown_parts", slow)
    page = asyncio.create_task(web.get(SEED))
    await asyncio.to_thread(rendering.wait, 10)
    assert (await web.get("/healthz")).status_code == 200
    answered.set()
    assert (await page).status_code == 200


async def test_a_page_that_was_rendered_is_kept_within_its_bound(
    web: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[Any] = []

    def counted(report: Report, spans: Sequence[Span]) -> Any:
        rendered.append(spans)
        return shown_parts(report, spans)

    monkeypatch.setattr(pages, "shown_parts", counted)
    plain, marked = SEED, f"{SEED}?s=3067-3094"
    kept = [(await web.get(path)).text for path in (plain, marked, plain, marked)]
    assert rendered == [[], [Span(3067, 3094)]]
    assert kept[:2] == kept[2:]
    assert kept[0] != kept[1]


async def test_pages_kept_are_bounded_by_their_bytes(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Request(
        {"type": "http", "path": SEED, "headers": [], "query_string": b"",
         "path_params": {"id": SEED.rpartition("/")[2]}}
    )  # fmt: skip
    length = len((await pages.Pages(lambda: library, Rendering()).report(request)).body)
    monkeypatch.setattr(pages, "_CACHE_BYTES", int(2.5 * length))
    bounded = pages.Pages(lambda: library, Rendering())
    for start in range(3067, 3077):
        request.scope["query_string"] = f"s={start}-3094".encode()
        await bounded.report(Request(request.scope))
    assert len(bounded._cache) == 2
    monkeypatch.setattr(pages, "_CACHE_BYTES", length - 1)
    alone = pages.Pages(lambda: library, Rendering())
    assert (await alone.report(request)).status_code == 200
    assert not alone._cache
