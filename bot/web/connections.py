"""Connections of the web side: a ceiling to their number, and a time limit to a request's head.

The bot answers in Telegram in the same process: whoever opens connections to the web side and says
nothing may not take the file descriptors that it needs.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["Connection", "most_connections"]

# Connections at once, many times what a district's citizens open, and of the file descriptors that
# the process may have the share that the web side may take.
_MOST, _SHARE = 512, 0.25
# Seconds in which the head of a request has to come; browsers send it at once.
_HEAD_SECONDS = 10.0


def most_connections() -> int:
    """How many connections there may be at once, by the limits of this process."""
    try:
        import resource
    except ImportError:  # Windows
        return _MOST
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return _MOST if allowed < 0 else max(8, min(_MOST, int(_SHARE * allowed)))


class Connection(H11Protocol):
    """A connection that is closed where there are too many, or where no request comes."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """As in uvicorn; beyond the ceiling the connection is closed at once."""
        super().connection_made(transport)
        if len(self.connections) > most_connections():
            transport.abort()
            return
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """As in uvicorn."""
        self._cancel_limit()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """As in uvicorn; the limit ends with the head of a request."""
        super().handle_events()
        if self.conn.their_state is not h11.IDLE:
            self._cancel_limit()

    def on_response_complete(self) -> None:
        """As in uvicorn; the next request has its own limit."""
        super().on_response_complete()
        if self.conn.their_state is h11.IDLE:
            self._await_head()

    def _await_head(self) -> None:
        self._cancel_limit()
        self._limit = self.loop.call_later(_HEAD_SECONDS, self._give_up)

    def _cancel_limit(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _give_up(self) -> None:
        transport: Any = self.transport
        if not transport.is_closing():
            transport.close()
