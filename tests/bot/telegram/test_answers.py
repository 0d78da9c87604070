"""Questions in a private chat: what comes back, and how it looks."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Message, User

from bot import wording
from bot.conversation.answered import Answered
from bot.conversation.conversation import Conversation
from bot.messages.reply import Reply
from bot.messages.rich_text import Block, TextRun
from bot.telegram import context
from bot.telegram.messages.incoming import Incoming, read_message
from tests.bot.telegram.conftest import CHAT, Visitor

EXCERPT = "新增停车位2.64万个,6000辆公租自行车投放运营。"


async def test_a_question_is_answered_with_excerpt_place_and_context(
    visitor: Visitor,
) -> None:
    sent = await visitor.say("新增了多少停车位")
    excerpt, place, *around = sent.text.split("\n")
    assert excerpt == EXCERPT
    assert place == "朝阳区2016年报告 › 五年回顾 › 第13段"
    assert sent.content.looks("blockquote") == [EXCERPT]
    assert sent.content.looks("bold") == ["2.64万个", "新增停车位"]
    assert sent.content.looks("expandable_blockquote") == ["\n".join(around)]
    assert "".join(sent.content.looks("underline")) == EXCERPT
    # A phone shows three lines of what is folded, some twenty characters each.
    assert around[0].index(EXCERPT) + len(EXCERPT) < 80


async def test_a_message_is_parsed_once(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str | None] = []

    def counted(message: Message, me: User) -> Incoming:
        parsed.append(message.text)
        return read_message(message, me)

    monkeypatch.setattr(context, "read_message", counted)
    await visitor.say("新增了多少停车位")
    await visitor.say("/help")
    assert parsed == ["新增了多少停车位", "/help"]


async def test_the_answer_replies_to_the_question_and_shows_no_preview(visitor: Visitor) -> None:
    number = await visitor.do(visitor.server.receive, CHAT, "新增了多少停车位")
    sent = (await visitor.do(visitor.server.replies, CHAT))[-1]
    assert sent.replied == number
    assert '"is_disabled": true' in sent.fields["link_preview_options"]


async def test_the_title_block_can_be_asked_about(visitor: Visitor) -> None:
    text = (await visitor.say("谁作的报告")).text
    assert "朝阳区人民政府区长\xa0 王\xa0 灏" in text
    assert "朝阳区2016年报告 › 报告题头 › 第1段" in text


async def test_where_the_report_is_silent_nearest_heading_and_examples(visitor: Visitor) -> None:
    sent = await visitor.say("地铁票价多少钱")
    said, nearest, lead = sent.text.splitlines()
    assert said == "这份报告里没有找到与您的问题相关的内容。"
    assert nearest.startswith("报告里最接近的部分：")
    assert lead == wording.SUGGESTIONS_LEAD
    assert len(sent.rows) == 4  # two examples of that part, two rows of topics


async def test_a_suggestion_is_answered_below(visitor: Visitor) -> None:
    sent = await visitor.say("周杰伦的老婆叫什么")
    label = sent.rows[0][0]["text"]
    await visitor.notice(sent, label)
    below = (await visitor.do(visitor.server.replies, CHAT, 2))[-1]
    assert below.text.startswith(wording.QUESTION_LEAD + label)
    assert below.content.looks("blockquote")


@pytest.mark.parametrize(
    "question",
    ["<b>加粗</b><a href='x'>停车位&lt;</a>", "停车位 & <script>", "*停车位* _新增_ [x](y)"],
)
async def test_markup_in_a_question_is_harmless(visitor: Visitor, question: str) -> None:
    assert "停车位2.64万个" in (await visitor.say(question)).text
    assert visitor.server.telegram.rejected == []


async def test_markup_in_a_question_that_is_repeated_is_harmless(visitor: Visitor) -> None:
    await visitor.say("新增了多少停车位")
    sent = await visitor.say("那<b>学校</b>&呢")
    assert visitor.server.telegram.rejected == []
    assert sent.text


async def test_a_long_reply_is_split_at_sentences_and_nothing_is_lost(
    visitor: Visitor, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "这是一句很长的话😀,含有<尖括号>&符号。"
    long = Reply((Block((TextRun(sentence * 300), TextRun("完", bold=True)), quotation=True),))
    monkeypatch.setattr(conversation, "answer", lambda *_, **__: Answered(long))
    await visitor.say("问")
    replies = await visitor.do(visitor.server.replies, CHAT, 2)
    while not replies[-1].text.endswith("完"):
        replies = await visitor.do(visitor.server.replies, CHAT, len(replies) + 1)
    assert "".join(reply.text for reply in replies) == sentence * 300 + "完"
    assert all(reply.text.endswith(("。", "完")) for reply in replies)
    assert visitor.server.telegram.rejected == []


async def test_a_picture_is_no_question_but_the_words_below_it_are(visitor: Visitor) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    assert (await visitor.say(photo=photo)).text == wording.NOT_TEXT
    assert EXCERPT in (await visitor.say(photo=photo, caption="新增了多少停车位")).text


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 3}},
        {"sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1,
                     "height": 1, "is_animated": False, "is_video": False}},
        {"location": {"latitude": 39.9, "longitude": 116.4}},
        {"contact": {"phone_number": "1", "first_name": "居民"}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"poll": {"id": "1", "question": "停车位", "options": [], "total_voter_count": 0,
                  "is_closed": False, "is_anonymous": True, "type": "regular",
                  "allows_multiple_answers": False, "allows_revoting": False,
                  "members_only": False}},
    ],
    ids=lambda content: next(iter(content)),
)  # fmt: skip
async def test_what_holds_no_words_gets_a_clear_sentence(
    visitor: Visitor, content: dict[str, Any]
) -> None:
    assert (await visitor.say(**content)).text == wording.NOT_TEXT


async def test_a_forwarded_message_is_a_question(visitor: Visitor) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "邻居"}
    assert EXCERPT in (await visitor.say("新增了多少停车位", forward_origin=origin)).text


@pytest.mark.parametrize(
    "content",
    [
        {"group_chat_created": True},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 5}},
        {"something_that_telegram_adds_one_day": {"x": 1}},
        {"text": "新增了多少停车位", "via_bot": {"id": 123456789, "is_bot": True, "first_name": "x"}},
    ],
    ids=lambda content: next(iter(content)),
)  # fmt: skip
async def test_what_asks_nothing_gets_no_reply(visitor: Visitor, content: dict[str, Any]) -> None:
    await visitor.silence(chat=CHAT, **content)


async def test_a_channel_post_is_not_fetched(visitor: Visitor) -> None:
    chat = {"id": -1001, "type": "channel", "title": "公告"}
    post = {"message_id": 5, "date": 1, "chat": chat, "text": "新增了多少停车位"}
    await visitor.do(visitor.server.raw, channel_post=post)
    await visitor.say("/help")
    assert len(visitor.server.telegram.sent) == 1


async def test_an_edited_question_edits_its_answer(visitor: Visitor) -> None:
    number = await visitor.do(visitor.server.receive, CHAT, "新增了多少停车位")
    sent = (await visitor.do(visitor.server.replies, CHAT))[-1]
    await visitor.do(visitor.server.edit, CHAT, number, "谁作的报告")
    await visitor.do(visitor.server.until, lambda: sent.edits == 1)
    assert "报告题头" in sent.text
    assert visitor.count(CHAT) == 1


async def test_an_edited_question_whose_answer_is_gone_is_answered_anew(visitor: Visitor) -> None:
    number = await visitor.do(visitor.server.receive, CHAT, "新增了多少停车位")
    sent = (await visitor.do(visitor.server.replies, CHAT))[-1]
    visitor.server.telegram.sent.remove(sent)
    await visitor.do(visitor.server.edit, CHAT, number, "谁作的报告")
    anew = (await visitor.do(visitor.server.replies, CHAT))[-1]
    assert "报告题头" in anew.text
    assert anew.replied == number


async def test_an_edit_that_changes_nothing_is_harmless(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    number = await visitor.do(visitor.server.receive, CHAT, "新增了多少停车位")
    sent = (await visitor.do(visitor.server.replies, CHAT))[-1]
    await visitor.do(visitor.server.edit, CHAT, number, "新增了多少停车位")
    await visitor.say("/help")
    assert sent.edits == 0
    assert visitor.count(CHAT) == 2
    assert "could not be handled" not in caplog.text


async def test_an_edited_command_is_not_given_again(visitor: Visitor) -> None:
    number = await visitor.do(visitor.server.receive, CHAT, "/start")
    await visitor.do(visitor.server.replies, CHAT)
    await visitor.do(visitor.server.edit, CHAT, number, "/help")
    await visitor.say("/about")
    assert visitor.count(CHAT) == 2


@pytest.mark.parametrize(
    "content",
    [
        {"text": "停车位\ud800", "entities": [{"type": "mention", "offset": 0, "length": 2}]},
        {"text": "😀停车位", "entities": [{"type": "mention", "offset": 1, "length": 9}]},
        {"text": "/start q停车位", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
    ],
)  # fmt: skip
async def test_halves_of_characters_and_odd_links_are_harmless(
    visitor: Visitor, content: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert (await visitor.say(**content)).text
    assert "could not be handled" not in caplog.text
