"""A page is in the language of its question; follow-ups stand on what the address holds."""

from __future__ import annotations

import re
from html import unescape

import pytest

from retrieval import Library
from tests.bot.web.conftest import asked
from tests.bot.web.reader import read
from tests.bot.web.test_asking import PARKING, answer, links

ENGLISH = "how many parking spaces were added"


def hidden(page: str) -> dict[str, list[str]]:
    """The hidden fields of the form below an answer, as a browser would send them."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="(after|at)" value="([^"]*)"', page):
        found.setdefault(name, []).append(unescape(value))
    return found


async def test_a_page_is_in_the_language_of_its_question(library: Library) -> None:
    async with asked(library) as (web, _):
        page = (await answer(web, ENGLISH)).text
        assert '<html lang="en">' in page
        assert '<blockquote lang="zh-CN">' in page
        for text in ("朝阳区 2016 report › 五年回顾 › paragraph 13", "Go on asking", "Useful"):
            assert text in page
        assert "Privacy</a>" in page
        traditional = (await answer(web, "新增了多少停車位")).text
        assert '<html lang="zh-TW">' in traditional
        assert "接著問" in traditional
        assert "新增停车位2.64万个" in read(traditional).text
        plain = (await answer(web, PARKING)).text
        assert '<html lang="zh-CN">' in plain
        assert "<blockquote>" in plain
        within = await web.get("/reports/government-work-report-2016", params={"q": "parking"})
        assert "excerpts found, marked below" in within.text


async def test_a_follow_up_typed_below_an_answer_is_understood(library: Library) -> None:
    async with asked(library) as (web, _):
        first = (await answer(web, "养老院新盖了几个")).text
        assert hidden(first) == {"after": ["养老院新盖了几个"], "at": ["1"]}
        second = await answer(web, "明年还盖吗", **hidden(first))
        assert "接着“养老院新盖了几个”：明年还盖吗" in second.text
        assert "新建30家养老服务驿站" in read(second.text).text
        assert hidden(second.text)["after"] == ["养老院新盖了几个", "明年还盖吗"]
        third = await answer(web, "多少钱", **hidden(second.text))
        assert "接着“养老院新盖了几个”“明年还盖吗”：多少钱" in third.text
        assert "set-cookie" not in {**first_headers(second), **first_headers(third)}


def first_headers(response: object) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize("between", ["谢谢", "第13段", "目录"])
async def test_what_asks_nothing_leaves_the_question_for_the_next(
    library: Library, between: str
) -> None:
    async with asked(library) as (web, _):
        first = (await answer(web, PARKING)).text
        middle = (await answer(web, between, **hidden(first))).text
        assert hidden(middle) == hidden(first)
        last = (await answer(web, "还有呢", **hidden(middle))).text
        assert f"接着“{PARKING}”：还有呢" in last


async def test_links_below_a_follow_up_keep_what_it_stands_on(library: Library) -> None:
    async with asked(library) as (web, _):
        first = (await answer(web, PARKING)).text
        second = await answer(web, "那明年呢", **hidden(first))
        further = [each for each in links(second) if each.path == "/ask" and b"n=" in each.query]
        assert further
        page = (await web.get(further[0])).text
        assert f"接着“{PARKING}”：那明年呢" in page
        assert hidden(page)["at"] == ["2"]


async def test_after_nothing_more_one_can_still_go_on(library: Library) -> None:
    async with asked(library) as (web, _):
        page = (await answer(web, PARKING)).text
        for _turn in range(8):
            page = (await answer(web, "还有呢", **hidden(page))).text
        assert "没有找到更多相关原文" in page
        assert hidden(page)["after"] == [PARKING]


async def test_the_api_understands_a_follow_up_after_several_messages(library: Library) -> None:
    async with asked(library) as (web, _):
        given = {"q": "多少钱", "after": ["养老院新盖了几个", "明年还盖吗"]}
        found = (await web.get("/api/ask", params=given)).json()
    assert "养老" in found["question"]
