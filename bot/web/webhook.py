"""The webhook: where Telegram brings updates, each as one POST."""

from __future__ import annotations

import hmac
import json
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.web.deduplication import MemorySeen, Seen, State

__all__ = ["Webhook"]

_log = logging.getLogger(__name__)

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
# What the Bot API takes as a secret, save that nobody could tell an empty one from none.
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_PATH = re.compile(r"/telegram/[A-Za-z0-9_-]+")
# Bytes. A message of 4096 characters, each written \uXXXX, with 100 entities, in reply to such
# another and quoting it, stays below 100 000.
_MOST_BYTES = 256 * 1024
# Update identifiers are positive; Telegram's are 32 bits wide, a server of one's own may differ.
_MOST_ID = 2**63


class _Refusal(Exception):  # noqa: N818 - no fault of ours
    """A request that is not taken."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are taken, on what condition, and what is done with them.

    `path` is `/telegram/` and something random; `secret` what Telegram was given as
    `secret_token`.  `receive` handles one decoded update; Telegram hears 200 once it has returned,
    and brings the update again where it raises: after a 503 for an exception of the kinds in
    `later`.  Raises ValueError for a path or a secret of another form.
    """

    path: str = field(repr=False)
    secret: str = field(repr=False)
    receive: Callable[[dict[str, Any]], Awaitable[None]]
    seen: Seen = field(default_factory=MemorySeen)
    later: tuple[type[Exception], ...] = ()

    def __post_init__(self) -> None:
        if not _PATH.fullmatch(self.path):
            message = "WEBHOOK_URL: its path has to be /telegram/ and A-Z, a-z, 0-9, _ or -"
            raise ValueError(message)
        if not _SECRET.fullmatch(self.secret):
            message = "WEBHOOK_SECRET: has to be 1 to 256 of A-Z, a-z, 0-9, _ and -"
            raise ValueError(message)

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
        state = await self.seen.begin(update_id)
        if state is State.DONE:
            return Response(status_code=HTTPStatus.OK)
        if state is State.UNDER_WAY:
            # Not yet handled, perhaps never: its replica may be dead.  Telegram brings it again.
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            await self.receive(update)
        except self.later:
            await self.seen.give_up(update_id)
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        except BaseException:
            await self.seen.give_up(update_id)
            raise
        await self.seen.done(update_id)
        return Response(status_code=HTTPStatus.OK)

    async def _update(self, request: Request) -> dict[str, Any]:
        """The update that `request` brings; raises _Refusal where it is none of Telegram's."""
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
    """The body; raises _Refusal as soon as it is known to be too long."""
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
