from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import FollowUp, Library
from retrieval.evaluation.gold import load_gold
from tests.conftest import GOLD

BEFORE = "2016年地区生产总值是多少"


def meant(library: Library, text: str, before: str) -> str | None:
    """The question that `text` is after the question `before`."""
    follow = library.follow(text, before)
    return follow.question if follow else None


@pytest.mark.parametrize(
    "text",
    ["还有呢", "还有吗？", "还有别的吗", "继续", "别的呢", "其他的呢", "那还有呢", "更多", "再来一条",
     "下一条", "還有嗎", "还有没有", "除此之外呢", "另外呢"],
)  # fmt: skip
def test_more_is_asked_of_the_same_question(library: Library, text: str) -> None:
    assert library.follow(text, BEFORE) == FollowUp(BEFORE, more=True)


@pytest.mark.parametrize(
    "text", ["那2017年呢？", "2017年呢", "那2017年", "哦，2017年呢", "那麼2017年呢"]
)
def test_another_time_takes_the_place_of_the_one_before(library: Library, text: str) -> None:
    assert meant(library, text, BEFORE) == "2017年地区生产总值是多少"


@pytest.mark.parametrize("year", ["98年", "’17年", "16-17年", "2017年底", "2016到2017年", "21年"])
def test_a_year_in_any_spelling_takes_the_place_of_the_one_before(
    library: Library, year: str
) -> None:
    assert meant(library, f"那{year}呢", BEFORE) == f"{year}地区生产总值是多少"


def test_an_amount_does_not_take_the_place_of_a_year(library: Library) -> None:
    follow = meant(library, "有没有2000个", "2016年新增了多少停车位")
    assert follow == "2016年新增停车位 有没有2000个"


@pytest.mark.parametrize(
    "text",
    ["今年工作重点是什么", "明年的目标是什么", "今年的主要任务", "明年计划是什么", "今年工作安排", "2017年重点工作任务有哪些？",
     "今后五年的主要目标", "下一步工作打算", "下一年有什么安排", "明年打算干什么", "2017年计划做什么", "明年要办哪些实事",
     "接下来准备抓什么", "今年定了哪些目标", "明年政府还有什么新动作"],
)  # fmt: skip
def test_the_work_of_a_time_is_a_subject_of_its_own(library: Library, text: str) -> None:
    assert library.follow(text, "新增了多少停车位") is None


@pytest.mark.parametrize("text", ["那明年计划呢", "明年目标呢", "明年目标是多少", "今年呢"])
def test_it_is_none_where_the_message_goes_on(library: Library, text: str) -> None:
    follow = library.follow(text, "新增了多少停车位")
    assert follow is not None
    assert "停车位" in follow.question


@pytest.mark.parametrize(
    "amount",
    [
        "2000个",
        "2000套",
        "2000余户",
        "2000多万",
        "2000元",
        "2000来个",
        "2000张",
        "2000位",
        "2000名",
        "2000平方米",
        "1999人",
        "2000公里",
    ],
)
def test_a_number_with_a_measure_is_no_year(library: Library, amount: str) -> None:
    """停车位有没有2000个 was once about a year that is not loaded."""
    assert library._engine.analyze(f"停车位有没有{amount}").years == ()
    assert library._engine.analyze(f"2016年有没有{amount}").years != ()


def test_a_length_of_time_is_no_year_and_stays_whole(library: Library) -> None:
    follow = library.follow("那10年后呢", "2016年新增了多少停车位")
    assert follow is not None
    assert "10年后" in follow.question


def test_a_time_that_was_not_named_before_is_added(library: Library) -> None:
    assert meant(library, "2017年呢", "棚户区改造多少户") == "2017年棚户区改造多少户"


def test_another_subject_keeps_time_and_way_of_asking(library: Library) -> None:
    assert library.follow("那中小学呢", "2017年新开几所幼儿园") == FollowUp("2017年中小学几所")
    follow = library.follow("轨道交通呢", "新增了多少停车位")
    assert follow is not None
    assert "66.8公里" in library.ask(follow.question).hits[0].excerpt


def test_particulars_of_the_same_subject(library: Library) -> None:
    for text in ("具体怎么做", "怎么做的？", "有什么措施", "都采取了什么措施"):
        follow = library.follow(text, "PM2.5降了吗")
        assert follow is not None, text
        assert "pm2.5" in follow.question


def test_an_aspect_belongs_to_the_subject_before(library: Library) -> None:
    follow = library.follow("增长了多少", "2017年一般公共预算收入目标")
    assert follow is not None
    assert "一般公共预算收入超过500亿元" in library.ask(follow.question).hits[0].excerpt


