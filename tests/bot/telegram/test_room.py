"""More than can be answered stays with Telegram.

Of 31 500 messages in a siege on a busy machine 17 000 waited in memory, which grew by a quarter, and
were lost at the stop, which took longer than a service manager gives it.
"""

from __future__ import annotations

import asyncio
import datetime
from typing import Any

import pytest
from pydantic import SecretStr
from telegram import Update

from bot.runtime.metrics import Metrics
from bot.settings import Settings
from bot.telegram import per_chat
from bot.telegram.api import client as api
from bot.telegram.api.client import Client
from bot.telegram.per_chat import InOrder
from tests.loopback.telegram import TOKEN

LONG, AT_ONCE = datetime.timedelta(seconds=10), datetime.timedelta(0)


@pytest.mark.parametrize(
    ("chats", "room"),
    [
        ("a", True), ("aaaaaaaaaa", True), ("ab", True), ("aab", False), ("abc", False), ("abcd", False),
        ("aaaaaab", False), ("abcdefghijklmnop", False), ("aaaaaa", True),
    ],
)  # fmt: skip
async def test_there_is_room_for_few_of_many_chats_and_any_of_one(
    monkeypatch: pytest.MonkeyPatch, chats: str, room: bool
) -> None:
    monkeypatch.setattr(per_chat, "_MOST", 3)
    monkeypatch.setattr(per_chat, "_OF_A_CHAT", 2)
    monkeypatch.setattr(per_chat, "_chat_of", str)
    processor, go_on, done = InOrder(), asyncio.Event(), []

    async def answer(number: int) -> None:
        await go_on.wait()
        done.append(number)

    under_way = [
        asyncio.create_task(processor.do_process_update(chat, answer(number)))
        for number, chat in enumerate(chats)
    ]
    asked = asyncio.create_task(processor.room())
    for _ in range(3):
        await asyncio.sleep(0)
    assert asked.done() == room
    go_on.set()
    await asyncio.gather(asked, *under_way)
    assert sorted(done) == list(range(len(chats)))
    assert (processor._counted, processor._of_chat) == (0, {})


async def test_what_fails_or_is_given_up_takes_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(per_chat, "_MOST", 1)
    processor = InOrder()

    async def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await processor.do_process_update(None, fail())
    stuck = asyncio.create_task(processor.do_process_update(None, asyncio.Event().wait()))
    await asyncio.sleep(0)
    stuck.cancel()
    await asyncio.wait([stuck])
    await processor.room()


async def test_a_poll_waits_for_room_and_the_last_one_does_not(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(api, "_LOOK", 0.001)
    client = Client(Settings(telegram_bot_token=SecretStr(TOKEN)), Metrics())
    polls: list[dict[str, Any]] = []

    async def poll(parameters: dict[str, Any]) -> tuple[Update, ...]:
        polls.append(parameters)
        return ()

    monkeypatch.setattr(client, "_poll", poll)
    await client.get_updates(timeout=LONG)
    room, looks = asyncio.Event(), asyncio.Event()
    monkeypatch.setattr(client.watch, "answered", looks.set)
    client.poll_with(room.wait)
    polling = asyncio.create_task(client.get_updates(timeout=LONG))
    for _ in range(3):  # it is known all the time that polling goes on
        looks.clear()
        await looks.wait()
    assert len(polls) == 1
    await client.get_updates(timeout=AT_ONCE)
    assert len(polls) == 2
    room.set()
    await polling
    assert len(polls) == 3
    assert caplog.text.count("Telegram keeps the rest") == 1
