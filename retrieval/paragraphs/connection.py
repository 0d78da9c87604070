"""A connection to Milvus: made when it is needed, bounded in time, made anew after it broke."""

from __future__ import annotations

import logging
import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

from retrieval.errors import IndexUnavailableError, RetrievalError
from retrieval.paragraphs.address import Address
from retrieval.paragraphs.lite import close_lite, open_lite

__all__ = ["NOT_FOUND", "NOT_LOADED", "Client", "Connection", "code_of"]

# pymilvus has no type hints.
Client = Any
Result = TypeVar("Result")

# What Milvus and Milvus Lite answer to a question to a collection that is not there, or not in
# memory: a Milvus Lite that was started again holds none in memory.
NOT_FOUND = 100
NOT_LOADED = 101

# Of what pymilvus raises, this alone among whole numbers says that nobody answered.
_NOT_CONNECTED = 2
# Seconds before the second attempt; twice as long before each further one, and up to half as long
# again, so that many who wait do not all come back at the same moment.
_PAUSE = 0.1
# Seconds to connect, at most: what takes long is to be given time, but not to find out that nobody
# is there.
_CONNECTING = 10.0
# Seconds beyond its own time-out that a call may take: pymilvus waits for a lock of its own while
# another thread connects.
_GRACE = 0.5
# Time-outs after which a client that was given up is closed.
_PARTING = 2
# Calls at once.  A server that hangs keeps each thread for as long as the time-out.
_THREADS = 16


