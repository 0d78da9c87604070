"""Messages that open a passage: of the report, of the answer before, one of its items."""

from __future__ import annotations

import pytest

from retrieval import Answer, LastQuestion, Library, Outcome, opening_of, turn_in

WORK = "2017年八项工作是什么"


def opened(library: Library, text: str, last: LastQuestion | None) -> Answer:
    return turn_in(library, text, last, lambda each: library.ask(each, 5)).answer


@pytest.mark.parametrize(
    "text",
    ["第三项详细说说", "第3个具体讲讲", "那第三条呢", "第三点展开说一下", "第三个是什么意思", "说说第三项工作", "the third one",
     "tell me more about item 3"],
)  # fmt: skip
def test_an_item_is_opened_by_the_number_that_the_report_gives_it(
    library: Library, text: str
) -> None:
    answer = opened(library, text, LastQuestion(WORK))
    assert [hit.excerpt[:5] for hit in answer.hits] == ["三是加快促"]
    assert len(answer.hits[0].excerpt) > 300


def test_items_without_numbers_of_their_own_are_counted_as_they_are_shown(
    library: Library,
) -> None:
    answer = opened(library, "第二个具体说说", LastQuestion("五治是哪五治"))
    (hit,) = answer.hits
    assert hit.excerpt.startswith("聚焦治气")
    assert hit.excerpt.endswith("完成市级下达任务。")  # up to the next item


def test_the_item_is_what_the_next_message_stands_on(library: Library) -> None:
    turn = turn_in(library, "最后一项呢", LastQuestion(WORK), lambda each: library.ask(each, 5))
    whole = opened(library, "原文", turn.last)
    assert whole.hits[0].excerpt.startswith("八是改善提升基本公共服务")


def test_a_heading_opens_what_stands_below_it(library: Library) -> None:
    answer = opened(library, "第三条说的什么", LastQuestion("总结一下这份报告"))
    assert len(answer.hits) > 2
    assert {hit.location.section[:2] for hit in answer.hits} == {"一、"}


@pytest.mark.parametrize("text", ["第九十项", "第三项详细说说", "展开", "原文"])
def test_without_a_list_there_is_nothing_to_open(library: Library, text: str) -> None:
    last = LastQuestion("2016年地区生产总值是多少") if text.startswith("第三") else None
    assert opened(library, text, last).outcome is Outcome.UNCLEAR


def test_a_paragraph_and_the_contents(library: Library) -> None:
    report = library.home_report
    (hit,) = opened(library, "第13段", None).hits
    assert hit.excerpt == report.paragraphs[12].span.of(report.text)
    assert opened(library, "第99段", None).reply == "no_such_paragraph"
    assert "2017年工作建议" in [hit.excerpt for hit in opened(library, "目录", None).hits]


@pytest.mark.parametrize(
    "text",
    ["第三产业占多少", "第一部分讲了什么", "第三使馆区在哪", "第四轮双名工程", "最后怎么样了", "展开工作了吗", "原文在哪本书里", "2017"],
)  # fmt: skip
def test_a_question_opens_nothing(text: str) -> None:
    assert opening_of(text) is None
