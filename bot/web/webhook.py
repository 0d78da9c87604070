"""The webhook endpoint: Telegram POSTs updates to it, one a request."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.web.deduplication import MemoryDeduplicator, State

__all__ = ["Webhook"]

_log = logging.getLogger(__name__)

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
# Bytes. A message of 4096 characters, each escaped as \uXXXX, with 100 entities, that replies to
# one of the same size and quotes it, stays below 100 000.
_MOST_BYTES = 256 * 1024
# Update ids are positive; Telegram's have 32 bits, those of a self-hosted server may have more.
_MOST_ID = 2**63


class _Refusal(Exception):  # noqa: N818 - no fault of ours
    """A request to refuse with `status`."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Webhook:
    """The endpoint at `path`, for requests with `secret`, Telegram's `secret_token`.

    `receive` handles one decoded update.  The response is 200 once it has returned, 503 where it
    raises one of `retry_on`, 500 where it raises another exception; after an error Telegram sends
    the update again.
    """

    path: str = field(repr=False)
    secret: str = field(repr=False)
    receive: Callable[[dict[str, Any]], Awaitable[None]]
    deduplicator: MemoryDeduplicator = field(default_factory=MemoryDeduplicator)
    retry_on: tuple[type[Exception], ...] = ()

    async def __call__(self, request: Request) -> Response:
        """The response to one request."""
        try:
            update = await self._update(request)
        except _Refusal as refusal:
            _log.warning("An update was refused: %s", refusal)
            return Response(status_code=refusal.status)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody reads it
        update_id: int = update["update_id"]
        state = await self.deduplicator.begin(update_id)
        if state is State.UNDER_WAY:
            # Its replica may be dead: Telegram is to send it again.
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        if state is State.NEW:
            try:
                await self.receive(update)
            except BaseException as error:
                await self.deduplicator.give_up(update_id)
                if not isinstance(error, self.retry_on):
                    raise
                return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
            await self.deduplicator.done(update_id)
        return Response(status_code=HTTPStatus.OK)

    async def _update(self, request: Request) -> dict[str, Any]:
        """The update in `request`; raises _Refusal where the request is not one of Telegram's."""
        given = request.headers.get(_SECRET_HEADER, "").encode("latin-1")
        if not hmac.compare_digest(given, self.secret.encode("ascii")):
            raise _Refusal(HTTPStatus.FORBIDDEN, "its secret is not WEBHOOK_SECRET")
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/json":
            raise _Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "it is not JSON")
        try:
            update = json.loads(await _body(request))
        except (ValueError, RecursionError):
            raise _Refusal(HTTPStatus.BAD_REQUEST, "it cannot be read") from None
        update_id = update.get("update_id") if isinstance(update, dict) else None
        if type(update_id) is not int or not 0 <= update_id < _MOST_ID:
            raise _Refusal(HTTPStatus.BAD_REQUEST, "it has no update_id")
        return dict(update)


async def _body(request: Request) -> bytes:
    """The body; raises _Refusal for one over `_MOST_BYTES`, without reading on."""
    too_long = _Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"it is over {_MOST_BYTES} bytes")
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > _MOST_BYTES:
        raise too_long
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise too_long
    return bytes(body)
