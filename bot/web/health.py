"""Liveness and readiness."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

__all__ = ["Checks", "Health"]

_log = logging.getLogger(__name__)

_HEADERS = {"Cache-Control": "no-store"}

Checks = Callable[[], Mapping[str, bool]]
"""Returns the conditions of readiness by name, and whether each holds; may block."""


class Health:
    """The two endpoints for service managers and load balancers."""

    def __init__(self, checks: Checks) -> None:
        self._checks = checks

    async def alive(self, _: Request) -> Response:
        """`/healthz`: 200 while the event loop runs."""
        return PlainTextResponse("ok\n", headers=_HEADERS)

    async def ready(self, _: Request) -> Response:
        """`/readyz`: 200 where every check holds, else 503, with names and truth values only.

        Reasons are left out: they can hold an address or a password.
        """
        try:
            held = await asyncio.to_thread(self._checks)
            checks = {name: bool(holds) for name, holds in held.items()}
        except Exception:
            _log.exception("Readiness could not be told")
            checks = {"checks": False}
        ready = all(checks.values())
        body = {"ready": ready, "checks": checks}
        return JSONResponse(body, 200 if ready else 503, headers=_HEADERS)
