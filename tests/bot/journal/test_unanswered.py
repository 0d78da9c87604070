"""What people ask in vain is shown once, however they word it, the most pressing first."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest

from bot.journal import Feedback, Journal, message_name
from bot.journal.unanswered import group_similar
from retrieval.evaluation import load_gold
from tests.bot.journal.kit import EVER, entry, settled
from tests.conftest import ROOT

SAME = [
    ("小区里能不能加装电梯", "老旧小区能不能加装电梯", "小区能加装电梯吗", "小区加装电梯"),
    ("什么时候通地铁", "地铁什么时候通", "地铁啥时候能通"),
    ("养老金涨了多少", "养老金今年涨多少", "养老金涨多少？"),
    ("垃圾分类怎么罚款", "垃圾分类罚款", "垃圾分类会罚款吗"),
]
DIFFERENT = [
    "什么时候放假",
    "公园什么时候开门",
    "医院在哪里",
    "学校怎么报名",
    "停车怎么收费",
    "暖气费多少钱",
    "有没有游泳馆",
]


@pytest.mark.parametrize("seed", range(5))
def test_rewordings_come_together_and_other_questions_stay_apart(seed: int) -> None:
    texts = [text for group in SAME for text in group] + DIFFERENT
    random.Random(seed).shuffle(texts)  # noqa: S311 - no secret
    found = {frozenset(texts[number] for number in group) for group in group_similar(texts)}
    assert found == {frozenset(group) for group in SAME} | {frozenset({text}) for text in DIFFERENT}


def test_width_case_blanks_and_punctuation_make_no_difference() -> None:
    assert group_similar(["ＷＩＦＩ 覆盖？", "wifi覆盖", "Wi-Fi覆盖！"]) == [[0, 1, 2]]


def test_script_and_numerals_make_no_difference() -> None:
    texts = ["小区加装电梯", "小區加裝電梯", "二〇一六年停车位", "2016年停车位"]
    assert group_similar(texts) == [[0, 1], [2, 3]]


@pytest.mark.parametrize("texts", [[], [""], ["？", "！"], ["a"], ["〔手机号〕", "〔手机号〕"]])
def test_any_texts_can_be_grouped_and_none_is_lost(texts: list[str]) -> None:
    assert sorted(number for group in group_similar(texts) for number in group) == list(
        range(len(texts))
    )


@pytest.mark.parametrize(
    "file", sorted((ROOT / "tests/gold").glob("*.jsonl")), ids=lambda file: file.name
)
def test_different_labelled_questions_seldom_come_together(file: Path) -> None:
    texts = [gold.question for gold in load_gold(file) if gold.kind == "oos"]
    groups = group_similar(texts)
    assert len(groups) >= 0.8 * len(texts)  # some of them do ask the same


def test_thousands_of_long_questions_of_a_flood_are_grouped() -> None:
    """Each was once compared with each: an hour for as many.  No question is lost."""
    random.seed(1)
    pieces = [text for group in SAME for text in group] + DIFFERENT
    texts = ["".join(random.choices(pieces, k=40))[:200] for _ in range(1000)]  # noqa: S311
    found = group_similar([*texts, *texts])
    assert sorted(number for group in found for number in group) == list(range(2000))
    assert all(number + 1000 in group for group in found for number in group if number < 1000)


async def test_most_askers_come_first_then_the_latest(journal: Journal) -> None:
    start = datetime.datetime(2016, 12, 20, tzinfo=datetime.UTC)
    asked = [
        ("医院在哪里", 1),
        ("医院在哪里", 1),
        ("医院在哪里", 1),
        ("小区加装电梯", 1),
        ("小区加装电梯吗", 2),
        ("学校怎么报名", 3),
    ]
    for minute, (text, user) in enumerate(asked):
        time = start + datetime.timedelta(minutes=minute)
        journal.record(entry(text, user=user, outcome="not_in_report", time=time))
    await settled(journal)
    groups = await journal.unanswered(EVER)
    assert [group.wordings[0] for group in groups] == [
        "小区加装电梯吗",
        "学校怎么报名",
        "医院在哪里",
    ]
    lift = groups[0]
    assert (lift.askers, lift.times) == (2, 2)
    assert lift.wordings == ("小区加装电梯吗", "小区加装电梯")
    assert lift.last == start + datetime.timedelta(minutes=4)
    assert groups[2].times == 3


async def test_answers_voted_down_are_there_and_good_ones_are_not(
    journal: Journal,
) -> None:
    journal.record(entry("答得不好", answer=message_name(1, 1)))
    journal.record(entry("答得好", answer=message_name(1, 2)))
    journal.record(entry("您好", outcome="small_talk"))
    journal.record(entry(None, outcome="not_in_report"))
    journal.feedback(message_name(1, 1), Feedback.DOWN)
    journal.feedback(message_name(1, 2), Feedback.UP)
    await settled(journal)
    group, talk = await journal.unanswered(EVER)
    assert talk.wordings == ("您好",)
    assert talk.small_talk
    assert not group.small_talk
    assert (group.wordings, group.down) == (("答得不好",), 1)
