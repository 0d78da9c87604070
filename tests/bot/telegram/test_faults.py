"""Faults of Telegram, of the network and of ours: what a person sees, what an operator reads."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot import wording
from bot.conversation.conversation import Conversation
from bot.telegram.api import rate_limiter as delivery
from bot.telegram.application import AnyApplication
from bot.telegram.messages.sending import Refusal, refusal_of
from retrieval import Library
from tests.bot.telegram.conftest import CHAT, Visitor, idle, running
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import ApiError

ASKED = "新增了多少停车位"
EXCERPT = "新增停车位2.64万个"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The waits between tries, a hundred times as short."""
    monkeypatch.setattr(delivery, "_WAITS", tuple(wait / 100 for wait in delivery._WAITS))


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the bot itself complained of."""
    ours = (each for each in caplog.records if each.name.startswith("bot"))
    return [each.getMessage() for each in ours if each.levelno >= logging.ERROR]


async def test_a_server_error_while_answering_is_tried_again(visitor: Visitor) -> None:
    for _ in range(3):
        visitor.server.fail_once("sendMessage", ApiError(502, "Bad Gateway"))
    assert (await visitor.say(ASKED)).text.startswith(EXCERPT)
    assert visitor.count(CHAT) == 1


async def test_a_connection_that_breaks_while_answering_is_tried_again(visitor: Visitor) -> None:
    visitor.server.break_once("sendMessage")
    assert (await visitor.say(ASKED)).text.startswith(EXCERPT)
    assert visitor.count(CHAT) == 1


async def test_an_edit_whose_connection_breaks_is_made_once(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    sent = await visitor.say(ASKED)
    visitor.server.break_once("editMessageText", answered=True)
    await visitor.press(sent, wording.NEXT_ANSWER)
    await visitor.say("/help")
    assert sent.edits == 1
    assert errors(caplog) == []


async def test_a_fault_that_stays_is_given_up_and_logged(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2 * (1 + len(delivery._WAITS))):
        visitor.server.fail_once("sendMessage", ApiError(500, "Internal Server Error"))
    await visitor.do(visitor.server.receive, CHAT, ASKED)
    assert (await visitor.say("/help")).text.startswith(wording.HELP)
    assert "Update 1 could not be handled" in errors(caplog)
    assert "Update 1: the apology could not be sent either" in errors(caplog)


async def test_a_flood_wait_is_waited_out(visitor: Visitor) -> None:
    visitor.server.flood(CHAT, 1.0)
    assert (await visitor.say(ASKED)).text.startswith(EXCERPT)


async def test_one_chats_flood_wait_does_not_stop_the_others(visitor: Visitor) -> None:
    visitor.server.telegram.chats.update((1, 2))
    visitor.server.flood(1, 3.0)
    await visitor.do(visitor.server.receive, 1, ASKED)
    await visitor.do(visitor.server.called, "sendMessage")
    for _ in range(5):
        await visitor.say(ASKED, chat=2)
    assert visitor.count(1) == 0  # still waiting
    assert (await visitor.do(visitor.server.replies, 1))[0].text.startswith(EXCERPT)


async def test_someone_who_has_blocked_the_bot_is_left_alone(
    visitor: Visitor, bot: AnyApplication, caplog: pytest.LogCaptureFixture
) -> None:
    visitor.server.telegram.blocked.add(CHAT)
    with caplog.at_level(logging.INFO):
        await visitor.do(visitor.server.receive, CHAT, ASKED)
        await visitor.say("/help", chat=CHAT + 1)
        await idle(bot)
    assert "has blocked the bot" in caplog.text
    assert errors(caplog) == []
    assert visitor.server.telegram.calls.count("sendMessage") == 2


@pytest.mark.parametrize(
    "refusal", ["not enough rights to send text messages to the chat", "chat not found",
                "CHAT_WRITE_FORBIDDEN", "group chat was deactivated"],
)  # fmt: skip
async def test_a_chat_that_takes_no_messages_is_left_alone(
    visitor: Visitor, caplog: pytest.LogCaptureFixture, refusal: str
) -> None:
    visitor.server.fail_once("sendMessage", ApiError(400, f"Bad Request: {refusal}"))
    with caplog.at_level(logging.INFO):
        await visitor.do(visitor.server.receive, CHAT, ASKED)
        await visitor.say("/help")
    assert "takes no messages" in caplog.text
    assert errors(caplog) == []


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("Message is not modified: specified new message", Refusal.HARMLESS),
        ("Query is too old and response timeout expired", Refusal.HARMLESS),
        ("Message to edit not found", Refusal.GONE),
        ("Message can't be edited", Refusal.GONE),
        ("Button_data_invalid", Refusal.KEYBOARD),
        ("Message thread not found", Refusal.TOPIC),
        ("Chat not found", Refusal.SILENCED),
        ("Message is too long", Refusal.OTHER),
    ],
)
def test_what_a_refusal_means(words: str, refusal: Refusal) -> None:
    from telegram.error import BadRequest

    assert refusal_of(BadRequest(words)) is refusal


async def test_polling_goes_on_after_a_server_error(visitor: Visitor) -> None:
    visitor.server.fail_once("getUpdates", ApiError(502, "Bad Gateway"))
    visitor.server.break_once("getUpdates")
    assert (await visitor.say(ASKED)).text.startswith(EXCERPT)


async def test_an_update_that_cannot_be_read_holds_up_nothing_and_is_not_quoted(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    await visitor.do(visitor.server.raw, message={"message_id": "私密的话", "chat": 5})
    await visitor.do(visitor.server.raw, callback_query=[1, 2])
    whole = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": CHAT, "type": "private"},
        "text": "私密的话",
    }
    await visitor.do(visitor.server.raw, message=whole | {"sticker": 5})
    await visitor.do(visitor.server.raw, message=None, something_new={"x": 1})
    assert (await visitor.say(ASKED)).text.startswith(EXCERPT)
    assert "cannot be read" in caplog.text
    assert visitor.count(CHAT) == 1


async def test_a_fault_of_ours_is_logged_and_excused(
    visitor: Visitor,
    bot: AnyApplication,
    conversation: Conversation,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr(conversation, "answer", broken)
    assert (await visitor.say(ASKED)).text == wording.APOLOGY
    await idle(bot)
    assert "RuntimeError: made up" in caplog.text
    monkeypatch.setattr(conversation, "cards", broken)
    with pytest.raises(TimeoutError):
        await visitor.do(visitor.server.inline, CHAT, "停车位", patience=0.5)
    assert (await visitor.say("/help")).text.startswith(wording.HELP)


async def test_a_fault_below_a_button_is_excused(
    visitor: Visitor, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = await visitor.say(ASKED)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr(conversation, "press", broken)
    await visitor.notice(sent, wording.NEXT_ANSWER)
    assert (await visitor.do(visitor.server.replies, CHAT, 2))[-1].text == wording.APOLOGY


async def test_questions_from_while_the_bot_was_down_are_answered(
    server: LoopbackServer, library: Library
) -> None:
    for number in range(3):
        await asyncio.to_thread(server.receive, CHAT + number, ASKED)
    async with running(server, Conversation(library)):
        for number in range(3):
            replies = await asyncio.to_thread(server.replies, CHAT + number)
            assert replies[0].text.startswith(EXCERPT)


class TestPaced:
    @pytest.fixture
    def changes(self) -> dict[str, Any]:
        return {"telegram_pace": 20}

    async def test_messages_keep_to_the_pace(self, visitor: Visitor) -> None:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for chat in range(1, 31):
            await visitor.do(visitor.server.receive, chat, "/help")
        for chat in range(1, 31):
            await visitor.do(visitor.server.replies, chat)
        # Thirty messages at twenty a second, six of which may go at once.
        assert loop.time() - begun >= (30 - 6) / 20
