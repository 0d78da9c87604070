"""The loopback server: `Telegram` behind real HTTP, in a thread of its own."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.loopback.telegram import ApiError, Sent, Telegram

__all__ = ["LoopbackServer"]

# Long enough for a loaded machine; a test that works never waits that long.
_PATIENCE = 30.0

T = TypeVar("T")


class LoopbackServer:
    """A Bot API server on a free port of 127.0.0.1, for the length of a `with` block."""

    def __init__(self) -> None:
        self.telegram = Telegram()
        app = Starlette(
            routes=[Route("/bot{token}/{method}", self._handle, methods=["GET", "POST"])]
        )
        config = uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve(sockets=[self._socket]))

    def __enter__(self) -> LoopbackServer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join(_PATIENCE)
        self._socket.close()
        self._loop.close()

    async def _handle(self, request: Request) -> Response:
        fields: dict[str, Any] = dict(request.query_params)
        body = await request.body()
        if request.headers.get("content-type", "").startswith("application/json"):
            fields |= json.loads(body)
        else:
            fields |= dict(parse_qsl(body.decode(), keep_blank_values=True))
        token, method = request.path_params["token"], request.path_params["method"]
        try:
            return JSONResponse(
                {"ok": True, "result": await self.telegram.call(token, method, fields)}
            )
        except ApiError as refusal:
            answer: dict[str, Any] = {
                "ok": False,
                "error_code": refusal.status,
                "description": refusal.description,
            }
            if refusal.parameters:
                answer["parameters"] = refusal.parameters
            return JSONResponse(answer, status_code=refusal.status)

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    def receive(self, chat_id: int, text: str | None = None, **content: Any) -> None:
        """A person sends `text`, or whatever `content` makes of the message."""
        if text is not None:
            content["text"] = text
            if text.startswith("/"):
                length = len(text.split()[0])
                content["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        self._do(self.telegram.receive(chat_id, **content))

    def fail_once(self, method: str, error: ApiError) -> None:
        """The next call of `method` fails with `error`."""
        self.telegram.faults.setdefault(method, []).append(error)

    def keep_silent(self, method: str) -> None:
        """Calls of `method` get no answer from now on."""
        self.telegram.silent.add(method)

    def called(self, method: str) -> None:
        """Returns once `method` has been called."""
        self._do(self._called(method))

    async def _called(self, method: str) -> None:
        async with self.telegram.changed:
            await asyncio.wait_for(
                self.telegram.changed.wait_for(lambda: method in self.telegram.calls), _PATIENCE
            )

    def replies(self, chat_id: int, count: int = 1) -> list[Sent]:
        """The messages sent to `chat_id`, once there are `count` of them."""
        return self._do(self._replies(chat_id, count))

    async def _replies(self, chat_id: int, count: int) -> list[Sent]:
        def enough() -> bool:
            return len([sent for sent in self.telegram.sent if sent.chat_id == chat_id]) >= count

        async with self.telegram.changed:
            await asyncio.wait_for(self.telegram.changed.wait_for(enough), _PATIENCE)
        return [sent for sent in self.telegram.sent if sent.chat_id == chat_id]
