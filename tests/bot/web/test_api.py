"""The API over real HTTP: what `ask --json` writes, as its description says."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from jsonschema import Draft202012Validator

from retrieval import Library
from tests.bot.web.conftest import asked
from tests.bot.web.test_asking import EVERY, PARKING, SEED


@pytest_asyncio.fixture
async def web(library: Library) -> AsyncIterator[httpx.AsyncClient]:
    async with asked(library) as (client, _):
        yield client


async def described(web: httpx.AsyncClient, path: str, status: int) -> Draft202012Validator:
    """What the description says of the body of a response."""
    document: Any = (await web.get("/api/openapi.json")).json()
    responses = document["paths"][path]["get"]["responses"]
    schema = responses[str(status)]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": document["components"]})


@pytest.mark.parametrize("kind", EVERY)
async def test_an_answer_is_the_one_of_the_command_line(
    web: httpx.AsyncClient, library: Library, kind: str
) -> None:
    response = await web.get("/api/ask", params={"q": EVERY[kind]})
    assert response.json() == json.loads(json.dumps(library.ask(EVERY[kind]).as_dict()))
    (await described(web, "/ask", 200)).validate(response.json())


async def test_fewer_or_more_excerpts(web: httpx.AsyncClient) -> None:
    for top in (1, 3):
        response = await web.get("/api/ask", params={"q": "养老服务驿站有多少", "top": str(top)})
        assert len(response.json()["hits"]) == top
    for odd in ("0", "11", "x", "²", "1" * 5000):
        response = await web.get("/api/ask", params={"q": PARKING, "top": odd})
        assert response.status_code == 400
        (await described(web, "/ask", 400)).validate(response.json())
    assert (await web.get("/api/ask")).status_code == 400


async def test_a_follow_up_is_read_after_the_question_that_is_named(web: httpx.AsyncClient) -> None:
    response = await web.get("/api/ask", params={"q": "那2017年呢", "after": PARKING})
    assert "停车" in response.json()["question"]


async def test_reports_and_their_paragraphs(web: httpx.AsyncClient, library: Library) -> None:
    (listed,) = (await web.get("/api/reports")).json()
    (await described(web, "/reports", 200)).validate([listed])
    response = await web.get(f"/api{SEED}")
    (await described(web, "/reports/{id}", 200)).validate(response.json())
    report = library.home_report
    assert [each["text"] for each in response.json()["text"]] == [
        each.span.of(report.text) for each in report.paragraphs
    ]
    assert all(
        report.text[each["start"] : each["end"]] == each["text"] for each in response.json()["text"]
    )
    missing = await web.get("/api/reports/nowhere")
    assert missing.status_code == 404
    (await described(web, "/reports/{id}", 404)).validate(missing.json())


async def test_an_address_that_is_not_there_is_said_in_json(web: httpx.AsyncClient) -> None:
    response = await web.get("/api/nowhere")
    assert response.status_code == 404
    assert response.json()["error"]


async def test_each_page_names_its_json(web: httpx.AsyncClient) -> None:
    for path in ("/", "/reports", SEED, f"/ask?q={PARKING}"):
        response = await web.get(path)
        link = response.text.partition('rel="alternate" type="application/json" href="')[2]
        found = await web.get(response.url.join(link.partition('"')[0]))
        assert found.headers["content-type"] == "application/json", path
        assert found.status_code == 200


async def test_only_named_sites_may_read_it_from_scripts(library: Library) -> None:
    async def allowed(client: httpx.AsyncClient, origin: str) -> str | None:
        response = await client.get("/api/ask", params={"q": PARKING}, headers={"Origin": origin})
        found: str | None = response.headers.get("access-control-allow-origin")
        return found

    async with asked(library) as (client, _):
        assert await allowed(client, "https://example.org") is None
    async with asked(library, origins=("https://example.org",)) as (client, _):
        assert await allowed(client, "https://example.org") == "https://example.org"
        assert await allowed(client, "https://other.example") is None
        page = await client.get("/", headers={"Origin": "https://example.org"})
        assert "access-control-allow-origin" not in page.headers
    async with asked(library, origins=("*",)) as (client, _):
        assert await allowed(client, "https://other.example") == "*"
