"""With another report loaded, nothing that the bot says is of the report that it ships with."""

from __future__ import annotations

import contextlib
import datetime
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot import wording
from bot.conversation.conversation import Conversation
from bot.telegram.api.menus import set_menus
from bot.view.introduction import Office
from bot.wording.small_talk import SMALL_TALK
from retrieval import Library, Outcome, load
from tests.bot.telegram.conftest import running
from tests.bot.web.conftest import asked
from tests.bot.web.conftest import running as web_running
from tests.conftest import REPORT, SEEDS
from tests.loopback.server import LoopbackServer
from tests.other_report import NAME, OTHER_REPORT, PLACE

SHIPPED = (SEEDS / REPORT).read_text("utf-8")
NAMES = re.compile("朝阳|北京|2016|2017|王灏|chaoyang|beijing", re.IGNORECASE)
_FIGURE = re.compile(r"\d+\.\d+|\d{3,}")
# 100: as in 100 %.
FIGURES = {*_FIGURE.findall(SHIPPED)} - {*_FIGURE.findall(OTHER_REPORT), "100"}
# Characters of a run that two reports do not share by chance.
_RUN = 8
QUESTIONS = (
    "渔业总产值是多少", "新增了多少停车位", "2016年渔业总产值", "2019年新开了几条航线",
    "海淀区新建了几所学校", "上海有几座码头", "周杰伦的老婆叫什么", "的", "", "你好", "谢谢", "你是谁",
    "你是真人吗", "你能做什么", "我家漏水了怎么办", "地铁票价多少钱", "老人助餐点有几个，学位增加多少",
    "今年有哪些安排", "2019年的情况", "民生方面做了什么", "明年计划新增多少网箱", "停" * 2000,
)  # fmt: skip


def _runs(text: str) -> set[str]:
    pieces = re.findall("[\u4e00-\u9fff]+", text)
    return {piece[at : at + _RUN] for piece in pieces for at in range(len(piece) - _RUN + 1)}


OWN_RUNS = _runs(SHIPPED) - _runs(OTHER_REPORT)
GIVEN: Mapping[str, Any] = {
    "str": "某某",
    "int": 12,
    "float": 1.5,
    "bool": True,
    "list[str]": ["某"],
}


def _argument(kind: str) -> Any:
    if kind in GIVEN:
        return GIVEN[kind]
    if kind == "datetime.date":
        return datetime.date(2000, 1, 1)
    if kind.startswith("Sequence["):
        return [("某", 3)] if "tuple" in kind else [1930] if "int" in kind else ["某某"]
    if kind.startswith("tuple["):
        return (12,) * kind.count("int")
    return Outcome.NOT_IN_REPORT if kind == "Outcome" else None


def worded() -> Iterator[str]:
    """All that the files of wording hold, and what their functions make of any arguments."""
    modules = [wording] + [
        importlib.import_module(f"bot.wording.{each.name}")
        for each in pkgutil.iter_modules(wording.__path__)
        if each.name != "spoken"  # how it is said, not what
    ]
    for module in modules:
        for name, value in vars(module).items():
            if name.startswith("_"):  # parts of others, and what gives the texts of a class
                continue
            if inspect.isfunction(value) and value.__module__ == module.__name__:
                kinds = inspect.signature(value).parameters.values()
                with contextlib.suppress(KeyError):  # of names of its own, which a table holds
                    yield str(
                        value(**{each.name: _argument(str(each.annotation)) for each in kinds})
                    )
            elif name.isupper():
                yield repr([*value.values()]) if isinstance(value, Mapping) else str(value)


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / NAME).write_text(OTHER_REPORT, "utf-8")
    return load(folder)


@pytest.fixture
def conversation(other: Library) -> Conversation:
    return Conversation(other, office=Office("岱山问答", "县政府办公室"))


def said(conversation: Conversation) -> Iterator[str]:
    """What the bot says in a chat, in a group, inline, and to questions of every outcome."""
    replies = [
        conversation.start("a").reply, conversation.help("a"), conversation.about(),
        conversation.group_start(), conversation.ask_hint(), conversation.contents(),
        conversation.start("a", "p3").reply, conversation.start("a", "p999").reply,
    ]  # fmt: skip
    replies += [conversation.answer("b", question).reply for question in QUESTIONS if question]
    replies.append(conversation.answer("b", "").reply)
    for reply in replies:
        # The question is the person's own.
        yield reply.text.replace(reply.question, "") if reply.question else reply.text
        yield from (choice.label for row in reply.choices for choice in row)
    for query in ("", "码头", "朝阳区"):
        cards = conversation.cards(query, "c")
        yield cards.button
        yield from (f"{card.title} {card.description}" for card in cards.cards)


def clean(text: str) -> str:
    """`text`, if nothing in it is of the report that the bot ships with."""
    assert not NAMES.search(text), text
    assert not FIGURES.intersection(_FIGURE.findall(text)), text
    assert OWN_RUNS & _runs(text) == set()
    return text


def test_the_checks_find_what_they_look_for() -> None:
    for text in (
        "五年新增了多少停车位2.64万个",
        "朝阳",
        "坚决治理大城市病城市建设和管理水平显著提升",
    ):
        with pytest.raises(AssertionError):
            clean(text)


def test_wording_holds_no_fact_of_a_report() -> None:
    assert len([clean(text) for text in worded()]) > 100


def test_replies_speak_of_the_loaded_report(conversation: Conversation) -> None:
    found = [clean(text) for text in said(conversation)]
    assert any("岱山问答" in text for text in found)
    assert any(PLACE in text for text in found)


def test_every_outcome_is_among_them(other: Library) -> None:
    outcomes = {other.ask(question).outcome for question in QUESTIONS}
    assert outcomes >= {
        Outcome.ANSWERED, Outcome.NOT_IN_REPORT, Outcome.OTHER_YEAR, Outcome.OTHER_PLACE,
        Outcome.SMALL_TALK, Outcome.UNCLEAR, Outcome.TOO_LONG, Outcome.EMPTY,
    }  # fmt: skip
    assert {other.ask(question).reply for question in QUESTIONS} & set(SMALL_TALK)


def test_examples_and_suggestions_are_answered(other: Library) -> None:
    assert len(other.examples) >= 5
    suggested = {each for question in QUESTIONS for each in other.ask(question).suggestions}
    assert len(suggested) > 3
    for question in (*other.examples, *suggested):
        assert other.ask(question).outcome is Outcome.ANSWERED, question


async def test_the_profile_in_telegram(conversation: Conversation, server: LoopbackServer) -> None:
    async with running(server, conversation) as app:
        await set_menus(app.bot, conversation.profile(), (99,))
    assert server.telegram.name == "岱山问答"
    shown = server.telegram.menus
    assert len([clean(str(each)) for each in shown.values()]) > 8
    assert PLACE in shown["description", "", ""]
    assert PLACE in shown["short_description", "", ""]


async def test_the_reading_pages(other: Library) -> None:
    async with web_running(lambda: other, site="岱山问答") as client:
        for path in ("/reports", f"/reports/{Path(NAME).stem}", "/reports/none"):
            page = (await client.get(path)).text
            assert "岱山问答" in page
            clean(re.sub(r"<[^>]*>", "\n", page))


async def test_the_pages_to_ask_on(other: Library) -> None:
    async with asked(other) as (client, _):
        for path in ("/", "/ask?q=周杰伦", "/ask?q=新建码头泊位多少个", "/privacy", "/api/reports"):
            response = await client.get(path)
            assert response.status_code == 200, path
            clean(re.sub(r"<[^>]*>", "\n", response.text))
