"""What becomes of a question is in the journal; personal data is not."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from bot import wording
from bot.conversation.conversation import Conversation
from bot.telegram.application import AnyApplication
from bot.wording import operators
from tests.bot.journal import kit
from tests.bot.telegram.conftest import CHAT, GROUP, Visitor, idle

EVER = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


async def rows(bot: AnyApplication) -> list[dict[str, Any]]:
    """The rows as exported, once the bot has nothing left to do."""
    await idle(bot)
    return [json.loads(line) async for line in bot.bot_data.journal.export(EVER)]


def channels() -> list[str]:
    """The channels of the rows in the working folder's journal."""
    return [row["channel"] for row in kit.rows("sqlite:///journal.db")]


async def test_a_question_leaves_a_row_with_its_outcome_and_place(
    visitor: Visitor, bot: AnyApplication
) -> None:
    await visitor.say("新增了多少停车位")
    (row,) = await rows(bot)
    assert row["question"] == "新增了多少停车位"
    assert row["outcome"] == "answered"
    assert row["paragraph"] == 13
    assert channels() == ["private"]


async def test_commands_and_buttons_leave_none_but_examples_do(
    visitor: Visitor, bot: AnyApplication
) -> None:
    sent = await visitor.say("/start")
    await visitor.say("/help")
    label = sent.rows[0][0]["text"]
    await visitor.notice(sent, label)
    await visitor.do(visitor.server.replies, CHAT, 3)
    (row,) = await rows(bot)
    assert row["question"] == label


async def test_a_follow_up_is_kept_as_it_was_understood(
    visitor: Visitor, bot: AnyApplication
) -> None:
    await visitor.say("2016年地区生产总值是多少")
    await visitor.say("那2017年呢")
    questions = {row["question"] for row in await rows(bot)}
    assert "2017年地区生产总值是多少" in questions


async def test_a_rating_finds_its_row(visitor: Visitor, bot: AnyApplication) -> None:
    sent = await visitor.say("新增了多少停车位")
    await visitor.notice(sent, wording.NOT_USEFUL)
    (row,) = await rows(bot)
    assert row["feedback"] == "down"


async def test_groups_are_told_apart(visitor: Visitor, bot: AnyApplication) -> None:
    await visitor.say("/ask 新增了多少停车位", chat=GROUP)
    await idle(bot)
    assert channels() == ["group"]


async def test_personal_data_is_not_kept_and_the_person_is_told(
    visitor: Visitor, bot: AnyApplication
) -> None:
    sent = await visitor.say("我的手机号13800138000，新增了多少停车位")
    assert sent.text.endswith(wording.PERSONAL_DATA)
    assert "2.64万个" in sent.text
    (row,) = await rows(bot)
    assert "13800138000" not in json.dumps(row)
    assert "〔手机号〕" in row["question"]


async def test_forget_deletes_what_one_person_asked(visitor: Visitor, bot: AnyApplication) -> None:
    await visitor.say("新增了多少停车位")
    await visitor.say("谁作的报告", chat=CHAT + 1)
    await idle(bot)
    assert (await visitor.say("/forget")).text == wording.forgot(1)
    assert [row["question"] for row in await rows(bot)] == ["谁作的报告"]
    assert (await visitor.say("/forget")).text == wording.forgot(0)


async def test_a_fault_of_ours_is_in_the_journal(
    visitor: Visitor,
    bot: AnyApplication,
    conversation: Conversation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr(conversation, "answer", broken)
    await visitor.say("新增了多少停车位")
    (row,) = await rows(bot)
    assert row["outcome"] == "failed"


@pytest.mark.parametrize("below", ["/help", "新增了多少停车位"])
async def test_a_button_that_fails_leaves_no_row(
    visitor: Visitor,
    bot: AnyApplication,
    conversation: Conversation,
    monkeypatch: pytest.MonkeyPatch,
    below: str,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("made up")

    sent = await visitor.say(below)
    monkeypatch.setattr(conversation, "press", broken)
    await visitor.notice(sent, sent.rows[0][-1]["text"])
    assert (await visitor.do(visitor.server.replies, CHAT, 2))[-1].text == wording.APOLOGY
    await visitor.say("谁作的报告")
    asked = {below, "谁作的报告"} - {"/help"}
    assert {row["question"] for row in await rows(bot)} == asked


async def test_a_command_that_fails_leaves_no_row(
    visitor: Visitor,
    bot: AnyApplication,
    conversation: Conversation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr(conversation, "help", broken)
    assert (await visitor.say("/help")).text == wording.APOLOGY
    await visitor.say("谁作的报告")
    assert [row["question"] for row in await rows(bot)] == ["谁作的报告"]


async def test_a_question_that_is_edited_into_a_command_is_asked_once(
    visitor: Visitor, bot: AnyApplication
) -> None:
    sent = await visitor.say("谁作的报告")
    assert sent.replied is not None
    await visitor.do(visitor.server.edit, CHAT, sent.replied, "/help")
    await visitor.say("/about")  # comes after the edit
    assert sent.edits == 0
    assert visitor.count(CHAT) == 2
    assert [row["question"] for row in await rows(bot)] == ["谁作的报告"]


async def test_a_text_that_only_looks_like_a_command_is_a_question(
    visitor: Visitor, bot: AnyApplication
) -> None:
    await visitor.say("/停车位新增了多少")
    assert [row["question"] for row in await rows(bot)] == ["/停车位新增了多少"]


class TestPaused:
    @pytest.fixture
    def changes(self) -> dict[str, Any]:
        return {"admin_ids": "99"}

    async def test_questions_leave_a_row_and_commands_do_not(
        self, visitor: Visitor, bot: AnyApplication
    ) -> None:
        await visitor.say("/pause 报告更新中", chat=99)
        note = wording.paused("报告更新中")
        for text in ("/help", "/start", "/contents", "/foo"):
            assert (await visitor.say(text)).text == note
        assert (await visitor.say("@report_bot 谁作的报告", chat=GROUP)).text == note
        (row,) = await rows(bot)
        assert (row["question"], row["outcome"]) == ("谁作的报告", "paused")
        assert (await visitor.say("/resume", chat=99)).text == operators.RESUMED


async def test_privacy_says_for_how_long(visitor: Visitor) -> None:
    assert "最多 90 天" in (await visitor.say("/privacy")).text
