"""Commands, deep links and menus."""

from __future__ import annotations

import pytest

from bot import wording
from bot.messages.deep_links import paragraph_link, question_link
from bot.telegram.api.menus import set_menus
from bot.telegram.api.updates import ALLOWED_UPDATES
from bot.telegram.application import AnyApplication
from bot.telegram.routes import HANDLERS
from bot.view.introduction import Profile
from bot.wording import menus
from retrieval import Library
from tests.bot.telegram.conftest import CHAT, START, SUBJECT, Visitor
from tests.loopback.telegram import ApiError


@pytest.mark.parametrize(("command", "said"), [("/start", START), ("/help", wording.HELP)])
async def test_greeting_and_help_offer_topics(
    visitor: Visitor, library: Library, command: str, said: str
) -> None:
    sent = await visitor.say(command)
    assert sent.text == f"{said}\n{wording.EXAMPLES_LEAD}"
    assert [each["text"] for row in sent.rows for each in row] == list(library.topics)


async def test_an_example_is_answered_when_its_button_is_pressed(visitor: Visitor) -> None:
    sent = await visitor.say("/start")
    label = sent.rows[0][0]["text"]
    await visitor.notice(sent, label)
    below = (await visitor.do(visitor.server.replies, CHAT, 2))[-1]
    assert below.text.startswith(f"问题：{label}\n")
    assert below.content.looks("blockquote")
    assert sent.edits == 0


async def test_each_topic_is_answered(visitor: Visitor) -> None:
    sent = await visitor.say("/start")
    for number, label in enumerate(each["text"] for row in sent.rows for each in row):
        await visitor.notice(sent, label)
        below = (await visitor.do(visitor.server.replies, CHAT, 2 + number))[-1]
        assert below.text.startswith(f"{wording.QUESTION_LEAD}{label}\n")
        assert below.content.looks("blockquote"), label


async def test_words_that_name_a_button_do_what_it_does(visitor: Visitor) -> None:
    assert wording.CONTENTS_LEAD in (await visitor.say("目录")).text
    assert "第 13 段" in (await visitor.say("看看第13段")).text
    assert "第 999" not in (await visitor.say("第999段")).text
    await visitor.say("新增了多少停车位")
    for text in ("原文", "上下文呢？", "展开"):
        sent = await visitor.say(text)
        assert sent.content.looks("underline") == ["新增停车位2.64万个,6000辆公租自行车投放运营。"]
        assert sent.button(wording.BACK)


async def test_a_deep_link_leads_to_a_paragraph(visitor: Visitor, library: Library) -> None:
    payload = paragraph_link(13, library.reports[0].digest[:8])
    sent = await visitor.say(f"/start {payload}")
    assert "新增停车位2.64万个" in sent.text
    assert "第 13 段" in sent.text
    await visitor.press(sent, wording.NEXT_PARAGRAPH)
    assert "第 14 段" in sent.text
    await visitor.press(sent, wording.CONTENTS)
    assert sent.text.startswith("五年工作回顾")
    assert any(row[0]["text"].startswith("15 基本公共服务水平稳步提升") for row in sent.rows)


async def test_a_short_deep_link_leads_to_a_paragraph(visitor: Visitor) -> None:
    assert "第 13 段" in (await visitor.say("/start p13")).text


async def test_a_deep_link_leads_to_a_question_and_its_buttons_work(visitor: Visitor) -> None:
    sent = await visitor.say(f"/start {question_link('新增了多少停车位')}")
    assert sent.text.startswith("问题：新增了多少停车位\n新增停车位2.64万个")
    await visitor.press(sent, wording.NEXT_ANSWER)
    assert sent.button(wording.next_answer(2, 2))


@pytest.mark.parametrize("payload", ["p999", "p13-00000000", "q!", "nonsense", "qAAAA_", "p0"])
async def test_a_deep_link_that_leads_nowhere(visitor: Visitor, payload: str) -> None:
    sent = await visitor.say(f"/start {payload}")
    assert sent.text.startswith(wording.UNKNOWN_LINK)
    assert sent.rows


