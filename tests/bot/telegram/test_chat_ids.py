"""A chat without a number can be sent nothing."""

from __future__ import annotations

import pytest
from telegram import Bot

from bot.telegram.api.updates import read_update
from tests.loopback.telegram import TOKEN


@pytest.mark.parametrize("number", [None, "", "7", 7.5, [], {}, True])
def test_an_update_of_a_chat_without_a_number_keeps_only_its_own(number: object) -> None:
    message = {"message_id": 1, "date": 0, "chat": {"id": number, "type": "private"}, "text": "x"}
    update = read_update({"update_id": 5, "message": message}, Bot(TOKEN))
    assert update is not None
    assert (update.update_id, update.message) == (5, None)
