"""Words that do what a button does: 第13段, 目录, 原文, 展开."""

from __future__ import annotations

import pytest

from bot import wording
from bot.conversation.conversation import Conversation
from retrieval import Library, Outcome

PARKING = "新增了多少停车位"


@pytest.fixture
def conversation(library: Library) -> Conversation:
    return Conversation(library)


@pytest.mark.parametrize(
    "text",
    ["第13段", "第十三段", "第１３段", "看看第13段", "第13段的原文", "打开第 13 自然段", "paragraph 13",
     "show me paragraph 13", "paragraph no. 13"],
)  # fmt: skip
def test_a_paragraph_by_its_number(conversation: Conversation, library: Library, text: str) -> None:
    shown = conversation.answer("a", text)
    assert shown.answer is None
    whole = library.home_report.paragraphs[12].span.of(library.home_report.text)
    assert shown.reply.text.startswith(whole)


@pytest.mark.parametrize("text", ["第99段", "第一百段", "第0段"])
def test_a_paragraph_that_is_not_there(conversation: Conversation, text: str) -> None:
    assert conversation.answer("a", text).reply.text == wording.no_such_paragraph(56)


@pytest.mark.parametrize("text", ["目录", "目錄", "看一下报告目录", "show me the contents"])
def test_the_contents(conversation: Conversation, text: str) -> None:
    labels = [each.label for row in conversation.answer("a", text).reply.choices for each in row]
    assert "2017年工作建议" in labels


@pytest.mark.parametrize(
    "text", ["原文", "展开", "展開", "上下文", "把原文给我看看", "看看出处", "source", "context"]
)
def test_the_paragraph_of_the_answer_with_the_sentence_marked(
    conversation: Conversation, text: str
) -> None:
    excerpt = conversation.answer("a", PARKING).reply.blocks[0].text
    shown = conversation.answer("a", text).reply
    marked = "".join(run.text for block in shown.blocks for run in block.runs if run.underlined)
    assert marked == excerpt


def test_an_item_of_a_list_by_its_number(conversation: Conversation) -> None:
    conversation.answer("a", "2017年八项工作是什么")
    shown = conversation.answer("a", "第三项详细说说").reply
    assert "三是加快促进经济提质增效升级" in shown.text
    marked = "".join(run.text for block in shown.blocks for run in block.runs if run.underlined)
    assert marked.startswith("三是")
    assert conversation.answer("a", "第三十项").reply.text == wording.REPLIES[Outcome.UNCLEAR]


def test_a_heading_opens_its_section(conversation: Conversation) -> None:
    conversation.answer("a", "总结一下这份报告")
    assert "一、全力服务首都核心功能" in conversation.answer("a", "第三条说的什么").reply.text


def test_the_paragraph_of_a_follow_up_says_what_it_follows(conversation: Conversation) -> None:
    conversation.answer("a", PARKING)
    conversation.answer("a", "那明年呢")
    assert conversation.answer("a", "原文").reply.text.startswith(f"接着“{PARKING}”：那明年呢\n")


def test_what_follows_a_reply_to_one_question_stands_on_that_alone(
    conversation: Conversation,
) -> None:
    conversation.answer("a", "还有呢", before=(PARKING,))
    last = conversation.memory.last("a")
    assert last is not None
    assert (last.question, last.words) == (PARKING, ())