def test_a_pronoun_stands_for_the_subject_before(library: Library) -> None:
    follow = library.follow("它什么时候完成", "黑臭水体治理多少公里")
    assert follow is not None
    assert follow.question.startswith("黑臭水体治理")


@pytest.mark.parametrize(
    "text",
    ["停车难怎么解决", "新增了多少停车位", "2017年要新开办几所幼儿园", "谢谢", "你好", "", "。。。", "👍",
     "报告是哪天作的", "有多少家养老照料中心", "周杰伦是谁", "啊" * 2000],
)  # fmt: skip
def test_what_stands_for_itself_is_no_follow_up(library: Library, text: str) -> None:
    assert library.follow(text, BEFORE) is None


def test_without_a_question_before_nothing_is_followed(library: Library) -> None:
    assert library.follow("轨道交通呢", "") is None


def test_labelled_questions_are_hardly_ever_taken_for_follow_ups(library: Library) -> None:
    """One in fifty at most: a person who goes on to another subject is not to be misled."""
    gold = [each for each in load_gold(Path(GOLD)) if each.answerable]
    questions = [each.question for each in gold]
    befores = questions[7:] + questions[:7]
    taken = [
        (before, each.question)
        for before, each in zip(befores, gold, strict=True)
        if library.follow(each.question, before)
    ]
    assert len(taken) <= len(gold) / 50, taken


@pytest.mark.parametrize(
    ("text", "before", "question"),
    [
        ("往后五年还建不建", "这五年新增了几所幼儿园", "往后五年新增幼儿园 还建不建"),
        ("今年完了明年要拆多少哇", "过去五年拆了多少违建", "明年拆违建 完了要拆多少"),
        ("明年对它有啥期待", "大望京新增了多少产业空间", "明年对 大望京新增产业空间 有啥期待"),
        ("多少钱一个月", "保障房建了多少套", "保障房建 多少钱一个月"),
        ("都在哪片儿", "棚户区改造要完成多少户", "棚户区改造要完成 都在哪片儿"),
        ("比去年多了吗", "2016年新增了多少停车位", "2016年新增停车位 比去年多"),
    ],
)
def test_what_is_left_to_the_question_before(
    library: Library, text: str, before: str, question: str
) -> None:
    assert meant(library, text, before) == question


def test_the_next_message_stands_on_the_subject_not_on_what_was_asked_of_it(
    library: Library,
) -> None:
    follow = library.follow("多少钱一个月", "保障房建了多少套")
    assert follow is not None
    assert follow.ground == "保障房建了多少套"


@pytest.mark.parametrize(
    "text", ["那办执照现在方便点没", "那我们卖菜的去哪点", "那房价怎么样", "化债情况"]
)
def test_a_question_in_full_is_asked_alone_whatever_leads_into_it(
    library: Library, text: str
) -> None:
    assert library.follow(text, "新增了多少停车位") is None


def test_another_subject_is_taken_where_the_answer_says_it(library: Library) -> None:
    """No answer about something else (网吧 is in no report)."""
    assert library.follow("网吧呢", "2017年疏解多少家一般性制造业") is None


SEVERAL = "我想问下：1.明年新开几所幼儿园 2.小学扩建几所 3.常营的医院啥时候开"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("你只回答了一个，小学和医院呢", "明年小学扩建几所；明年常营的医院啥时候开"),
        ("医院的你没回答", "明年常营的医院啥时候开"),
    ],
)
def test_what_was_left_out_is_asked_again(library: Library, text: str, question: str) -> None:
    assert meant(library, text, SEVERAL) == question


def test_another_subject_is_asked_for_in_units_of_its_own(library: Library) -> None:
    question = meant(library, "停车位呢", "这五年新增了多少公里地铁")
    assert question is not None
    assert "2.64万个" in library.ask(question).hits[0].excerpt


def test_a_number_of_things_is_no_complaint(library: Library) -> None:
    assert library.follow("上一个五年整治过的河道约有多少条", SEVERAL) is None


@pytest.mark.parametrize("text", ["主要目标有哪些", "存在哪些问题", "去年完成得怎么样"])
def test_an_outline_is_no_subject(library: Library, text: str) -> None:
    assert library.follow(text, "第二部分讲什么") is None


@pytest.mark.parametrize("text", ["主要目标有哪些", "存在哪些问题"])
def test_what_is_asked_of_the_whole_report_follows_nothing(library: Library, text: str) -> None:
    assert library.follow(text, "新增了多少停车位") is None


def test_more_of_nothing_is_told_apart(library: Library) -> None:
    follow = library.follow("还有呢", "")
    assert follow is not None
    assert follow.more


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_follow_each_other(library: Library, text: str, before: str) -> None:
    follow = library.follow(text, before)
    assert follow is None or follow.question.strip()
    assert follow == library.follow(text, before)
