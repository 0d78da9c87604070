"""Malformed updates are left out by themselves; what comes with them is answered."""

from __future__ import annotations

from typing import Any

import pytest

from bot.telegram.wholeness import whole
from tests.bot.telegram.conftest import CHAT, Visitor

ASKED = "新增了多少停车位"
PERSON = {"id": CHAT, "is_bot": False, "first_name": "x"}
CHAT_JSON = {"id": CHAT, "type": "private"}
MESSAGE: dict[str, Any] = {
    "message_id": 1, "date": 1, "chat": CHAT_JSON, "from": PERSON, "text": ASKED,
}  # fmt: skip


@pytest.mark.parametrize(
    "update",
    [
        {"message": 5},
        {"message": MESSAGE | {"text": 5}},
        {"message": MESSAGE | {"message_id": {}}},
        {"message": MESSAGE | {"chat": CHAT_JSON | {"id": []}}},
        {"message": MESSAGE | {"chat": CHAT_JSON | {"id": 10**30}}},
        {"message": MESSAGE | {"entities": [{"type": "bold", "offset": None, "length": 1}]}},
        {"edited_message": MESSAGE | {"reply_to_message": {"text": ASKED}}},
        {"callback_query": {"id": "1", "from": PERSON, "data": 5}},
        {"callback_query": {"id": "1", "data": "x"}},
        {"inline_query": {"id": "1", "from": PERSON, "query": 1.5, "offset": ""}},
        {"my_chat_member": {"chat": CHAT_JSON, "from": PERSON, "date": 1}},
    ],
)
def test_a_malformed_update_is_left_out_and_its_number_kept(
    update: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert whole({"update_id": 7, **update}) == {"update_id": 7}
    [record] = caplog.records
    assert record.getMessage().startswith("Update 7 is malformed (")
    assert record.getMessage().endswith(") and was left out")
    assert ASKED not in caplog.text


@pytest.mark.parametrize(
    "update",
    [
        {"message": MESSAGE | {"text": "停车位\ud83d", "something_new": {"x": 1}}},
        {"message": MESSAGE | {"text": None, "entities": None}},
        {"callback_query": {"id": "1", "from": PERSON, "inline_message_id": "x", "data": "y"}},
    ],
)
def test_a_whole_update_stays_as_it_is(
    update: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    assert whole({"update_id": 7, **update}) == {"update_id": 7, **update}
    assert not caplog.records


def test_a_kind_that_nobody_asked_for_is_passed_over_silently(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert whole({"update_id": 7, "channel_post": {"chat": 5}}) == {"update_id": 7}
    assert not caplog.records


async def test_what_comes_with_a_malformed_update_is_answered(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    await visitor.do(visitor.server.raw, message=MESSAGE | {"message_id": {}})
    await visitor.do(visitor.server.raw, message=MESSAGE | {"text": 5})
    assert "2.64万个" in (await visitor.say(ASKED)).text
    assert visitor.count(CHAT) == 1
    assert "could not be handled" not in caplog.text
    assert caplog.text.count("was left out") == 2
