"""A connection to Milvus, opened when needed, with time-outs and a circuit breaker.

The only retries are pymilvus's own, within the time that a call may take.  Once a call gets no
answer, the breaker is open: calls fail at once until it is time to try again.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.address import IndexAddress

__all__ = ["NOT_FOUND", "NOT_LOADED", "Client", "Connection", "MilvusError"]

# pymilvus has no type hints.
Client = Any
Result = TypeVar("Result")

# Milvus's codes where a collection is missing, or not loaded.
NOT_FOUND = 100
NOT_LOADED = 101

# Seconds that a question may wait for Milvus, which normally takes milliseconds.
READING = 2.0
# Seconds to connect: two round trips.
_CONNECTING = 2.0
# A connection that waits for questions is not pinged: pymilvus would every ten seconds, and gRPC
# servers that allow one ping in five minutes, their default, end it with "too many pings".
GRPC_OPTIONS = {"grpc.keepalive_permit_without_calls": False}
# Seconds beyond its time-out that a call may take: pymilvus counts only the waiting for answers.
_GRACE = 0.5
# Seconds until a Milvus that did not answer is tried again.
_REST = 5.0
# Calls at once.  A server that hangs keeps each thread for as long as the time-out.
_THREADS = 16
# The one code of pymilvus that means there was no answer.
_NOT_CONNECTED = 2
# pymilvus would read the next .env into the environment of the process.
_NO_DOTENV = "PYTHON_DOTENV_DISABLED"


class MilvusError(IndexUnavailableError):
    """Milvus answers, but with an error; `code` is Milvus's own."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class Connection:
    """Calls to the Milvus at an address, from any number of threads."""

    def __init__(self, address: IndexAddress) -> None:
        """Connects to nothing yet, but imports pymilvus, which takes a second or more."""
        self._milvus_client = _pymilvus().MilvusClient
        self.address = address
        self._client: Client = None
        self._connecting = threading.Lock()
        self._pool = ThreadPoolExecutor(_THREADS, "milvus")
        self._fault = ""
        self._open_until = 0.0

    def run(self, method: str, *values: Any, seconds: float | None = None, **named: Any) -> Any:
        """The result of a client's `method`; see `call`."""
        return self.call(
            lambda client, wait: getattr(client, method)(*values, timeout=wait, **named), seconds
        )

    def call(
        self, action: Callable[[Client, float], Result], seconds: float | None = None
    ) -> Result:
        """The result of `action`, called with a client and the `seconds` it may take (`READING`).

        Raises MilvusError where Milvus answers with an error, IndexUnavailableError where it does
        not answer within `seconds` and those for connecting, or while the breaker is open.
        """
        self._refuse_while_open()
        allowed = READING if seconds is None else seconds
        used = self._client
        # In a thread of its own: pymilvus lets its callers queue while it connects again.
        future = self._pool.submit(lambda: action(self._connected(), allowed))
        try:
            return future.result(allowed + _GRACE + (_CONNECTING if used is None else 0))
        except IndexUnavailableError:
            raise
        except Exception as error:  # pymilvus lets gRPC's own errors through, and ValueError
            raise self._fault_of(error, used) from error
        finally:
            future.cancel()  # where it has not begun by now, nobody waits for it

    def _connected(self) -> Client:
        with self._connecting:
            if self._client is None:
                self._refuse_while_open()  # for threads that waited while another one failed
                try:
                    self._client = self._milvus_client(
                        uri=self.address.uri,
                        token=self.address.token,
                        db_name=self.address.database,
                        timeout=_CONNECTING,
                        dedicated=True,  # a shared one would be closed for others as well
                        grpc_options=GRPC_OPTIONS,
                    )
                except Exception as error:
                    raise self._fault_of(error, None) from error
            return self._client

    def _refuse_while_open(self) -> None:
        if time.monotonic() < self._open_until:
            raise IndexUnavailableError(self._fault)

    def _fault_of(self, error: Exception, used: Client) -> IndexUnavailableError:
        """The error to raise for `error`; without an answer, the breaker opens, and the client that
        was `used` is closed: gRPC would wait up to two minutes before it connects again."""
        reason = str(getattr(error, "message", "") or error) or "no answer in time"
        reason = reason.splitlines()[0][:200].rstrip(".")
        shown = self.address.shown
        if (code := _code_of(error)) is not None:
            state = f"the paragraph index at {shown} answers with an error ({reason})"
            action = (
                "look into the log of Milvus, or run `python -m retrieval index build --rebuild`"
            )
            return MilvusError(f"{state}; {action}", code)
        state = f"the paragraph index at {shown} does not answer ({reason})"
        self._fault = f"{state}; check that Milvus is running and INDEX_URL is right"
        self._open_until = time.monotonic() + _REST
        if used is not None and self._client is used:
            self._client = None
            self._pool.submit(used.close)
        return IndexUnavailableError(self._fault)


def _code_of(error: Exception) -> int | None:
    """The code with which Milvus answered; None where it did not answer."""
    code = getattr(error, "code", None)
    # Errors that pymilvus makes of its own or gRPC's faults have these as their cause.
    answered = isinstance(code, int) and error.__cause__ in (None, error)
    return int(code) if code is not None and answered and code != _NOT_CONNECTED else None


def _pymilvus() -> Any:
    disabled = _NO_DOTENV in os.environ
    os.environ.setdefault(_NO_DOTENV, "1")
    try:
        import pymilvus
    finally:
        if not disabled:
            del os.environ[_NO_DOTENV]
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # what it logs is raised as well
    return pymilvus
