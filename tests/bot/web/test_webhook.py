"""The webhook over real HTTP: who may bring updates, what counts as one, what happens twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from bot.web import MemoryDeduplicator, Webhook
from retrieval import Library
from tests.bot.web.conftest import running

PATH = "/telegram/9f8e7d6c5b4a"
SECRET = "correct-horse_battery"  # noqa: S105 - of no server
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Receiver:
    """Takes updates; fails or waits where it is told to."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.failures = 0
        self.go = asyncio.Event()
        self.go.set()
        self.begun = asyncio.Event()

    async def __call__(self, update: dict[str, Any]) -> None:
        self.begun.set()
        await self.go.wait()
        if self.failures:
            self.failures -= 1
            message = "the database is gone"
            raise RuntimeError(message)
        self.received.append(update)


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest_asyncio.fixture
async def telegram(library: Library, receiver: Receiver) -> AsyncIterator[httpx.AsyncClient]:
    webhook = Webhook(PATH, SECRET, receiver)
    async with running(lambda: library, webhook=webhook) as client:
        client.headers[HEADER] = SECRET
        yield client


def update(number: int = 1, text: str = "新增了多少停车位") -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": 5, "text": text}}


async def test_an_update_is_handed_over_as_it_came(
    telegram: httpx.AsyncClient, receiver: Receiver
) -> None:
    assert (await telegram.post(PATH, json=update())).status_code == 200
    assert receiver.received == [update()]


async def test_telegram_hears_ok_only_after_the_update_was_handled(
    telegram: httpx.AsyncClient, receiver: Receiver
) -> None:
    receiver.go.clear()
    posting = asyncio.create_task(telegram.post(PATH, json=update()))
    await receiver.begun.wait()
    assert not posting.done()
    receiver.go.set()
    assert (await posting).status_code == 200


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], SECRET.upper(), "é"]
)
async def test_without_the_secret_nothing_is_taken(
    telegram: httpx.AsyncClient, receiver: Receiver, secret: str | None
) -> None:
    del telegram.headers[HEADER]
    headers = {} if secret is None else {HEADER.encode(): secret.encode("latin-1")}
    response = await telegram.post(PATH, json=update(), headers=headers)
    assert response.status_code == 403
    assert response.content == b""
    assert receiver.received == []


async def test_the_secret_is_asked_for_before_the_body_is_read(
    telegram: httpx.AsyncClient,
) -> None:
    response = await telegram.post(PATH, content=b"x" * 10_000_000, headers={HEADER: "wrong"})
    assert response.status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b'"text"', b"1", b"{}", b'{"update_id": null}', b'{"update_id": "1"}',
        b'{"update_id": true}', b'{"update_id": 1.0}', b'{"update_id": -1}', b'{"update_id": 1e999}',
        b'{"update_id": 99999999999999999999}', b'{"update_id": ' + b"9" * 5000 + b"}",
        b"[" * 100_000, b'{"update_id": 1, "x": "\xff\xfe"}', b"\x00\x01", b'{"update_id": 1} x',
    ],
)  # fmt: skip
async def test_what_is_no_update_is_refused(
    telegram: httpx.AsyncClient, receiver: Receiver, body: bytes
) -> None:
    headers = {"Content-Type": "application/json"}
    assert (await telegram.post(PATH, content=body, headers=headers)).status_code == 400
    assert receiver.received == []
    assert (await telegram.post(PATH, json=update())).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_only_json_is_taken(
    telegram: httpx.AsyncClient, receiver: Receiver, kind: str
) -> None:
    body = json.dumps(update()).encode()
    response = await telegram.post(PATH, content=body, headers={"Content-Type": kind})
    assert response.status_code == 415
    assert receiver.received == []


async def test_json_may_name_its_character_set(
    telegram: httpx.AsyncClient, receiver: Receiver
) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    body = json.dumps(update()).encode()
    assert (await telegram.post(PATH, content=body, headers=headers)).status_code == 200
    assert receiver.received == [update()]


async def test_too_long_a_body_is_refused_with_and_without_its_length(
    telegram: httpx.AsyncClient, receiver: Receiver
) -> None:
    body = json.dumps(update(text="x" * 300_000)).encode()
    headers = {"Content-Type": "application/json"}

    async def in_chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 10_000):
            yield body[start : start + 10_000]

    assert (await telegram.post(PATH, content=body, headers=headers)).status_code == 413
    response = await telegram.post(PATH, content=in_chunks(), headers=headers)
    assert "content-length" not in response.request.headers
    assert response.status_code == 413
    assert receiver.received == []


async def test_the_longest_message_that_telegram_can_send_is_taken(
    telegram: httpx.AsyncClient, receiver: Receiver
) -> None:
    entity = {
        "type": "text_link",
        "offset": 0,
        "length": 4096,
        "url": "https://x.example/" + "y" * 80,
    }
    message = {"text": "停" * 4096, "entities": [entity] * 100}
    longest = {
        "update_id": 7,
        "message": {**message, "reply_to_message": message, "quote": message},
    }
    assert (await telegram.post(PATH, json=longest)).status_code == 200
    assert receiver.received == [longest]


async def test_a_repeated_update_is_acknowledged_and_not_handled_again(
    telegram: httpx.AsyncClient, receiver: Receiver
) -> None:
    for number in (1, 1, 2, 1):
        assert (await telegram.post(PATH, json=update(number))).status_code == 200
    assert [each["update_id"] for each in receiver.received] == [1, 2]


async def test_an_update_that_could_not_be_handled_is_handled_when_it_comes_again(
    telegram: httpx.AsyncClient, receiver: Receiver
) -> None:
    receiver.failures = 1
    first = await telegram.post(PATH, json=update())
    assert first.status_code == 500
    assert "database" not in first.text
    assert (await telegram.post(PATH, json=update())).status_code == 200
    assert receiver.received == [update()]


async def test_an_update_repeated_while_under_way_is_not_acknowledged_yet(
    telegram: httpx.AsyncClient, receiver: Receiver
) -> None:
    receiver.go.clear()
    first = asyncio.create_task(telegram.post(PATH, json=update()))
    await receiver.begun.wait()
    assert (await telegram.post(PATH, json=update())).status_code == 503
    receiver.go.set()
    assert (await first).status_code == 200
    assert receiver.received == [update()]


async def test_nothing_of_an_update_or_the_secret_is_logged(
    telegram: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "bot")
    caplog.set_level("DEBUG", "uvicorn")
    await telegram.post(PATH, json=update())
    await telegram.post(PATH, content=b"{", headers={"Content-Type": "application/json"})
    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("bot", "uvicorn"))]
    assert any("refused" in line for line in ours)
    for line in ours:
        assert "停车位" not in line
        assert SECRET not in line
        assert PATH not in line


async def test_the_webhook_takes_post_only(telegram: httpx.AsyncClient) -> None:
    assert (await telegram.get(PATH)).status_code == 405
    assert (await telegram.post(PATH + "x", json=update())).status_code == 404


def test_neither_path_nor_secret_is_printed(receiver: Receiver) -> None:
    printed = repr(Webhook(PATH, SECRET, receiver, MemoryDeduplicator()))
    assert SECRET not in printed
    assert PATH not in printed
