"""A connection to Milvus that is made when it is needed, and made again when it was lost."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

from retrieval.errors import IndexUnavailableError

__all__ = ["Connection"]

T = TypeVar("T")
_log = logging.getLogger(__name__)

# Seconds before the second attempt; twice as long before each further one.
_WAIT = 0.1
# Loading a batch or making a collection takes longer than a search may.
_SLOW = 30.0


class Connection:
    """Calls a Milvus at `url`; any number of threads may call."""

    def __init__(
        self, url: str, timeout: float, attempts: int, prepare: Callable[[Any], None]
    ) -> None:
        """`prepare` is called with each new client before anything else."""
        self._url = url
        self._prepare = prepare
        self._timeout = timeout
        self._attempts = attempts
        self._client: Any = None
        self._connecting = threading.Lock()

    @property
    def kind(self) -> str:
        """Whether it is a file or a server."""
        return "milvus" if "://" in self._url else "milvus-lite"

    @property
    def shown_url(self) -> str:
        """The URL without user and password."""
        if "://" not in self._url:
            return self._url
        parts = urlsplit(self._url)
        host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
        return urlunsplit((parts.scheme, host, parts.path, "", ""))

    def call(self, ask: Callable[[Any], T], *, once: bool = False, slow: bool = False) -> T:
        """What `ask` gets of the client; `once`: it is not tried again.

        Raises IndexUnavailableError, whose message is one sentence, in bounded time.
        """
        from grpc import RpcError
        from pymilvus import MilvusException

        attempts = 1 if once else self._attempts
        for attempt in range(attempts):
            if attempt:
                time.sleep(_WAIT * 2 ** (attempt - 1))
            try:
                return ask(_Bounded(self._connected(), _SLOW if slow else self._timeout))
            except (MilvusException, RpcError, OSError) as error:
                _log.debug("Milvus at %s: %s", self.shown_url, error)
                reason = " ".join(str(getattr(error, "message", error)).split())[:200]
                self._lose()
        message = f"the paragraph index at {self.shown_url} does not answer ({reason})"
        raise IndexUnavailableError(message)

    def _connected(self) -> Any:
        with self._connecting:
            if self._client is None:
                from pymilvus import MilvusClient

                # It logs what it raises, with a traceback each; what matters is raised here.
                logging.getLogger("pymilvus").setLevel(logging.CRITICAL + 1)
                client = MilvusClient(self._url, timeout=self._timeout)
                self._prepare(_Bounded(client, self._timeout))
                self._client = client
            return self._client

    def _lose(self) -> None:
        """The next call connects anew, unless this is a file, whose server is in this process."""
        if self.kind == "milvus":
            self.close()

    def close(self) -> None:
        """Ends the connection; a later call makes another one."""
        with self._connecting:
            client, self._client = self._client, None
        if client is not None:
            client.close()


class _Bounded:
    """A client each of whose calls ends in time."""

    def __init__(self, client: Any, timeout: float) -> None:
        self._client, self._timeout = client, timeout

    def patiently(self) -> Any:
        """The same client for calls that take longer than a search may."""
        return _Bounded(self._client, _SLOW)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)
        if name in ("create_schema", "prepare_index_params"):  # nothing goes over the wire
            return method

        def bounded(*args: Any, **options: Any) -> Any:
            return method(*args, timeout=self._timeout, **options)

        return bounded
