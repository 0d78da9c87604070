"""The loopback server: `Telegram` behind real HTTP, in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, NoReturn, TypeVar
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.loopback import people
from tests.loopback.telegram import ApiError, Json, Sent, Telegram

__all__ = ["LoopbackServer"]

# Long enough for a loaded machine; a test that works never waits that long.
_PATIENCE = 60.0

T = TypeVar("T")


class LoopbackServer:
    """A Bot API server on a free port of 127.0.0.1, for the length of a `with` block."""

    def __init__(self, telegram: Telegram | None = None) -> None:
        self.telegram = telegram or Telegram()
        app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._handle, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path}", self._file),
            ]
        )
        config = uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._socket = socket.create_server(("127.0.0.1", 0))
        # Accepted sockets inherit it; asyncio does not set it on them, and each answer, which is
        # written in two pieces, would wait 40 ms for the client's delayed acknowledgement.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve(sockets=[self._socket]))
        self._loop.run_until_complete(self.telegram.close())

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

    async def _file(self, request: Request) -> Response:
        return Response(self.telegram.files[request.path_params["path"]])

    def send_file(self, chat_id: int, name: str, content: bytes) -> int:
        """A person sends a file; the number of the message."""
        self.telegram.files[key := f"f{len(self.telegram.files)}"] = content
        document = {"file_id": key, "file_unique_id": key, "file_name": name}
        return self.receive(chat_id, document={**document, "file_size": len(content)})

    async def _handle(self, request: Request) -> Response:
        fields: dict[str, Any] = dict(request.query_params)
        if request.headers.get("content-type", "").startswith("multipart/"):
            async with request.form() as form:
                fields |= {name: await _part(value) for name, value in form.items()}
            return await self._result(request, fields)
        body = await request.body()
        if request.headers.get("content-type", "").startswith("application/json"):
            fields |= json.loads(body)
        else:
            fields |= dict(parse_qsl(body.decode(), keep_blank_values=True))
        return await self._result(request, fields)

    async def _result(self, request: Request, fields: dict[str, Any]) -> Response:
        token, method = request.path_params["token"], request.path_params["method"]
        fault = self.telegram.fault_of(method)
        if isinstance(fault, str):
            if fault == "answered":
                with contextlib.suppress(ApiError):  # a refusal is an answer that is not heard too
                    await self.telegram.call(token, method, fields, fault)
            _break(request)
        try:
            result = await self.telegram.call(token, method, fields, fault)
            return _json({"ok": True, "result": result})
        except ApiError as refusal:
            answer: dict[str, Any] = {
                "ok": False,
                "error_code": refusal.status,
                "description": refusal.description,
            }
            if refusal.parameters:
                answer["parameters"] = refusal.parameters
            return _json(answer, refusal.status)

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of `work`, done in the server's own event loop however long it takes."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def receive(self, chat_id: int, text: str | None = None, **content: Any) -> int:
        """A person sends `text`, or whatever `content` makes of the message; its number."""
        if text is not None:
            content["text"] = text
        return self._do(people.write(self.telegram, chat_id, **content))

    def edit(self, chat_id: int, number: int, text: str) -> None:
        """A person edits message `number`."""
        self._do(people.edit(self.telegram, chat_id, number, text))

    def press(self, sent: Sent, label: str, user: int = 0) -> Json:
        """A person presses the button `label` below `sent`; how the bot acknowledged it."""
        return self.press_data(sent, sent.button(label)["callback_data"], user)

    def press_data(self, sent: Sent, data: str, user: int = 0, patience: float = _PATIENCE) -> Json:
        """The same, with callback data of any kind."""
        chat, number = sent.chat_id, sent.message_id
        query = self._do(people.press(self.telegram, chat, number, data, user=user))
        return self._answer(self.telegram.notices, "callback_query_id", query, patience)

    def inline(self, user: int, text: str, patience: float = _PATIENCE) -> Json:
        """A person types an inline query; the bot's answer to it, within `patience` seconds."""
        query = self._do(people.inline_query(self.telegram, user, text))
        return self._answer(self.telegram.inline_answers, "inline_query_id", query, patience)

    def _answer(
        self, answers: list[Json], name: str, query: str, patience: float = _PATIENCE
    ) -> Json:
        def given() -> Json | None:
            return next((each for each in answers if each[name] == query), None)

        self.until(lambda: given() is not None, patience)
        answer = given()
        assert answer is not None
        return answer

    def stand(self, chat_id: int, before: str, after: str) -> None:
        """The bot's standing in a chat changes, such as from left to member."""
        self._do(people.add_to_group(self.telegram, chat_id, before, after))

    def raw(self, **update: Any) -> None:
        """An update of any content."""
        self._do(people.raw(self.telegram, update))

    def flood(self, chat_id: int, seconds: float) -> None:
        """For `seconds` Telegram answers 429 to messages for `chat_id`."""
        self.telegram.floods[chat_id] = time.monotonic() + seconds

    def fail_once(self, method: str, error: ApiError) -> None:
        """The next call of `method` fails with `error`."""
        self.telegram.faults.setdefault(method, []).append(error)

    def break_once(self, method: str, *, answered: bool = False) -> None:
        """The connection of the next call of `method` breaks; `answered`: after it was done."""
        fault = "answered" if answered else "unanswered"
        self.telegram.faults.setdefault(method, []).append(fault)

    def keep_silent(self, method: str) -> None:
        """Calls of `method` get no answer from now on."""
        self.telegram.silent.add(method)

    def called(self, method: str, count: int = 1) -> None:
        """Returns once `method` has been called `count` times."""
        self.until(lambda: self.telegram.calls.count(method) >= count)

    def until(self, condition: Callable[[], bool], patience: float = _PATIENCE) -> None:
        """Returns once `condition` holds; raises TimeoutError after `patience` seconds."""

        async def wait() -> None:
            async with self.telegram.changed:
                await asyncio.wait_for(self.telegram.changed.wait_for(condition), patience)

        self.run(wait())

    def replies(self, chat_id: int, count: int = 1) -> list[Sent]:
        """The messages sent to `chat_id`, once there are `count` of them."""

        def all_of_them() -> list[Sent]:
            return [sent for sent in self.telegram.sent if sent.chat_id == chat_id]

        self.until(lambda: len(all_of_them()) >= count)
        return all_of_them()


async def _part(value: Any) -> Any:
    """A part of a form: a text, or a file by name and content."""
    if isinstance(value, str):
        return value
    return {"name": value.filename, "content": await value.read()}


def _json(answer: Json, status: int = 200) -> Response:
    """Escaped, as Telegram escapes: so that even half a character can be sent."""
    return Response(json.dumps(answer), status, media_type="application/json")


def _break(request: Request) -> NoReturn:
    """Breaks the connection without an answer."""
    cycle: Any = request._receive.__self__  # type: ignore[attr-defined]
    cycle.transport.abort()
    raise ConnectionResetError
