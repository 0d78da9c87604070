"""A page is in the language of its question; follow-ups stand on what the address holds."""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from html.parser import HTMLParser

import httpx
import pytest

from bot.wording.privacy import web_privacy
from retrieval import Library
from tests.bot.web.conftest import asked
from tests.bot.web.reader import read
from tests.bot.web.test_asking import PARKING, SEED, answer, links

ENGLISH = "how many parking spaces were added"


# A question for each shape of answer, and for what is no answer.
IN_ENGLISH = (
    ENGLISH, "elderly care", "list the four key industries", "how much did the new parking spaces cost",
    "who is the mayor of Paris", "what did the report of 2012 say about housing", "contents",
    "paragraph 13", "thanks", "asdf qwer",
)  # fmt: skip
PAGES = ("/", "/reports", SEED, f"{SEED}?s=3067-3094", f"{SEED}/figures", "/figures", "/privacy",
         "/nowhere")  # fmt: skip


class _Unmarked(HTMLParser):
    """Chinese that is in a language other than Chinese, also in what is only heard."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        language = given.get("lang") or (self._open[-1][1] if self._open else "")
        for name in ("aria-label", "data-text", "placeholder"):
            self._look(given.get(name, ""), language)
        if tag not in ("br", "input", "link", "meta"):
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1] if self._open else ("", "")
        if tag != "title":  # nothing within it can be marked
            self._look(data, language)

    def _look(self, text: str, language: str) -> None:
        if language == "en" and re.search("[\u3400-\u9fff]", text):
            self.found.append(text)


def unmarked(page: str) -> list[str]:
    reader = _Unmarked()
    reader.feed(page)
    return reader.found


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
        assert "朝阳区 2016 report › 五年回顾 › paragraph 13" in re.sub("</?span[^>]*>", "", page)
        for text in ("Go on asking", "Was this useful?"):
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


@pytest.mark.parametrize("question", IN_ENGLISH)
async def test_on_the_page_of_an_english_question_all_chinese_is_marked(
    library: Library, question: str
) -> None:
    async with asked(library) as (web, _):
        page = (await answer(web, question)).text
        assert '<html lang="en">' in page
        assert unmarked(page) == []


async def test_suggestions_in_chinese_lead_from_an_english_page_to_english_pages(
    library: Library,
) -> None:
    async with asked(library) as (web, _):
        page = (await answer(web, "subway fares")).text
        suggested = [each for each in links_of(page) if "q=" in each and "after=" not in each]
        assert len(suggested) > 1
        for link in suggested:
            opened = (await web.get(f"/{link}")).text
            assert '<html lang="en">' in opened, link
            assert unmarked(opened) == [], link


def links_of(page: str) -> list[str]:
    """Links to other pages of the site."""
    found = [unescape(each) for each in re.findall(r'<a href="\./([^"]*)"', page)]
    return [each for each in found if not each.startswith("api/")]


@pytest.mark.parametrize("path", PAGES)
async def test_each_page_is_there_in_each_language(library: Library, path: str) -> None:
    async with asked(library, privacy=partial(web_privacy, 30, anonymous=False)) as (web, _):
        assert '<html lang="zh-CN">' in (await web.get(path)).text
        english = (
            await web.get(path, params=[*httpx.URL(path).params.items(), ("lang", "en")])
        ).text
        assert '<html lang="en">' in english
        assert unmarked(english) == []
        assert "lang=en" in english
        for link in links_of(english):
            assert "lang=en" in link or "q=" in link, link
        traditional = (await web.get(path, params={"lang": "zh-TW"})).text
        assert '<html lang="zh-TW">' in traditional


async def test_a_question_without_a_language_is_in_that_of_its_page(library: Library) -> None:
    async with asked(library) as (web, _):
        front = (await web.get("/", params={"lang": "en"})).text
        assert '<input type="hidden" name="otherwise" value="en">' in front
        assert '<html lang="en">' in (await answer(web, "2016?", otherwise="en")).text
        assert '<html lang="zh-CN">' in (await answer(web, PARKING, otherwise="en")).text
        assert '<html lang="zh-TW">' in (await answer(web, "目前人口多少", otherwise="zh-TW")).text
        assert '<html lang="zh-CN">' in (await answer(web, "2016?", otherwise="x", lang="x")).text


async def test_refusals_and_faults_are_in_the_language_of_the_question(library: Library) -> None:
    async with asked(library, rate="1/hour") as (web, _):
        await answer(web, PARKING)
        refused = (await answer(web, ENGLISH)).text
        assert "Too many questions" in refused
        assert unmarked(refused) == []
        fault = (await web.get("/api/ask", params={"q": ENGLISH})).json()["error"]
        assert fault.startswith("Too many questions")


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
