"""The web server in the bot's own event loop."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.types import ASGIApp

from bot.web.connections import Connection

__all__ = ["WebError", "WebServer", "bind"]

_log = logging.getLogger(__name__)

# Seconds for open requests at the end: a service manager is promised five in all.
_GRACE = 2
# Connections waiting to be accepted: uvicorn's own default.
_BACKLOG = 2048
_HIGHEST_PORT = 65_535


class WebError(Exception):
    """The web side cannot start; the message names the settings and the remedy."""


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens on `host`:`port`; port 0: any free one.  Raises WebError."""
    try:
        if not 0 <= port <= _HIGHEST_PORT:
            message = f"ports go up to {_HIGHEST_PORT}"
            raise OSError(message)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        # `::` means every address of the machine, also 127.0.0.1, where health checks ask.
        both = host == "::" and socket.has_dualstack_ipv6()
        listening = socket.create_server(
            address[:2], family=family, backlog=_BACKLOG, dualstack_ipv6=both
        )
        # Accepted sockets inherit it.  Without it a response in two packets waits 40 ms for the
        # client's delayed acknowledgement; asyncio does not set it.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        message = (
            f"WEB_HOST:WEB_PORT: {host}:{port} cannot be listened on ({reason}); set an address "
            "of this machine and a port that no other program uses"
        )
        raise WebError(message) from None


def _log_end(serving: asyncio.Task[None]) -> None:
    """Logs that the web side ended with a fault: the bot goes on without it."""
    error = None if serving.cancelled() else serving.exception()
    if error is not None:
        _log.error("The web side ended", exc_info=error)


class _Uvicorn(uvicorn.Server):
    """A server that leaves signals to the bot."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Captures none."""
        yield


class WebServer:
    """Serves `app` on `host`:`port` from `start` until `stop`."""

    def __init__(self, app: ASGIApp, host: str, port: int, proxies: Sequence[str] = ()) -> None:
        """Port 0: any free one.

        `proxies`: addresses and networks of proxies, which are believed whom a request is from.
        """
        self._host, self._port = host, port
        config = uvicorn.Config(
            app,
            http=Connection,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,  # a URL can reveal what a person asked
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=list(proxies),
            timeout_graceful_shutdown=_GRACE,
        )
        config.load()  # a fault of it ends the start, not the task
        self._server = _Uvicorn(config)
        self._serving: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port in use once the server has started."""
        return self._port

    async def start(self) -> None:
        """Begins to serve.  Raises WebError where `bind` does.

        Connections are accepted from here on: the socket listens already.
        """
        listening = bind(self._host, self._port)
        self._port = listening.getsockname()[1]
        serving = functools.partial(self._server.serve, sockets=[listening])
        self._serving = asyncio.create_task(serving(), name="web")
        self._serving.add_done_callback(_log_end)
        _log.info("Reading pages on http://%s:%d/", self._host, self._port)

    async def stop(self) -> None:
        """Accepts no more connections; open requests get `_GRACE` seconds."""
        if self._serving is not None:
            self._server.should_exit = True
            await self._serving
            self._serving = None
