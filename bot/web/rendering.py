"""Where the pages of reports are made: beside the event loop, and apart from where answers are."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["Rendering"]

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Rendering:
    """One thread that makes pages, one after the other.

    One only, because more would take the interpreter from the event loop; and one of its own,
    because answers come from the threads of `asyncio.to_thread`: readers who wait for a slow page
    would take them all.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pages")

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What `work` returns; raises what it raises.  It sees the context of who calls."""
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()
        return await loop.run_in_executor(self._thread, lambda: context.run(work, *args, **kwargs))

    def endpoint(
        self, page: Callable[[Request], Response]
    ) -> Callable[[Request], Awaitable[Response]]:
        """`page` as an endpoint that is made here."""

        async def made(request: Request) -> Response:
            return await self.run(page, request)

        return made
