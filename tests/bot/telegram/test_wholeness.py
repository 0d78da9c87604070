"""Malformed updates are left out by themselves; what comes with them is answered."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot, Update

from bot.telegram.api.updates import read_update
from bot.telegram.application import AnyApplication
from tests.bot.telegram.conftest import CHAT, Visitor, idle

ASKED = "新增了多少停车位"
PERSON = {"id": CHAT, "is_bot": False, "first_name": "x"}
CHAT_JSON = {"id": CHAT, "type": "private"}
MESSAGE: dict[str, Any] = {
    "message_id": 1, "date": 1, "chat": CHAT_JSON, "from": PERSON, "text": ASKED,
}  # fmt: skip


BOT = Bot("1:AAE")


@pytest.mark.parametrize(
    "update",
    [
        {"message": 5},
        {"message": MESSAGE | {"chat": 5}},
        {"message": MESSAGE | {"entities": [{"type": "bold", "offset": None}]}},
        {"edited_message": MESSAGE | {"reply_to_message": {"text": ASKED}}},
        {"callback_query": [1, 2]},
    ],
)
def test_an_update_that_cannot_be_read_keeps_its_number(
    update: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert read_update({"update_id": 7, **update}, BOT) == Update(7)
    [record] = caplog.records
    assert record.getMessage().startswith("Update 7 cannot be read (")
    assert ASKED not in caplog.text


@pytest.mark.parametrize("raw", [5, None, {}, {"update_id": True}, {"update_id": -1}])
def test_an_update_without_a_number_is_none(raw: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert read_update(raw, BOT) is None
    assert "without a number" in caplog.text


def test_half_a_character_and_unknown_fields_are_read(caplog: pytest.LogCaptureFixture) -> None:
    message = MESSAGE | {"text": "停车位\ud83d", "something_new": {"x": 1}}
    update = read_update({"update_id": 7, "message": message}, BOT)
    assert update is not None
    assert update.message is not None
    assert update.message.text == "停车位\ud83d"
    assert not caplog.records


def test_a_kind_that_nobody_asked_for_is_passed_over_silently(
    caplog: pytest.LogCaptureFixture,
) -> None:
    update = read_update({"update_id": 7, "channel_post": MESSAGE}, BOT)
    assert update is not None
    assert update.channel_post is None
    assert not caplog.records


async def test_what_comes_with_a_malformed_update_is_answered(
    visitor: Visitor, bot: AnyApplication, caplog: pytest.LogCaptureFixture
) -> None:
    await visitor.do(visitor.server.raw, message=MESSAGE | {"chat": 5})
    await visitor.do(visitor.server.raw, message=MESSAGE | {"chat": {"id": {}, "type": "private"}})
    await visitor.do(visitor.server.raw, message=MESSAGE | {"text": 5})
    assert "2.64万个" in (await visitor.say(ASKED, chat=CHAT + 1)).text
    await idle(bot)
    named = {each.getMessage() for each in caplog.records}
    left_out = {f"Update {number} cannot be read (TypeError) and was left out" for number in (1, 2)}
    assert left_out | {"Update 3 could not be handled"} <= named
