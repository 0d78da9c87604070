"""Requests to the Bot API at once: how many, over how many connections."""

from __future__ import annotations

import asyncio
import importlib.abc
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from telegram import Message

from bot.telegram.api.connections import Connections
from tests.loopback.server import LoopbackServer
from tests.loopback.telegram import BOT_ID, TOKEN

AT_ONCE = 8


@pytest_asyncio.fixture
async def connections() -> AsyncIterator[Connections]:
    async with Connections() as ready:
        yield ready


async def _call(connections: Connections, server: LoopbackServer, method: str) -> Any:
    return await connections.post(f"{server.url}/bot{TOKEN}/{method}")


async def _hanging(
    connections: Connections, server: LoopbackServer, count: int
) -> list[asyncio.Task[Any]]:
    """Requests that get no answer, once all of them have reached the server."""
    server.keep_silent("deleteWebhook")
    tasks = [asyncio.create_task(_call(connections, server, "deleteWebhook")) for _ in range(count)]
    await asyncio.to_thread(server.called, "deleteWebhook", min(count, AT_ONCE))
    return tasks


async def _cancelled(tasks: list[asyncio.Task[Any]]) -> None:
    for each in tasks:
        each.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_requests_one_after_another_share_a_connection(
    connections: Connections, server: LoopbackServer
) -> None:
    for _ in range(AT_ONCE + 1):
        assert (await _call(connections, server, "getMe"))["id"] == BOT_ID
    assert len(server._server.server_state.connections) == 1


async def test_requests_that_hang_do_not_hold_up_others(
    connections: Connections, server: LoopbackServer
) -> None:
    tasks = await _hanging(connections, server, AT_ONCE - 1)
    assert (await _call(connections, server, "getMe"))["id"] == BOT_ID
    await _cancelled(tasks)


async def test_one_too_many_waits_until_another_is_given_up(
    connections: Connections, server: LoopbackServer
) -> None:
    tasks = await _hanging(connections, server, AT_ONCE)
    waiting = asyncio.create_task(_call(connections, server, "getMe"))
    await asyncio.sleep(0.2)  # it would have been answered long since
    assert server.telegram.calls.count("getMe") == 0
    await _cancelled(tasks[:1])
    assert (await waiting)["id"] == BOT_ID
    await _cancelled(tasks[1:])


async def test_a_request_searches_for_no_library_that_is_not_there(
    connections: Connections, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for: list[str] = []

    class Watch(importlib.abc.MetaPathFinder):
        def find_spec(self, name: str, *_: object) -> None:
            looked_for.append(name)

    await _call(connections, server, "getMe")  # what is imported at the first request
    monkeypatch.setattr(sys, "meta_path", [Watch(), *sys.meta_path])
    await _call(connections, server, "getMe")
    assert looked_for == []


def test_of_a_sent_message_only_what_is_read_of_it_comes_back() -> None:
    sent = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "停车位"}
    payload = json.dumps({"ok": True, "result": sent}).encode()
    result = Connections.parse_json_payload(payload)["result"]
    assert Message.de_json(result, None).message_id == 5
    assert "text" not in result
    others = {"ok": True, "result": {"id": 1, "text": "停车位"}}
    assert Connections.parse_json_payload(json.dumps(others).encode()) == others