async def test_the_contents_lead_from_part_to_section_to_paragraph_and_back(
    visitor: Visitor,
) -> None:
    sent = await visitor.say("/contents")
    assert [row[0]["text"] for row in sent.rows] == [
        "报告题头", "五年工作回顾", "今后五年的主要任务", "2017年工作建议",
    ]  # fmt: skip
    await visitor.press(sent, "五年工作回顾")
    section = next(row[0]["text"] for row in sent.rows if row[0]["text"].startswith("二、"))
    await visitor.press(sent, section)
    entry = next(row[0]["text"] for row in sent.rows if row[0]["text"].startswith("13 "))
    await visitor.press(sent, entry)
    assert "新增停车位2.64万个" in sent.text
    await visitor.press(sent, wording.CONTENTS)
    await visitor.press(sent, wording.UP)
    await visitor.press(sent, wording.UP)
    assert wording.CONTENTS_LEAD in sent.text


async def test_about_names_report_date_size_digest_and_time(
    visitor: Visitor, library: Library
) -> None:
    text = (await visitor.say("/about")).text
    report = library.reports[0]
    assert SUBJECT in text
    assert f"共 {len(report.paragraphs)} 段" in text
    assert report.digest[:8] in text
    assert f"{library.indexed_at:%Y-%m-%d %H:%M}" in text
    assert wording.LIMITS in text


async def test_privacy_is_explained(visitor: Visitor) -> None:
    assert (await visitor.say("/privacy")).text == wording.privacy(
        90, anonymous=False, secret=False
    )


async def test_ask_without_a_question_says_how(visitor: Visitor) -> None:
    assert (await visitor.say("/ask")).text.startswith("请在 /ask 后面写上您的问题")
    assert "停车位2.64万个" in (await visitor.say("/ask 新增了多少停车位")).text


async def test_buttons_below_an_answer_to_ask_work(visitor: Visitor) -> None:
    sent = await visitor.say("/ask 新增了多少停车位")
    assert not sent.text.startswith("问题：")
    await visitor.press(sent, wording.NEXT_ANSWER)
    assert sent.button(wording.next_answer(2, 2))


async def test_an_unknown_command_is_no_question(visitor: Visitor) -> None:
    assert (await visitor.say("/parking 停车位")).text == wording.UNKNOWN_COMMAND


async def test_menus_and_descriptions_are_set_in_two_languages(
    visitor: Visitor, bot: AnyApplication
) -> None:
    profile = Profile("某区报告助手", "《某报告》", "新修了多少条路")
    await set_menus(bot.bot, profile)
    assert visitor.server.telegram.name == profile.name
    shown = visitor.server.telegram.menus
    for scope in ("default", "all_private_chats", "all_group_chats"):
        for language in ("", "en"):
            assert shown["commands", scope, language]
    private = shown["commands", "all_private_chats", ""]
    assert [each["command"] for each in private] == list(menus.COMMANDS)
    assert profile.example in private[1]["description"]
    assert shown["description", "", ""] == menus.description(profile.subject)["zh"]
    assert shown["description", "", "en"] == menus.description(profile.subject)["en"]
    assert shown["short_description", "", "en"] == menus.short_description(profile.subject)["en"]


async def test_a_menu_that_cannot_be_set_is_a_warning(
    visitor: Visitor, bot: AnyApplication, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.server.fail_once("setMyCommands", ApiError(400, "Bad Request: made up"))
    await set_menus(bot.bot, Profile("", "《某报告》", ""))
    assert "could not be set" in caplog.text
    assert (await visitor.say("/help")).text


async def test_every_command_of_the_menu_is_known(visitor: Visitor) -> None:
    for name in menus.COMMANDS:
        assert (await visitor.say(f"/{name}")).text != wording.UNKNOWN_COMMAND


def test_every_kind_of_update_that_is_fetched_has_a_handler() -> None:
    handled = {type(handler).__name__ for group in HANDLERS.values() for handler in group}
    assert set(ALLOWED_UPDATES) == {
        "message", "edited_message", "callback_query", "inline_query", "my_chat_member",
    }  # fmt: skip
    assert {"CallbackQueryHandler", "InlineQueryHandler", "ChatMemberHandler"} <= handled


def test_examples_are_answered_by_the_reports_themselves(library: Library) -> None:
    assert len(library.examples) >= 30
    for example in library.examples:
        assert library.ask(example).outcome == "answered"
