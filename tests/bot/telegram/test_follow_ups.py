"""Follow-ups in a chat: what was asked last, or in the message replied to."""

from __future__ import annotations

from bot import wording
from bot.conversation.conversation import Conversation
from bot.conversation.memory import Memory
from retrieval import LastQuestion, Library, Outcome
from tests.bot.telegram.conftest import CHAT, Visitor
from tests.loopback.telegram import Sent


def rank_of(sent: Sent) -> str:
    """Which answer of how many is shown, as its button says (2/3)."""
    return str(sent.button(wording.NEXT_ANSWER)["text"]).removeprefix(f"{wording.NEXT_ANSWER} ")


async def test_another_year_of_the_same_figure(visitor: Visitor) -> None:
    await visitor.say("2016年地区生产总值是多少")
    sent = await visitor.say("那2017年呢？")
    assert sent.text.startswith("接着“2016年地区生产总值是多少”：那2017年呢")
    assert "全年地区生产总值超过5200亿元" in sent.text


async def test_more_shows_the_next_answers_until_there_are_none(visitor: Visitor) -> None:
    sent = await visitor.say("今年税收收入有多少")
    answers = int(rank_of(sent).removeprefix("1/"))
    assert answers > 2
    for rank in range(2, answers + 1):
        sent = await visitor.say(("还有呢", "还有吗", "继续")[rank % 3])
        assert rank_of(sent) == f"{rank}/{answers}"
    assert (await visitor.say("还有吗")).text == wording.NOTHING_MORE


async def test_more_goes_on_from_where_the_buttons_led(visitor: Visitor) -> None:
    sent = await visitor.say("今年税收收入有多少")
    await visitor.press(sent, wording.NEXT_ANSWER)
    assert rank_of(await visitor.say("还有呢")).startswith("3/")


async def test_new_forgets(visitor: Visitor) -> None:
    await visitor.say("2016年地区生产总值是多少")
    assert (await visitor.say("/new")).text == wording.FORGOTTEN
    assert not (await visitor.say("那2017年呢？")).text.startswith("问题：")


async def test_chats_do_not_know_of_each_other(visitor: Visitor) -> None:
    await visitor.say("2016年地区生产总值是多少", chat=1)
    assert not (await visitor.say("那2017年呢？", chat=2)).text.startswith("问题：")


async def test_a_reply_to_an_older_answer_goes_on_from_that_one(visitor: Visitor) -> None:
    older = await visitor.say("2016年地区生产总值是多少")
    await visitor.say("新增了多少停车位")
    sent = await visitor.say("那2017年呢？", reply_to=older.message_id)
    assert sent.text.startswith("接着“2016年地区生产总值是多少”：那2017年呢")


async def test_a_reply_to_an_older_question_goes_on_from_that_one(visitor: Visitor) -> None:
    older = await visitor.do(visitor.server.receive, CHAT, "2016年地区生产总值是多少")
    await visitor.do(visitor.server.replies, CHAT)
    await visitor.say("新增了多少停车位")
    sent = await visitor.say("那2017年呢？", reply_to=older)
    assert sent.text.startswith("接着“2016年地区生产总值是多少”：那2017年呢")


def test_after_some_minutes_a_question_is_forgotten(library: Library) -> None:
    now = 0.0
    conversation = Conversation(library, Memory(lambda: now))
    conversation.answer("a", "2016年地区生产总值是多少")
    now = 599.0
    assert conversation.answer("a", "那2017年呢").reply.text.startswith("接着“2016年")
    now = 599.0 + 601.0
    assert not conversation.answer("a", "那2018年呢").reply.text.startswith("接着")


def test_what_names_no_subject_leaves_the_last_question_in_place(library: Library) -> None:
    conversation = Conversation(library)
    conversation.answer("a", "2016年地区生产总值是多少")
    conversation.answer("a", "谢谢")
    conversation.answer("a", "")
    assert conversation.memory.last("a") == LastQuestion("2016年地区生产总值是多少")


async def test_a_reply_to_a_letter_is_no_follow_up(visitor: Visitor) -> None:
    letter = await visitor.do(visitor.server.receive, CHAT, "停车难。" * 1000)
    await visitor.do(visitor.server.replies, CHAT)
    sent = await visitor.say("具体哪些", reply_to=letter)
    assert "停车难。停车难。" not in sent.text
    assert sent.text != wording.REPLIES[Outcome.TOO_LONG]
    assert visitor.count(CHAT) == 2
