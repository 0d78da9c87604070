"""Groups: spoken to by mention, reply or /ask; silent otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from bot import wording
from bot.telegram.application import AnyApplication
from bot.wording import introducing
from tests.bot.telegram.conftest import GROUP, SUBJECT, TOPICS, Visitor
from tests.loopback.telegram import BOT_ID, ApiError

ASKED = "新增了多少停车位"
EXCERPT = "新增停车位2.64万个"


@pytest.mark.parametrize("text", ["@report_bot " + ASKED, ASKED + " @Report_Bot", "/ask " + ASKED,
                                  "/ask@report_bot " + ASKED])  # fmt: skip
async def test_a_mention_or_the_command_is_answered(visitor: Visitor, text: str) -> None:
    sent = await visitor.say(text, chat=GROUP)
    assert sent.text.startswith(EXCERPT)


@pytest.mark.parametrize("others", [[("bold", 0, 2)], [("url", 11, 99)], [("mention", -1, 1)]])
@pytest.mark.parametrize("end", ["", "\ud83d"])
async def test_a_mention_is_seen_beside_entities_that_fit_nothing(
    visitor: Visitor, others: list[tuple[str, int, int]], end: str
) -> None:
    entities = [
        {"type": kind, "offset": offset, "length": length}
        for kind, offset, length in [*others, ("mention", 0, 11)]
    ]
    text = "@report_bot 😀 " + ASKED + end
    sent = await visitor.say(text, chat=GROUP, entities=entities)
    assert sent.text.startswith(EXCERPT)


async def test_an_entity_that_covers_nothing_leaves_the_question_whole(visitor: Visitor) -> None:
    me = {"id": BOT_ID, "is_bot": True, "first_name": "x"}
    nothing = {"type": "text_mention", "offset": 999, "length": 5, "user": me}
    mention = {"type": "mention", "offset": 0, "length": 11}
    sent = await visitor.say("@report_bot " + ASKED, chat=GROUP, entities=[nothing, mention])
    assert sent.text.startswith(EXCERPT)
    assert sent.button(wording.SHARE)["switch_inline_query_chosen_chat"]["query"] == ASKED


async def test_a_reply_to_the_bot_is_answered(visitor: Visitor) -> None:
    sent = await visitor.say("/ask " + ASKED, chat=GROUP)
    follow = await visitor.say("还有呢", chat=GROUP, reply_to=sent.message_id)
    assert follow.text.startswith("接着“新增了多少停车位”：还有呢\n")


@pytest.mark.parametrize(
    "text", [ASKED, "@another_bot " + ASKED, "/foo", "/ask@another_bot " + ASKED, "/start@other_bot"]
)  # fmt: skip
async def test_other_messages_are_left_alone(visitor: Visitor, text: str) -> None:
    await visitor.silence(text)


async def test_pictures_and_joining_people_are_left_alone(visitor: Visitor) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    await visitor.silence(photo=photo)
    await visitor.silence(new_chat_members=[{"id": 5, "is_bot": False, "first_name": "新"}])


async def test_messages_of_other_bots_and_channels_are_left_alone(visitor: Visitor) -> None:
    bot: Any = {"id": 77, "is_bot": True, "first_name": "另一个", "username": "another_bot"}
    await visitor.silence("@report_bot " + ASKED, sender=bot)
    channel = {"id": -1009, "type": "channel", "title": "公告"}
    await visitor.silence("@report_bot " + ASKED, is_automatic_forward=True, sender_chat=channel)


async def test_an_anonymous_administrator_is_answered(visitor: Visitor) -> None:
    admin = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    group = {"id": GROUP, "type": "group", "title": "居民群"}
    text = "@report_bot " + ASKED
    sent = await visitor.say(text, chat=GROUP, sender=admin, sender_chat=group)
    assert sent.text.startswith(EXCERPT)


async def test_a_mention_alone_below_a_message_asks_that_message(visitor: Visitor) -> None:
    asked = await visitor.do(visitor.server.receive, GROUP, ASKED)
    sent = await visitor.say("@report_bot", chat=GROUP, reply_to=asked)
    assert EXCERPT in sent.text


async def test_a_mention_alone_gets_a_hint(visitor: Visitor) -> None:
    assert (await visitor.say("@report_bot", chat=GROUP)).text == wording.GROUP_HINT


async def test_a_command_that_names_the_bot_is_known_or_said_to_be_unknown(
    visitor: Visitor,
) -> None:
    assert (await visitor.say("/start@report_bot", chat=GROUP)).text == introducing.group_start(
        "", SUBJECT
    )
    assert (await visitor.say("/foo@report_bot", chat=GROUP)).text == wording.UNKNOWN_COMMAND


async def test_buttons_in_a_group_work_for_everyone(visitor: Visitor) -> None:
    sent = await visitor.say("@report_bot " + ASKED, chat=GROUP)
    assert not sent.text.startswith(("问题：", "接着"))
    await visitor.press(sent, wording.NEXT_ANSWER, user=99)
    assert sent.button(wording.next_answer(2, 2))


async def test_when_the_bot_joins_a_group_it_says_how_to_ask(visitor: Visitor) -> None:
    await visitor.do(visitor.server.stand, GROUP, "left", "member")
    assert (await visitor.do(visitor.server.replies, GROUP))[-1].text == introducing.group_start(
        "", SUBJECT
    )


async def test_when_the_bot_becomes_administrator_or_leaves_it_says_nothing(
    visitor: Visitor,
) -> None:
    await visitor.do(visitor.server.stand, GROUP, "member", "administrator")
    await visitor.do(visitor.server.stand, GROUP, "administrator", "left")
    await visitor.silence(ASKED)


async def test_topics_are_answered_in_the_topic(visitor: Visitor) -> None:
    topic = {"message_thread_id": 7, "is_topic_message": True}
    sent = await visitor.say("/ask " + ASKED, chat=TOPICS, **topic)
    assert sent.fields["message_thread_id"] == "7"


async def test_topics_have_follow_ups_of_their_own(visitor: Visitor) -> None:
    for number in (7, 8):
        topic = {"message_thread_id": number, "is_topic_message": True}
        asked = "2016年地区生产总值是多少" if number == 7 else ASKED
        await visitor.say("/ask " + asked, chat=TOPICS, **topic)
    topic = {"message_thread_id": 7, "is_topic_message": True}
    sent = await visitor.say("/ask 那2017年呢", chat=TOPICS, **topic)
    assert sent.text.startswith("接着“2016年地区生产总值是多少”：那2017年呢")


async def test_a_closed_topic_is_answered_outside_of_it(visitor: Visitor) -> None:
    error = ApiError(400, "Bad Request: message thread not found")
    visitor.server.fail_once("sendMessage", error)
    topic = {"message_thread_id": 7, "is_topic_message": True}
    sent = await visitor.say("/ask " + ASKED, chat=TOPICS, **topic)
    assert "message_thread_id" not in sent.fields


async def test_a_group_that_became_a_supergroup_is_answered_there(visitor: Visitor) -> None:
    visitor.server.telegram.moved[GROUP] = TOPICS
    visitor.server.telegram.chats.add(TOPICS)
    await visitor.do(visitor.server.receive, GROUP, "/ask " + ASKED)
    sent = (await visitor.do(visitor.server.replies, TOPICS))[-1]
    assert sent.text.startswith(EXCERPT)


async def test_a_group_that_becomes_a_supergroup_keeps_its_last_question(
    visitor: Visitor, bot: AnyApplication
) -> None:
    await visitor.say("/ask 2016年地区生产总值是多少", chat=GROUP)
    await visitor.do(visitor.server.receive, GROUP, migrate_to_chat_id=TOPICS)
    sent = await visitor.say("/ask 那2017年呢", chat=TOPICS)
    assert sent.text.startswith("接着“2016年地区生产总值是多少”：那2017年呢")
    services = bot.bot_data
    assert services.conversation.memory.last(str(GROUP)) is None


async def test_a_message_through_the_bots_own_inline_mode_is_no_question(visitor: Visitor) -> None:
    via = {"id": BOT_ID, "is_bot": True, "first_name": "朝阳报告", "username": "report_bot"}
    await visitor.silence("@report_bot " + ASKED, via_bot=via)
