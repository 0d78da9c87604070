"""Turns of a dialogue: what stands alone is asked alone."""

from __future__ import annotations

import pytest

from retrieval import Answer, FollowUp, LastQuestion, Library, Outcome, take_turn

FIRST = [
    "新增了多少停车位", "2016年地区生产总值是多少", "养老服务水平怎么样", "老楼加电梯",
    "明年新开几所幼儿园", "PM2.5怎么治理", "保障房建了多少套", "广渠路二期通车了吗",
]  # fmt: skip
# Each with a subject of its own, most of two characters.
SECOND = [
    "房价怎么样", "菜价怎么样", "快递怎么办", "医院有几家", "电价多少", "物业费多少钱", "社保怎么交",
    "公园有几个", "垃圾站在哪", "警察多少人", "疫苗在哪打", "图书馆几点开", "宠物能上牌吗", "噪音怎么办",
    "路灯坏了", "水费多少", "暖气费", "失业率", "户口怎么迁", "扫黑除恶",
]  # fmt: skip


def turn(
    library: Library, text: str, last: LastQuestion | None
) -> tuple[Answer, LastQuestion | None]:
    taken = take_turn(text, last, ask=lambda each: library.ask(each, 5), follow=library.follow)
    return taken.answer, taken.last


def test_a_question_with_a_subject_of_its_own_is_asked_alone(library: Library) -> None:
    changed = []
    for first in FIRST:
        _, last = turn(library, first, None)
        for second in SECOND:
            after, _ = turn(library, second, last)
            alone = library.ask(second, 5)
            if (after.outcome, after.hits, after.related) != (
                alone.outcome, alone.hits, alone.related,
            ):  # fmt: skip
                changed.append((first, second))
    assert changed == []


def test_a_declined_question_is_no_ground(library: Library) -> None:
    answer, last = turn(library, "周杰伦演唱会门票", LastQuestion("新增了多少停车位"))
    assert answer.outcome is not Outcome.ANSWERED
    assert last is None


def test_small_talk_leaves_the_topic(library: Library) -> None:
    before = LastQuestion("2016年地区生产总值是多少")
    _, last = turn(library, "谢谢", before)
    assert last == before
    answer, _ = turn(library, "那2017年呢", last)
    assert "5200亿元" in answer.hits[0].excerpt


def test_what_is_not_found_of_a_subject_leaves_the_subject(library: Library) -> None:
    _, last = turn(library, "收费贵不贵", LastQuestion("新增了多少停车位"))
    answer, _ = turn(library, "那明年呢", last)
    assert "停车" in answer.hits[0].excerpt


def test_what_was_asked_of_a_subject_does_not_accumulate(library: Library) -> None:
    taken = take_turn(
        "多少钱一个月",
        LastQuestion("保障房建了多少套"),
        ask=lambda each: library.ask(each, 5),
        follow=library.follow,
    )
    assert taken.answer.outcome is Outcome.RELATED
    answer, last = turn(library, "在哪里", taken.last)
    assert answer.question == "保障房建 在哪里"
    assert last is not None
    assert last.words == ("保障房建了多少套", "在哪里")


def test_more_after_nothing_is_unclear(library: Library) -> None:
    answer, last = turn(library, "还有呢", None)
    assert (answer.outcome, last) == (Outcome.UNCLEAR, None)


def test_more_of_a_subject_that_is_named_is_asked_alone_where_all_was_shown(
    library: Library,
) -> None:
    last = LastQuestion("公租自行车投放了多少辆", 4)
    answer, _ = turn(library, "公租自行车还有别的内容吗", last)
    assert answer.question in ("公租自行车投放了多少辆", "公租自行车还有别的内容吗")
    assert answer.outcome is Outcome.ANSWERED


def test_an_answer_about_something_else_is_none(library: Library) -> None:
    """What is asked of the subject before has to be said of it."""

    def follow(_: str, before: str) -> FollowUp:
        return FollowUp("新增了多少停车位", ground=before, about=("图书馆",))

    taken = take_turn(
        "花了多少钱",
        LastQuestion("区图书馆新馆开了吗"),
        ask=lambda each: library.ask(each, 5),
        follow=follow,
    )
    assert taken.answer.outcome is Outcome.RELATED
    assert "图书馆" in taken.answer.related[0].excerpt
    assert taken.last is not None
    assert taken.last.question == "区图书馆新馆开了吗"


@pytest.mark.parametrize("text", ["那今年呢", "明年呢"])
def test_a_time_after_nothing_is_unclear(library: Library, text: str) -> None:
    assert turn(library, text, None)[0].outcome is Outcome.UNCLEAR


@pytest.mark.parametrize(
    ("text", "reply"),
    [("你能干嘛", "can_do"), ("ni shi shui", "who"), ("听不懂你说啥", "complaint"), ("你说的不对", "complaint"),
     ("你只回答了一个", "complaint")],
)  # fmt: skip
def test_what_is_said_to_the_bot(library: Library, text: str, reply: str) -> None:
    assert turn(library, text, None)[0].reply == reply
