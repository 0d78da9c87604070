"""The connection pool for requests to the Bot API."""

from __future__ import annotations

import asyncio
import importlib.util
import ssl
import sys
from typing import Any

import httpx
from telegram.request import BaseRequest, HTTPXRequest

__all__ = ["Connections"]

# httpcore imports sniffio four times for each request.  Where that is not installed, each of them
# searches all folders that Python has (0.14 ms), unless it is known to be nowhere.
if importlib.util.find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]  # as Python's documentation has it

# Concurrent requests.  Telegram's 30 messages a second at a tenth of a second each need three; the
# others leave room for some that hang.
_AT_ONCE = 8
# Seconds.  The library's five are less than Telegram takes on a bad day, and after a time-out it is
# unknown whether a message was delivered.
_TIMEOUT = 20.0
# What is read of a message that was sent: the library makes objects of all that it is given, and
# the text and the buttons come back whole.
_OF_MESSAGE = ("message_id", "date", "chat")


def _request(verify: ssl.SSLContext, proxy: str | None) -> HTTPXRequest:
    return HTTPXRequest(
        proxy=proxy,
        connection_pool_size=1,
        read_timeout=_TIMEOUT,
        write_timeout=_TIMEOUT,
        connect_timeout=_TIMEOUT,
        pool_timeout=_TIMEOUT,
        httpx_kwargs={"verify": verify},
    )


class Connections(BaseRequest):
    """Several `HTTPXRequest`s of one connection each.

    One `HTTPXRequest` of many connections scans all of them, with a system call for each, whenever
    a request begins or ends: with twenty chats at once that costs as much as all else together
    (docs/decisions/0025).
    """

    def __init__(self, proxy: str | None = None) -> None:
        """`proxy`: the URL of a proxy; None for what the environment says."""
        # Shared: loading the certificates takes longer than anything else here.
        verify = httpx.create_ssl_context()
        self._all = tuple(_request(verify, proxy) for _ in range(_AT_ONCE))
        # Last in, first out: in quiet times one connection stays open.
        self._free: asyncio.LifoQueue[HTTPXRequest] = asyncio.LifoQueue()
        for each in self._all:
            self._free.put_nowait(each)

    @property
    def read_timeout(self) -> float | None:
        """Seconds until a response has to begin."""
        return _TIMEOUT

    async def initialize(self) -> None:
        """Initializes all of them."""
        for each in self._all:
            await each.initialize()

    async def shutdown(self) -> None:
        """Closes all of them."""
        for each in self._all:
            await each.shutdown()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """As `HTTPXRequest.do_request`, once one of them is free."""
        request = await self._free.get()
        try:
            return await request.do_request(*args, **kwargs)
        finally:
            self._free.put_nowait(request)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As in the library; of a message that was sent only what is read of it."""
        answer: dict[str, Any] = BaseRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = {name: result[name] for name in _OF_MESSAGE if name in result}
        return answer
