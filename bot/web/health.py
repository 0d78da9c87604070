"""Liveness and readiness."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

__all__ = ["Checks", "alive", "ready"]

_log = logging.getLogger(__name__)

_HEADERS = {"Cache-Control": "no-store"}

Checks = Callable[[], Mapping[str, bool]]
"""Returns the conditions of readiness by name, and whether each holds; may block."""


async def alive(_: Request) -> Response:
    """`/healthz`: 200 while the event loop runs."""
    return PlainTextResponse("ok\n", headers=_HEADERS)


async def ready(checks: Checks, _: Request) -> Response:
    """`/readyz`: 200 where every check holds, else 503, with names and truth values only.

    Reasons are left out: they can hold an address or a password.
    """
    try:
        results = {name: bool(holds) for name, holds in (await asyncio.to_thread(checks)).items()}
    except Exception:
        _log.exception("Readiness could not be told")
        results = {"checks": False}
    holds = all(results.values())
    body = {"ready": holds, "checks": results}
    return JSONResponse(body, 200 if holds else 503, headers=_HEADERS)
