"""Order and load: one chat in order, different chats at once, nobody asks too much."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot import wording
from bot.conversation.answered import Answered
from bot.conversation.conversation import Conversation
from bot.runtime.rate_limit import Limit
from bot.telegram.application import AnyApplication
from bot.telegram.per_chat import InOrder
from tests.bot.telegram.conftest import CHAT, GROUP, Visitor, idle
from tests.redis_server import RedisServer


async def test_one_chat_is_answered_in_order(
    visitor: Visitor, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(_: str, question: str, **__: Any) -> Answered:
        time.sleep(0.5 if question == "1" else 0.0)
        return Answered(conversation.say(question))

    monkeypatch.setattr(conversation, "answer", slowly)
    for number in range(1, 6):
        await visitor.do(visitor.server.receive, CHAT, str(number))
    replies = await visitor.do(visitor.server.replies, CHAT, 5)
    assert [reply.text for reply in replies] == ["1", "2", "3", "4", "5"]


async def test_a_slow_chat_holds_up_nobody_else(
    visitor: Visitor, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    go_on = threading.Event()

    def waiting(chat: str, question: str, **_: Any) -> Answered:
        if chat == "1":
            go_on.wait(30)
        return Answered(conversation.say(question))

    monkeypatch.setattr(conversation, "answer", waiting)
    await visitor.do(visitor.server.receive, 1, "slow")
    assert (await visitor.say("quick", chat=2)).text == "quick"
    assert visitor.count(1) == 0
    go_on.set()
    assert (await visitor.do(visitor.server.replies, 1))[0].text == "slow"


async def test_locks_are_gone_when_a_chat_is_idle(visitor: Visitor, bot: AnyApplication) -> None:
    for chat in range(1, 6):
        await visitor.say("/help", chat=chat)
    processor = bot.update_processor
    assert isinstance(processor, InOrder)
    await idle(bot)  # a lock goes a moment after its message
    assert not processor._locks
    assert processor.done == 5


async def test_a_turn_that_is_given_up_leaves_no_lock() -> None:
    processor = InOrder()
    update: Any = None
    await processor.do_process_update(update, asyncio.sleep(0))
    assert not processor._locks


class TestLimited:
    @pytest.fixture
    def changes(self) -> dict[str, Any]:
        return {"rate_limit": "2/minute"}

    async def test_messages_buttons_and_inline_queries_count_together(
        self, visitor: Visitor
    ) -> None:
        sent = await visitor.say("新增了多少停车位")
        await visitor.press(sent, wording.NEXT_ANSWER)
        refused = await visitor.say("谁作的报告")
        assert refused.text.startswith("您问得太快了，请 ")
        notice = await visitor.notice(sent, wording.CONTEXT)
        assert notice["text"].startswith("您问得太快了，请 ")
        assert sent.edits == 1
        inline = await visitor.do(visitor.server.inline, CHAT, "停车位")
        assert inline["results"] == []
        assert inline["button"]["text"].startswith("您问得太快了，请 ")

    async def test_a_person_is_told_once_a_minute(self, visitor: Visitor) -> None:
        for _ in range(20):
            await visitor.do(visitor.server.receive, CHAT, "新增了多少停车位")
        await visitor.do(visitor.server.receive, CHAT + 1, "新增了多少停车位")
        await visitor.do(visitor.server.replies, CHAT + 1, 1)
        texts = [sent.text for sent in await visitor.do(visitor.server.replies, CHAT, 3)]
        assert [text.startswith("您问得太快了") for text in texts] == [False, False, True]
        notice = await visitor.say("新增了多少停车位", chat=CHAT + 2)  # others are answered
        assert not notice.text.startswith("您问得太快了")

    async def test_another_person_is_not_held_up(self, visitor: Visitor) -> None:
        for _ in range(3):
            await visitor.say("新增了多少停车位")
        assert "2.64万个" in (await visitor.say("新增了多少停车位", chat=CHAT + 1)).text

    async def test_what_people_say_to_each_other_in_a_group_does_not_count(
        self, visitor: Visitor
    ) -> None:
        for _ in range(5):
            await visitor.do(visitor.server.receive, GROUP, "随便聊聊")
        assert "2.64万个" in (await visitor.say("/ask 新增了多少停车位", chat=GROUP)).text
        assert visitor.count(GROUP) == 1

    async def test_edited_questions_count_too(self, visitor: Visitor) -> None:
        number = await visitor.do(visitor.server.receive, CHAT, "新增了多少停车位")
        sent = (await visitor.do(visitor.server.replies, CHAT))[0]
        await visitor.do(visitor.server.edit, CHAT, number, "谁作的报告")
        await visitor.do(visitor.server.until, lambda: sent.edits == 1)
        await visitor.do(visitor.server.edit, CHAT, number, "停车位")
        refused = (await visitor.do(visitor.server.replies, CHAT, 2))[1]
        assert refused.text.startswith("您问得太快了")


async def test_a_limit_says_how_long_to_wait_and_ends() -> None:
    limit = Limit("2/minute")
    first, second, wait = [await limit.wait(1) for _ in range(3)]
    assert (first, second) == (0, 0)
    assert 0 < wait <= 60
    assert await limit.wait(2) == 0
    limit = Limit("1/second")
    assert await limit.wait(1) == 0
    async with asyncio.timeout(60):
        while await limit.wait(1):  # noqa: ASYNC110 - what ends it is the clock
            await asyncio.sleep(0.1)


async def test_without_a_limit_nobody_waits() -> None:
    limit = Limit(None)
    assert {await limit.wait(1) for _ in range(100)} == {0}


async def test_replicas_count_together_in_redis(redis: RedisServer) -> None:
    one, other = Limit("2/minute", redis.url), Limit("2/minute", redis.url)
    assert [await one.wait(1), await other.wait(1)] == [0, 0]
    assert await one.wait(1) > 0
    assert await other.wait(1) > 0
    assert await other.wait(2) == 0
    await asyncio.gather(one.close(), other.close())


async def test_two_bots_on_one_redis_count_apart(redis: RedisServer) -> None:
    one, other = (Limit("1/minute", redis.url, bot) for bot in ("one", "other"))
    assert [await one.wait(1), await other.wait(1)] == [0, 0]
    assert await one.wait(1) > 0
    await asyncio.gather(one.close(), other.close())


async def test_a_storage_that_fails_holds_nobody_up(caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("redis", reason="needs the extra `redis`")
    limit = Limit("1/minute", "redis://127.0.0.1:9/0")
    assert [await limit.wait(1) for _ in range(3)] == [0, 0, 0]
    await limit.close()
    assert caplog.text.count("RATE_LIMIT_STORAGE cannot be used") == 1
