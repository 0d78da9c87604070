"""Each message is answered in its own language; the report's words stay as they are."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot import wording
from bot.wording.spoken import speaking
from bot.wording.topics import TOPICS
from retrieval import Language, Library, Outcome
from tests.bot.telegram.conftest import CHAT, Visitor
from tests.loopback.telegram import Sent

PARKING = "how many parking spaces were added"
EXCERPT = "新增停车位2.64万个,6000辆公租自行车投放运营。"
HAN = re.compile("[\u3400-\u9fff]")


def english(name: str) -> str:
    with speaking(Language.ENGLISH):
        return str(getattr(wording, name))


def labels(sent: Sent) -> list[str]:
    return [each["text"] for row in sent.rows for each in row]


async def test_a_question_in_english_has_english_around_the_excerpt(visitor: Visitor) -> None:
    sent = await visitor.say(PARKING)
    assert sent.text.startswith(f"{EXCERPT}\n朝阳区 2016 report › 五年回顾 › paragraph 13\n")
    assert labels(sent) == [english("CONTEXT"), english("SHARE"), "👍", "👎"]
    await visitor.press(sent, english("CONTEXT"))
    assert "\nSource: 《政府工作报告》 (朝阳区, 2016-12-20) › " in sent.text
    assert english("BACK") in labels(sent)
    await visitor.press(sent, english("WHOLE_SECTION"))
    await visitor.press(sent, english("BACK"))
    assert sent.text.startswith(EXCERPT)


async def test_a_question_in_traditional_characters_has_them_around_the_excerpt(
    visitor: Visitor,
) -> None:
    sent = await visitor.say("新增了多少停車位")
    assert sent.text.startswith(f"{EXCERPT}\n朝阳区2016年報告 › 五年回顾 › 第13段")
    assert "轉發" in labels(sent)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("when were the parking spaces added", "The report mentions “"),
        ("what is the price of eggs in Paris", "This report has nothing on your question."),
        ("who are you", "I am a bot that looks things up in 《政府工作报告》"),
        ("thanks", "You are welcome."),
        ("/ask " + PARKING, EXCERPT),
    ],
)
async def test_what_is_no_answer_is_said_in_english(
    visitor: Visitor, question: str, begins: str
) -> None:
    sent = await visitor.say(question)
    assert sent.text.startswith(begins)
    for label in labels(sent):
        assert not HAN.search(label) or label.startswith(("报告", "《"))


async def test_relative_years_are_told_in_english(visitor: Visitor) -> None:
    sent = await visitor.say("next year GDP target")
    assert "\nThe report is of 2016-12: “next year” is 2017.\n" in sent.text


async def test_each_question_chooses_its_language(visitor: Visitor) -> None:
    assert " report › " in (await visitor.say(PARKING)).text
    followed = await visitor.say("and next year?")
    assert followed.text.startswith(f"After “{PARKING}”: and next year?\n")
    assert english("CONTEXT") in labels(followed)
    assert "朝阳区2016年报告 › " in (await visitor.say("新增了多少停车位")).text
    assert wording.CONTEXT in labels(await visitor.say("2016?"))  # of no language: as before it


async def test_commands_are_in_the_language_of_the_questions_before(visitor: Visitor) -> None:
    await visitor.say(PARKING)
    assert (await visitor.say("/help")).text.startswith("How to use this bot")
    assert (await visitor.say("/contents")).text.endswith(english("CONTENTS_LEAD"))
    assert (await visitor.say("/foo")).text == english("UNKNOWN_COMMAND")
    assert (await visitor.say("/new")).text == english("FORGOTTEN")
    assert (await visitor.say("/help")).text.startswith(wording.HELP)  # forgotten with the question


async def test_before_any_question_telegram_says_the_language(visitor: Visitor) -> None:
    person: Any = {"id": CHAT, "is_bot": False, "first_name": "A", "language_code": "en"}
    own: Any = {"from": person}
    sent = await visitor.say("/start", **own)
    assert sent.text.startswith("Hello. I look things up for you in 《政府工作报告》")
    assert labels(sent)[0] == "Schools"
    assert (await visitor.say("/foo", **own)).text == wording.UNKNOWN_COMMAND
    await visitor.notice(sent, "Schools")
    below = (await visitor.do(visitor.server.replies, CHAT, 3))[-1]
    assert below.text.startswith("Question: Schools\n")
    person["language_code"] = "zh-hant"
    assert (await visitor.say("/help", chat=99, **own)).text.startswith("使用方法：直接發送")


async def test_a_suggestion_in_chinese_keeps_the_language_of_who_asked(visitor: Visitor) -> None:
    sent = await visitor.say("library opening hours")
    assert "\nThe nearest part of the report: 三、" in sent.text
    label = labels(sent)[0]
    assert HAN.search(label)
    await visitor.notice(sent, label)
    below = (await visitor.do(visitor.server.replies, CHAT, 2))[-1]
    assert below.text.startswith(f"Question: {label}\n")
    assert english("SHARE") in labels(below)
    await visitor.press(below, english("CONTEXT"))
    assert english("BACK") in labels(below)


def test_each_topic_is_answered_in_english_too(library: Library) -> None:
    assert set(TOPICS) >= set(library.topics)
    with speaking(Language.ENGLISH):
        names = [TOPICS[each] for each in library.topics]
    assert len(names) > 5
    for name in names:
        assert library.ask(name).outcome is Outcome.ANSWERED, name


async def test_inline_results_are_in_english(visitor: Visitor) -> None:
    answer = await visitor.do(visitor.server.inline, CHAT, PARKING)
    assert answer["results"][0]["title"].startswith("paragraph 13 · ")
    assert answer["texts"][0].text.startswith(f"{EXCERPT}\n——《政府工作报告》 (朝阳区, 2016-12-20)")
    button = answer["results"][0]["reply_markup"]["inline_keyboard"][0][0]
    assert button["text"] == english("OPEN_IN_BOT")
    silent = await visitor.do(visitor.server.inline, CHAT, "price of eggs in Paris")
    assert silent["button"]["text"].startswith("Nothing found")


async def test_limits_and_pauses_are_told_in_english(visitor: Visitor) -> None:
    sent = await visitor.say("my phone is 13812345678, " + PARKING)
    assert sent.text.endswith(english("PERSONAL_DATA"))
