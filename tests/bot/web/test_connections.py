"""Half-open connections to the web side take nothing from the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from bot.web import WebServer, connections
from bot.web.connections import most_connections
from tests.bot.web.test_server import HELLO

MOST = 8


@pytest_asyncio.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[WebServer]:
    monkeypatch.setattr(connections, "_MOST", MOST)
    monkeypatch.setattr(connections, "_HEAD_SECONDS", 0.3)
    served = WebServer(HELLO, "127.0.0.1", 0)
    await served.start()
    yield served
    await served.stop()


async def ended(reader: asyncio.StreamReader) -> bool:
    """Whether the server closes a connection, in the end."""
    try:
        async with asyncio.timeout(60):
            return await reader.read() == b""
    except ConnectionError:
        return True


async def test_beyond_the_ceiling_connections_are_closed_and_others_answered(
    server: WebServer, caplog: pytest.LogCaptureFixture
) -> None:
    opened = [await asyncio.open_connection("127.0.0.1", server.port) for _ in range(3 * MOST)]
    gone = await asyncio.gather(*(ended(reader) for reader, _ in opened[MOST:]))
    assert all(gone)
    for _, writer in opened:
        writer.close()
    await asyncio.gather(*(ended(reader) for reader, _ in opened))
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"http://127.0.0.1:{server.port}/")).text == "hello"
    assert caplog.records == []


@pytest.mark.parametrize("said", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n"])
async def test_who_sends_no_request_is_let_go(server: WebServer, said: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(said)
    assert await ended(reader)
    writer.close()


async def test_who_goes_on_slowly_is_let_go(server: WebServer) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    gone = asyncio.create_task(ended(reader))
    for letter in b"GET / HTTP/1.1\r\n" * 20:
        if gone.done():
            break
        writer.write(bytes([letter]))
        await asyncio.sleep(0.02)
    assert gone.done()
    assert gone.result()
    writer.close()


async def test_a_request_after_a_request_has_a_limit_of_its_own(server: WebServer) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    for _ in range(3):
        writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = await reader.readuntil(b"hello")
        assert answer.startswith(b"HTTP/1.1 200")
        await asyncio.sleep(0.15)
    writer.write(b"GET / HT")
    assert await ended(reader)
    writer.close()


def test_the_ceiling_leaves_most_descriptors_to_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    for allowed, most in ((1024, 256), (8192, 512), (-1, 512), (20, 8)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, soft=allowed: (soft, soft))
        assert most_connections() == most
