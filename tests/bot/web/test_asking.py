"""Asking on the web side over real HTTP: the answers of the conversation, under its rules."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import lxml.html
import pytest
import pytest_asyncio

from bot.conversation.conversation import Conversation
from bot.journal import Journal
from bot.web import PrometheusMetrics
from bot.wording import PERSONAL_DATA, paused, please_wait
from retrieval import Library
from tests.bot.journal import kit
from tests.bot.web.conftest import URL, asked
from tests.bot.web.reader import read
from tests.bot.web.test_metrics import samples

SEED = "/reports/government-work-report-2016"
PARKING = "新增了多少停车位"
# A question for each shape of answer, and for what is no answer.
EVERY = {
    "excerpt": PARKING,
    "topic": "教育方面做了什么",
    "outline": "总结一下",
    "list": "控制人口用了哪几招",
    "parts": "新增了多少停车位，拆除了多少违法建设",
    "related": "新增停车位花了多少钱",
    "not_in_report": "火星移民计划进展如何",
    "small_talk": "谢谢你",
}


@pytest_asyncio.fixture
async def web(library: Library) -> AsyncIterator[httpx.AsyncClient]:
    async with asked(library) as (client, _):
        yield client


async def answer(
    client: httpx.AsyncClient, question: str, **more: str | list[str]
) -> httpx.Response:
    return await client.get("/ask", params={"q": question, **more})


def links(response: httpx.Response) -> list[httpx.URL]:
    """The links of a page, in full."""
    return [response.url.join(each) for each in read(response.text).links if each[:1] != "#"]


async def rows(journal: Journal) -> list[dict[str, object]]:
    await kit.settled(journal)
    return kit.rows(URL)


@pytest.mark.parametrize("kind", EVERY)
async def test_an_answer_is_the_one_that_telegram_shows(
    web: httpx.AsyncClient, library: Library, kind: str
) -> None:
    response = await answer(web, EVERY[kind])
    assert response.status_code == 200
    reply = Conversation(library).answer("1", EVERY[kind]).reply
    shown = re.sub(r"\s+", "", read(response.text).text)
    for block in reply.blocks:
        assert re.sub(r"\s+", "", block.text) in shown


async def test_every_link_of_an_answer_leads_on(web: httpx.AsyncClient) -> None:
    for question in EVERY.values():
        response = await answer(web, question)
        for link in links(response):
            assert (await web.get(link)).status_code == 200, link


async def test_the_paragraph_of_an_answer_opens_with_the_excerpt_marked(
    web: httpx.AsyncClient, library: Library
) -> None:
    response = await answer(web, EVERY["topic"])
    opened = [each for each in links(response) if each.path == SEED and b"s=" in each.query]
    hits = library.ask(EVERY["topic"]).hits
    for link, hit in zip(opened, hits, strict=False):
        assert read((await web.get(link)).text).marked == hit.excerpt
    assert len(opened) > 2


async def test_a_further_hit_has_an_address_of_its_own(
    web: httpx.AsyncClient, library: Library
) -> None:
    question = "养老服务驿站有多少"
    count = len(Conversation(library).answer("1", question).answer.hits)  # type: ignore[union-attr]
    assert count > 1
    texts = {(await answer(web, question, n=str(n))).text for n in range(1, count + 1)}
    assert len(texts) == count
    assert (await answer(web, question, n=str(count + 1))).status_code == 404
    for odd in ("0", "-1", "x", "1" * 5000, "²"):
        assert (await answer(web, question, n=odd)).status_code == 200


async def test_a_follow_up_stands_on_the_question_in_its_address(web: httpx.AsyncClient) -> None:
    first = await answer(web, PARKING)
    hidden = re.search(r'name="after" value="([^"]+)"', first.text)
    assert hidden
    followed = await answer(web, "那2017年呢", after=hidden[1])
    assert f"接着“{PARKING}”：那2017年呢" in followed.text
    assert "停车" in read(followed.text).text
    assert "接着“" not in (await answer(web, "那2017年呢")).text  # nobody's question is kept


async def test_the_front_page_has_one_field_topics_and_the_reports(
    web: httpx.AsyncClient, library: Library
) -> None:
    response = await web.get("/")
    assert response.text.count("<input") == 1
    paths = [each.path for each in links(response)]
    assert paths.count("/ask") == len(library.topics)
    assert SEED in paths
    for link in links(response):
        page = await web.get(link)
        assert page.status_code == 200
        assert link.path != "/ask" or "<blockquote>" in page.text, link


async def test_a_question_leaves_a_row_without_who_asked(library: Library) -> None:
    async with asked(library) as (client, journal):
        await answer(client, f"{PARKING} 我的电话是13812345678")
        await answer(client, PARKING, n="1")
        await client.get("/api/ask", params={"q": PARKING})
        await client.get(SEED, params={"q": "停车位"})
        await client.get("/ask", params={"q": "  "})
        found = await rows(journal)
    assert [row["channel"] for row in found] == ["web", "web", "api", "web"]
    assert {row["outcome"] for row in found[1:]} == {"answered"}
    assert {row["asker"] for row in found} == {None}
    assert "13812345678" not in str(found)
    assert found[1]["paragraph"] == 13


async def test_personal_data_is_neither_kept_nor_repeated(library: Library) -> None:
    async with asked(library) as (client, _):
        page = await answer(client, f"{PARKING} 我的电话是13812345678")
    assert PERSONAL_DATA in page.text
    assert "13812345678" not in page.text


async def test_a_rating_is_kept_with_its_answer(library: Library) -> None:
    async with asked(library) as (client, journal):
        page = (await answer(client, PARKING)).text
        await kit.settled(journal)
        name = re.search(r'name="answer" value="([0-9a-f]+)"', page)
        assert name
        thanks = await client.post("/rate", data={"answer": name[1], "useful": "0"})
        assert thanks.status_code == 200
        assert [row["feedback"] for row in await rows(journal)] == ["down"]
        for odd in ({}, {"answer": name[1], "useful": "2"}, {"answer": "x", "useful": "1"}):
            assert (await client.post("/rate", data=odd)).status_code == 400
        assert (await client.post("/rate", content=b"x" * 5000)).status_code == 413


async def test_beyond_the_limit_the_page_says_how_long_to_wait(library: Library) -> None:
    async with asked(library, "2/hour") as (client, _):
        assert (await answer(client, PARKING)).status_code == 200
        assert (await client.get("/api/ask", params={"q": PARKING})).status_code == 200
        refused = await answer(client, PARKING)
        assert refused.status_code == 429
        wait = int(refused.headers["retry-after"])
        assert please_wait(wait) in refused.text
        assert PARKING in refused.text  # to be asked again
        told = await client.get("/api/ask", params={"q": PARKING})
        assert told.status_code == 429
        assert told.json() == {"error": please_wait(int(told.headers["retry-after"]))}
        assert (await client.get(SEED, params={"q": "停车位"})).status_code == 429
        assert (await client.get(SEED)).status_code == 200  # reading is not limited


async def test_behind_a_named_proxy_the_limit_counts_the_clients(library: Library) -> None:
    async def status(client: httpx.AsyncClient, address: str) -> int:
        headers = {"X-Forwarded-For": address}
        return (await client.get("/ask", params={"q": PARKING}, headers=headers)).status_code

    async with asked(library, "1/hour", proxies=["127.0.0.0/8"]) as (client, _):
        assert [await status(client, each) for each in ("192.0.2.1", "192.0.2.2")] == [200, 200]
        assert await status(client, "192.0.2.1") == 429
        assert await status(client, "198.51.100.9, 192.0.2.1") == 429  # what the client made up
        assert await status(client, "2001:db8::1") == 200
        assert await status(client, "2001:db8::2") == 429  # the same household
    async with asked(library, "1/hour") as (client, _):
        assert [await status(client, each) for each in ("192.0.2.1", "192.0.2.2")] == [200, 429]


async def test_in_a_pause_reports_can_be_read_and_nothing_asked(library: Library) -> None:
    async with asked(library, paused=lambda: "维护") as (client, journal):
        page = await answer(client, PARKING)
        assert page.status_code == 503
        assert paused("维护") in page.text
        told = await client.get("/api/ask", params={"q": PARKING})
        assert told.status_code == 503
        assert (await client.get(SEED)).status_code == 200
        assert [row["outcome"] for row in await rows(journal)] == ["paused", "paused"]


async def test_questions_are_counted_by_channel(library: Library) -> None:
    metrics = PrometheusMetrics()
    async with asked(library, metrics=metrics) as (client, _):
        await answer(client, PARKING)
        await client.get("/api/ask", params={"q": PARKING})
    from prometheus_client import generate_latest

    counted = samples(generate_latest(metrics.registry).decode())
    assert counted["report_bot_questions_total", "web", "answered"] == 1
    assert counted["report_bot_questions_total", "api", "answered"] == 1


async def test_a_report_is_searched_and_its_hits_marked(
    web: httpx.AsyncClient, library: Library
) -> None:
    response = await web.get(SEED, params={"q": "停车位"})
    page = read(response.text)
    hits = library.within("government-work-report-2016", "停车位", 5)
    assert len(hits) > 1
    assert all(hit.excerpt in page.marked for hit in hits)
    assert [f"#p{hit.location.paragraph}" in page.links for hit in hits] == [True] * len(hits)
    nothing = await web.get(SEED, params={"q": "火星移民"})
    assert read(nothing.text).marked == ""
    assert "没有找到" in nothing.text
    assert "no-store" in nothing.headers["cache-control"]


async def test_pages_lead_to_the_bot_once_its_name_is_known(library: Library) -> None:
    async with asked(library, bot_name=lambda: "report_bot") as (client, _):
        assert "https://t.me/report_bot" in (await client.get(SEED)).text
        assert "https://t.me/report_bot?start=q" in (await answer(client, PARKING)).text


async def test_answers_are_kept_nowhere_and_are_not_for_search_engines(
    web: httpx.AsyncClient,
) -> None:
    response = await answer(web, PARKING)
    assert response.headers["cache-control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in response.text
    assert "set-cookie" not in response.headers
    robots = (await web.get("/robots.txt")).text
    assert "Disallow: /ask" in robots
    assert "Sitemap" not in robots
    assert (await web.get("/sitemap.xml")).status_code == 404


async def test_the_sitemap_names_the_pages_by_their_public_addresses(library: Library) -> None:
    base = "https://report.example.org/zh"
    async with asked(library, public_url=base) as (client, _):
        sitemap = (await client.get("/sitemap.xml")).text
        assert f"<loc>{base}{SEED}</loc>" in sitemap
        assert f"<loc>{base}/</loc>" in sitemap
        assert f"Sitemap: {base}/sitemap.xml" in (await client.get("/robots.txt")).text


async def test_what_is_typed_is_shown_and_not_obeyed(web: httpx.AsyncClient) -> None:
    for text in ("<script>alert(1)</script>", '" onfocus="x', "{{ 7*7 }}"):
        for path in ("/ask", SEED):
            page = (await web.get(path, params={"q": text})).text
            assert "<script" not in page
            assert 'onfocus="x' not in page.replace("&#34;", "'")
            assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", page)[0]
    assert (await answer(web, "问" * 3000)).status_code == 200
    assert (await web.get("/ask?q=%ff%fe&n=%00")).status_code == 200


async def test_without_a_question_the_front_page_is_shown(web: httpx.AsyncClient) -> None:
    response = await web.get("/ask", follow_redirects=True)
    assert response.url.path == "/"


async def test_several_figures_are_lines_that_lead_to_their_places(web: httpx.AsyncClient) -> None:
    response = await answer(web, "GDP和收入分别是多少")
    page = lxml.html.fromstring(response.text)
    (shown,) = page.xpath("//section[@class='answer']")
    assert "地区生产总值：4942亿元（2016年）" in shown.text_content()
    assert shown.xpath(".//strong/text()") == ["4942亿元", "59886元"]
    places = page.xpath("//nav[@class='choices']//a/@href")[:2]
    opened = [(await web.get(response.url.join(each))).text for each in places]
    assert "<mark>地区生产总值" in opened[0]
    assert "<mark>居民人均可支配收入" in opened[1]
