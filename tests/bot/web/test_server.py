"""The server inside a running loop: start, stop, ports, signals."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web import WebError, WebServer, bind


async def hello(_: Request) -> Response:
    return PlainTextResponse("hello")


HELLO = Starlette(routes=[Route("/", hello)])


async def test_it_answers_from_start_to_stop_and_the_port_is_free_again() -> None:
    for _ in range(2):
        server = WebServer(HELLO, "127.0.0.1", 0)
        await server.start()
        url = f"http://127.0.0.1:{server.port}/"
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(url)).text == "hello"
            await server.stop()  # with a connection kept open
            with pytest.raises(httpx.TransportError):
                await client.get(url)
        bind("127.0.0.1", server.port).close()
        await server.stop()  # nothing happens


async def test_a_taken_port_is_named_with_its_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(WebError, match=f"WEB_HOST:WEB_PORT: 127.0.0.1:{port} .*in use"):
            await WebServer(HELLO, "127.0.0.1", port).start()


@pytest.mark.parametrize(
    ("host", "port"),
    [("192.0.2.1", 8080), ("no such host", 8080), ("127.0.0.1", 99999), ("::g", 1), ("a" * 70, 1)],
)
def test_an_address_that_cannot_be_had_is_named(host: str, port: int) -> None:
    with pytest.raises(WebError, match="WEB_HOST:WEB_PORT: "):
        bind(host, port)


async def test_all_addresses_are_those_of_both_versions() -> None:
    """The health check of a container asks 127.0.0.1."""
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6")
    server = WebServer(HELLO, "::", 0)
    await server.start()
    async with httpx.AsyncClient(trust_env=False) as client:
        for host in ("127.0.0.1", "[::1]"):
            assert (await client.get(f"http://{host}:{server.port}/")).text == "hello"
    await server.stop()


async def test_it_listens_on_ipv6() -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    server = WebServer(HELLO, "::1", 0)
    try:
        await server.start()
    except WebError:
        pytest.skip("this machine has no IPv6 loopback address")
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.get(f"http://[::1]:{server.port}/")).text == "hello"
    await server.stop()


async def test_signals_are_left_to_the_bot() -> None:
    heard = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, heard.set)
    before = signal.getsignal(signal.SIGINT)
    server = WebServer(HELLO, "127.0.0.1", 0)
    try:
        await server.start()
        assert signal.getsignal(signal.SIGINT) is before
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(heard.wait(), 10)
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"http://127.0.0.1:{server.port}/")).text == "hello"
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        await server.stop()


async def test_a_request_under_way_is_finished_and_one_without_end_does_not_hold_the_stop() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def slow(_: Request) -> Response:
        begun.set()
        await asyncio.sleep(0.5)
        return PlainTextResponse("finished")

    async def endless(_: Request) -> Response:
        begun.set()
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()
        return PlainTextResponse("never")

    app = Starlette(routes=[Route("/slow", slow), Route("/endless", endless)])
    for path, outcome in (("/slow", "finished"), ("/endless", None)):
        begun.clear()
        server = WebServer(app, "127.0.0.1", 0)
        await server.start()
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            asking = asyncio.create_task(client.get(f"http://127.0.0.1:{server.port}{path}"))
            await begun.wait()
            since = time.monotonic()
            await server.stop()
            # Two seconds are given; the rest is for a loaded machine.
            assert time.monotonic() - since < 20
            if outcome:
                assert (await asking).text == outcome
            else:
                await asyncio.wait_for(ended.wait(), 10)
                await asyncio.gather(asking, return_exceptions=True)


async def test_requests_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    server = WebServer(HELLO, "127.0.0.1", 0)
    await server.start()
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.get(f"http://127.0.0.1:{server.port}/?s=12-34")
    await server.stop()
    theirs = [each for each in caplog.records if not each.name.startswith(("http", "asyncio"))]
    assert [each.name for each in theirs] == ["bot.web.server"]
    assert "12-34" not in theirs[0].getMessage()