class Connection:
    """Calls to the Milvus at an address, each within `seconds` and with so many `attempts`."""

    def __init__(self, address: Address, seconds: float, attempts: int) -> None:
        """Connects to nothing yet."""
        self.address = address
        self.seconds = seconds
        self._attempts = attempts
        self._lock = threading.Lock()
        self._client: Client = None
        self._lite = address.file is not None
        self._pool = ThreadPoolExecutor(_THREADS, "milvus")
        self._closed = False

    def call(
        self,
        action: Callable[[Client, float], Result],
        seconds: float | None = None,
        attempts: int | None = None,
        mend: Callable[[Client, Exception], None] | None = None,
    ) -> Result:
        """What `action` gives, called with a client and the seconds that it may take.

        Tried again where it fails, after `mend` has seen what the server answered.  Raises
        IndexUnavailableError where the last attempt fails too.
        """
        seconds = seconds or self.seconds
        tries = attempts or self._attempts
        for attempt in range(tries):
            used = self._client
            try:
                return self._bounded(action, seconds)
            except IndexUnavailableError:
                raise
            except Exception as error:  # pymilvus lets gRPC's own errors through, and ValueError
                self._renew(error, used)
                if mend is not None and code_of(error) is not None:
                    self._mended(mend, error, seconds)
                if attempt == tries - 1:
                    raise self._unavailable(error) from error
            time.sleep(_PAUSE * 2**attempt * random.uniform(1, 1.5))  # noqa: S311  # no secret
        message = f"the paragraph index at {self.address.shown} was not asked: allow one attempt"
        raise IndexUnavailableError(message)

    def client(self) -> Client:
        """A client for what goes on longer than a call.  Raises IndexUnavailableError."""
        return self.call(lambda client, _: client)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Makes IndexUnavailableError of whatever a client raises within."""
        used = self._client
        try:
            yield
        except RetrievalError:
            raise
        except Exception as error:
            self._renew(error, used)
            raise self._unavailable(error) from error

    @property
    def lite(self) -> bool:
        """Whether it is Milvus Lite that answers.  Raises IndexUnavailableError."""
        self.client()
        return self.known_lite

    @property
    def known_lite(self) -> bool:
        """Whether it was Milvus Lite that answered when last somebody did.  Never raises."""
        return self._lite

    def close(self) -> None:
        """Hangs up, and stops a Milvus Lite that runs for this process."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            client, self._client = self._client, None
        if client is not None:
            client.close()
            if self.address.file is not None:
                close_lite(self.address.file)
        self._pool.shutdown(wait=False)

    def _bounded(self, action: Callable[[Client, float], Result], seconds: float) -> Result:
        """In a thread of its own: pymilvus keeps to a call's time-out, but not while it connects
        again, which it does one thread after the other."""
        if self._closed:
            message = f"the paragraph index at {self.address.shown} is closed; open it again"
            raise IndexUnavailableError(message)
        future = self._pool.submit(lambda: action(self._connected(seconds), seconds))
        try:
            return future.result(seconds + _GRACE)
        finally:
            future.cancel()  # one that has not begun by now would be for nobody

    def _connected(self, seconds: float) -> Client:
        with self._lock:
            if self._client is None:
                self._client = self._connect(min(seconds, _CONNECTING))
            return self._client

    def _connect(self, seconds: float) -> Client:
        milvus_client = _pymilvus().MilvusClient
        file = self.address.file
        uri = self.address.uri if file is None else open_lite(file)
        with ExitStack() as undone:
            if file is not None:
                undone.callback(close_lite, file)
            client = milvus_client(
                uri=uri,
                token=self.address.token,
                db_name=self.address.database,
                timeout=seconds,
                dedicated=True,  # a shared one would be closed for others as well
            )
            undone.callback(client.close)
            self._lite = "lite" in str(client.get_server_version(timeout=seconds)).lower()
            undone.pop_all()
            return client

    def _renew(self, error: Exception, used: Client) -> None:
        """Gives the client `used` up where nobody answered: gRPC itself would wait up to two
        minutes before it connects again."""
        # A server in this process cannot have gone away.
        if code_of(error) is not None or self.address.file is not None:
            return
        # A thread that is connecting right now makes a new client anyway.
        if used is None or not self._lock.acquire(blocking=False):
            return
        try:
            given_up = self._client is used
            if given_up:
                self._client = None
        finally:
            self._lock.release()
        if given_up:
            # Others may be waiting for an answer by it.
            closing = threading.Timer(_PARTING * self.seconds, used.close)
            closing.daemon = True
            closing.start()

    def _mended(
        self, mend: Callable[[Client, Exception], None], error: Exception, seconds: float
    ) -> None:
        used = self._client
        try:
            self._bounded(lambda client, _: mend(client, error), seconds)
        except IndexUnavailableError:
            raise
        except Exception as again:  # the next attempt will tell
            self._renew(again, used)

    def _unavailable(self, error: Exception) -> IndexUnavailableError:
        reason = str(getattr(error, "message", "") or error) or "no answer in time"
        reason = reason.splitlines()[0][:200].rstrip(".")
        shown = self.address.shown
        if code_of(error) is None:
            state = f"the paragraph index at {shown} does not answer ({reason})"
            message = f"{state}; check that Milvus is running and INDEX_URL is right"
        else:
            state = f"the paragraph index at {shown} answers with an error ({reason})"
            message = f"{state}; look into the log of Milvus, or rebuild the index"
        return IndexUnavailableError(message)


def code_of(error: Exception) -> int | None:
    """What the server itself answered; None where it did not answer."""
    code = getattr(error, "code", None)
    # What pymilvus makes of faults of its own and of gRPC's has them as its cause.
    if not isinstance(code, int) or code == _NOT_CONNECTED or error.__cause__ not in (None, error):
        return None
    return int(code)


def _pymilvus() -> Any:
    """pymilvus, without its habit of reading the next .env into the environment."""
    disabled = os.environ.get("PYTHON_DOTENV_DISABLED")
    os.environ["PYTHON_DOTENV_DISABLED"] = "1"
    try:
        import pymilvus
    except ImportError as error:
        message = 'pymilvus is not installed; run pip install "ask-the-report[milvus]"'
        raise IndexUnavailableError(message) from error
    finally:
        if disabled is None:
            del os.environ["PYTHON_DOTENV_DISABLED"]
        else:
            os.environ["PYTHON_DOTENV_DISABLED"] = disabled
    # It logs each failed call with a traceback, also where the next attempt succeeds.
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
    return pymilvus
