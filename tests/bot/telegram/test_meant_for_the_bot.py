"""One question for all handlers: whether an update is for the bot, and from whom it is."""

from __future__ import annotations

from typing import Any

import pytest
from telegram.ext import CommandHandler

from bot import wording
from bot.telegram.application import AnyApplication
from bot.telegram.routes import HANDLERS
from bot.wording.menus import COMMANDS
from bot.wording.operators import COMMANDS as OPERATORS_COMMANDS
from tests.bot.telegram.conftest import CHAT, GROUP, Visitor, idle

ASKED = "新增了多少停车位"
OTHER_BOT = {"id": 77, "is_bot": True, "first_name": "另一个", "username": "another_bot"}
CHANNEL = {"id": -1009, "type": "channel", "title": "公告"}
ANONYMOUS = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
# What comes in a group and is for people or other bots, whatever it says.
STRANGE: list[dict[str, Any]] = [
    {"sender": OTHER_BOT},
    {"is_automatic_forward": True, "sender_chat": CHANNEL},
    {"via_bot": OTHER_BOT},
]


@pytest.mark.parametrize("content", STRANGE, ids=("bot", "forward", "inline"))
@pytest.mark.parametrize(
    "text",
    ["/start p13", "/help", "/forget", "/help@report_bot", "/ask " + ASKED, "/new", "/about"],
)
async def test_commands_of_other_bots_and_forwards_are_left_alone(
    visitor: Visitor, content: dict[str, Any], text: str
) -> None:
    await visitor.silence(text, **content)


@pytest.mark.parametrize("command", ["stats", "whoami", "pause", "reload", "foo", "helpme", "2016"])
async def test_other_commands_that_name_no_bot_are_left_alone_in_groups(
    visitor: Visitor, command: str
) -> None:
    await visitor.silence(f"/{command}")


async def test_edited_messages_of_other_bots_are_left_alone(visitor: Visitor) -> None:
    number = await visitor.do(visitor.server.receive, GROUP, "/ask", sender=OTHER_BOT)
    await visitor.do(visitor.server.edit, GROUP, number, "/ask " + ASKED)
    await visitor.silence("随便聊聊")


def test_each_command_is_of_citizens_or_of_operators() -> None:
    handled = {
        command
        for handler in HANDLERS[0]
        if isinstance(handler, CommandHandler)
        for command in handler.commands
    }
    assert handled == {*COMMANDS, *OPERATORS_COMMANDS, "whoami"}


class TestLimited:
    @pytest.fixture
    def changes(self) -> dict[str, Any]:
        return {"rate_limit": "2/minute"}

    @pytest.mark.parametrize("text", ["/help", "/start p13", "/about", "/contents", "/privacy"])
    async def test_commands_that_name_no_bot_count(self, visitor: Visitor, text: str) -> None:
        texts = [(await visitor.say(text, chat=GROUP, user=5)).text for _ in range(3)]
        assert [each.startswith("您问得太快了") for each in texts] == [False, False, True]

    async def test_what_is_not_for_the_bot_does_not_count(self, visitor: Visitor) -> None:
        for content in STRANGE:
            await visitor.do(visitor.server.receive, GROUP, "/help", user=5, **content)
        assert "2.64万个" in (await visitor.say("/ask " + ASKED, chat=GROUP, user=5)).text

    async def test_an_album_counts_once(self, visitor: Visitor) -> None:
        for _ in range(5):
            await visitor.do(visitor.server.receive, CHAT, photo=PHOTO, media_group_id="1")
        await visitor.do(visitor.server.receive, CHAT, ASKED)
        album, sent = await visitor.do(visitor.server.replies, CHAT, 2)
        assert (album.text, "2.64万个" in sent.text) == (wording.NOT_TEXT, True)

    async def test_anonymous_administrators_of_two_groups_are_two_people(
        self, visitor: Visitor
    ) -> None:
        for chat in (GROUP, GROUP - 1):
            named = {"id": chat, "type": "group", "title": "居民群"}
            for _ in range(2):
                sent = await visitor.say(
                    "/ask " + ASKED, chat=chat, sender=ANONYMOUS, sender_chat=named
                )
                assert "2.64万个" in sent.text


