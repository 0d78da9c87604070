"""A table of figures as a reply: lines, bold figures, a button for each line."""

from __future__ import annotations

import itertools

import pytest

from bot.conversation.conversation import Conversation
from bot.conversation.lookup import cards_for
from bot.messages.actions import ShowAnswer, ShowParagraph
from bot.messages.reply import Press, Reply
from bot.wording.figures import table_title
from retrieval import Library


@pytest.fixture(scope="module")
def talk(library: Library) -> Conversation:
    return Conversation(library)


def bold(reply: Reply) -> list[str]:
    return [run.text for block in reply.blocks for run in block.runs if run.bold]


def places(reply: Reply) -> list[ShowParagraph]:
    does = [each.does for row in reply.choices for each in row]
    return [
        each.action
        for each in does
        if isinstance(each, Press) and isinstance(each.action, ShowParagraph)
    ]


def test_each_line_says_what_how_much_and_when_and_has_a_button(talk: Conversation) -> None:
    reply = talk.answer("1", "五年建成多少所幼儿园，2017年又新开办多少所").reply
    said = [block.text for block in reply.blocks]
    assert said[0] == "① 新增一级一类幼儿园：60所（已完成）\n② 新开办 幼儿园：10所（计划）"
    assert said[1].startswith("朝阳区2016年报告 › 第15、")
    assert bold(reply) == ["60所", "10所"]
    opened = [talk.press("1", each, [reply.question]).reply for each in places(reply)]
    assert ["60所" in opened[0].text, "10所" in opened[1].text] == [True, True]


def test_a_rate_says_that_it_is_one(talk: Conversation) -> None:
    reply = talk.answer("1", "2016年的主要经济指标").reply
    assert "地区生产总值：4942亿元（2016年）" in reply.text
    assert "地区生产总值：6.5%（增减幅度，2016年）" in reply.text


def test_all_of_a_long_table_is_reached_page_by_page(talk: Conversation, library: Library) -> None:
    question = "2017年的硬指标"
    reply, found = talk.answer("1", question).reply, list[str]()
    for page in itertools.count(1):
        assert len(places(reply)) == len({each.rank for each in places(reply)})
        found += bold(reply)
        turns = [
            each.does.action
            for row in reply.choices
            for each in row
            if isinstance(each.does, Press)
        ]
        onward = [each for each in turns if isinstance(each, ShowAnswer) and each.rank]
        last = places(reply)[-1].rank
        onward = [each for each in onward if each.rank > last]
        if not onward:
            break
        reply = talk.press("1", onward[0], [question]).reply
        assert page < 20
    expected = [each.written.shown for hit in library.ask(question).hits for each in hit.figures]
    assert found == expected


def test_an_inline_query_gets_the_table_as_one_card_and_each_clause(library: Library) -> None:
    cards = cards_for(library, "GDP和收入分别是多少", "1").cards
    assert cards[0].title == table_title(2)
    assert cards[0].blocks[0].text == (
        "① 地区生产总值：4942亿元（2016年）\n② 居民人均可支配收入：59886元（2016年）"
    )
    assert [each.blocks[0].text for each in cards[1:]] == [
        "地区生产总值预计达到4942亿元",
        "居民人均可支配收入预计达到59886元",
    ]
    assert len({each.id for each in cards}) == 3


def test_figures_of_one_excerpt_share_its_number(talk: Conversation) -> None:
    reply = talk.answer("1", "新增停车位和公租自行车各多少").reply
    first = reply.blocks[0].text.split("\n")
    assert first[0] == "① 新增停车位：2.64万个（已完成）"
    assert first[1].strip() == "公租自行车：6000辆（已完成）"