class TestPaused:
    async def test_commands_that_name_no_bot_wait(
        self, visitor: Visitor, bot: AnyApplication
    ) -> None:
        bot.bot_data.service.paused = "维护"
        for text in ("/help", "/start p13", "/about", "/privacyx@report_bot"):
            assert (await visitor.say(text, chat=GROUP)).text == wording.paused("维护")
        for text in ("/privacy", "/privacy@report_bot"):
            assert (await visitor.say(text, chat=GROUP)).text.startswith("隐私说明")


async def test_an_anonymous_administrator_forgets_only_what_the_own_group_asked(
    visitor: Visitor, bot: AnyApplication
) -> None:
    for chat in (GROUP, GROUP - 1):
        named = {"id": chat, "type": "group", "title": "居民群"}
        await visitor.say("/ask " + ASKED, chat=chat, sender=ANONYMOUS, sender_chat=named)
    await idle(bot)
    for chat, count in ((GROUP, 1), (GROUP, 0), (GROUP - 1, 1)):
        named = {"id": chat, "type": "group", "title": "居民群"}
        sent = await visitor.say("/forget", chat=chat, sender=ANONYMOUS, sender_chat=named)
        assert sent.text == wording.forgot(count)


@pytest.mark.parametrize("at", [0, 1, 2])
async def test_an_album_gets_one_reply_that_answers_its_question(visitor: Visitor, at: int) -> None:
    for number in range(3):
        caption = {"caption": ASKED} if number == at else {}
        await visitor.do(visitor.server.receive, CHAT, photo=PHOTO, media_group_id="1", **caption)
    await visitor.do(visitor.server.receive, CHAT, "谁作的报告")
    sent, other = await visitor.do(visitor.server.replies, CHAT, 2)
    assert "2016年12月20日" in other.text
    assert "2.64万个" in sent.text
    assert sent.edits == (at > 0)


async def test_an_album_without_a_question_gets_one_reply(visitor: Visitor) -> None:
    for group in ("1", "2"):
        for _ in range(3):
            await visitor.do(visitor.server.receive, CHAT, photo=PHOTO, media_group_id=group)
    await visitor.do(visitor.server.receive, CHAT, "谁作的报告")
    texts = [sent.text for sent in await visitor.do(visitor.server.replies, CHAT, 3)]
    assert texts[:2] == [wording.NOT_TEXT] * 2
    assert "2016年12月20日" in texts[2]


@pytest.mark.parametrize("caption", ["/help", "/foo", "/stats@report_bot"])
async def test_a_command_below_a_picture_is_no_question(
    visitor: Visitor, bot: AnyApplication, caption: str
) -> None:
    sent = await visitor.say(photo=PHOTO, caption=caption)
    assert sent.text == wording.NOT_TEXT
    await idle(bot)
    assert (await bot.bot_data.journal.forget(CHAT)) == 0


@pytest.mark.parametrize("text", ["/help", "/foo 停车位", "/lexicon 车位费 → 停车收费", "/stats"])
async def test_a_command_edited_into_a_question_is_none(
    visitor: Visitor, bot: AnyApplication, text: str
) -> None:
    number = await visitor.do(visitor.server.receive, CHAT, ASKED)
    await visitor.do(visitor.server.replies, CHAT, 1)
    await visitor.do(visitor.server.edit, CHAT, number, text)
    await visitor.say("谁作的报告")
    await idle(bot)
    assert (await bot.bot_data.journal.forget(CHAT)) == 2


@pytest.mark.parametrize("text", ["/ask\n" + ASKED, "/ask\u3000" + ASKED, "/ASK  " + ASKED])
async def test_any_space_may_follow_the_command(visitor: Visitor, text: str) -> None:
    assert "2.64万个" in (await visitor.say(text, chat=GROUP)).text
