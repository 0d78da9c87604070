"""The right to change an index: one process at a time, whichever machine it runs on.

Milvus knows no locks.  What it does once and for one only is to make a collection of a given name:
the second who tries it with another schema is refused.  So the owner's mark is a column, and what
tells that the owner lives is an alias that holds the time.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.connection import NOT_FOUND, Client, Connection, code_of

__all__ = ["claimed"]

Result = TypeVar("Result")

# Seconds after which an owner who gave no sign of life is taken for dead: longer than a cluster
# takes to flush and load what was written, which is done without signs.
_LEASE = 900.0
# Seconds between two signs of life, and between two looks whether the right is free.
_BEAT = 30.0
_LOOK = 0.5
# Seconds: making and dropping a collection takes a busy cluster some.
_CHANGING = 15.0
# Bytes of a machine's name: names of columns are limited to 255 letters.
_LONGEST_HOST = 40
_MARK = re.compile(r"held_(?P<since>\d+)_(?P<process>\d+)_(?P<host>[0-9a-f]*)_[0-9a-f]+")

# The marks of this process: one with its number but not among them is of a dead namesake.
_own: set[str] = set()
_in_process = threading.Lock()


@contextmanager
def claimed(connection: Connection, alias: str, patience: float) -> Iterator[Callable[[], None]]:
    """The right to change what `alias` stands for, waited for up to `patience` seconds.

    Gives what is to be called now and then, and always before what cannot be taken back: it raises
    IndexUnavailableError where the right was lost.
    """
    claim = _Claim(connection, alias)
    deadline = time.monotonic() + patience
    if not _in_process.acquire(timeout=patience):
        message = f"the paragraph index at {connection.address.shown} is being updated; wait"
        raise IndexUnavailableError(message)
    try:
        while (owner := claim.take()) is not None:
            if time.monotonic() >= deadline:
                raise claim.refusal(owner)
            time.sleep(_LOOK)
        try:
            yield claim.keep
        finally:
            # What fails here runs out by itself.
            with contextlib.suppress(IndexUnavailableError):
                claim.leave()
    finally:
        _in_process.release()


class _Claim:
    """One process's mark on the index `alias`."""

    def __init__(self, connection: Connection, alias: str) -> None:
        self._connection = connection
        self._name = f"{alias}_lock"
        host = socket.gethostname().encode()[:_LONGEST_HOST].hex()
        self._mark = f"held_{int(time.time())}_{os.getpid()}_{host}_{secrets.token_hex(4)}"
        self._beaten = 0.0

    def take(self) -> str | None:
        """None where the right is ours now; else the mark of its owner."""
        owner = self._call(self._make)
        if owner == self._mark:
            _own.add(self._mark)
            self.keep()
            return None
        if owner and self._call(lambda client, wait: self._is_dead(client, owner, wait)):
            self._call(self._drop)
        return owner

    def keep(self) -> None:
        """Gives a sign of life; raises IndexUnavailableError where the right is another's."""
        now = time.monotonic()
        if now - self._beaten < _BEAT:
            return
        if self._call(self._owner) != self._mark:
            message = (
                f"another process took over the update of the paragraph index at"
                f" {self._connection.address.shown}; start the update again"
            )
            raise IndexUnavailableError(message)
        self._call(self._beat)
        self._beaten = now

    def leave(self) -> None:
        """Gives the right back where it is still ours."""
        _own.discard(self._mark)
        if self._call(self._owner) == self._mark:
            self._call(self._drop)

    def refusal(self, owner: str) -> IndexUnavailableError:
        """What to tell who waited in vain."""
        parts = _MARK.fullmatch(owner)
        who = "another process"
        if parts is not None:
            host = bytes.fromhex(parts["host"]).decode(errors="replace")
            who = f"process {parts['process']} on {host}"
        message = (
            f"the paragraph index at {self._connection.address.shown} is being updated by {who};"
            f" wait until it is done, or, if that process is gone, {_LEASE / 60:.0f} minutes"
        )
        return IndexUnavailableError(message)

    def _call(self, action: Callable[[Client, float], Result]) -> Result:
        return self._connection.call(action, _CHANGING)

    def _make(self, client: Client, seconds: float) -> str:
        from pymilvus import DataType

        schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
        schema.add_field(self._mark, DataType.VARCHAR, is_primary=True, max_length=1)
        schema.add_field("unused", DataType.SPARSE_FLOAT_VECTOR)  # there has to be a vector
        try:
            client.create_collection(self._name, schema=schema, timeout=seconds)
        except Exception as error:
            if code_of(error) is None:
                raise
        return self._owner(client, seconds)

    def _owner(self, client: Client, seconds: float) -> str:
        """The owner's mark; empty where nobody has the right."""
        try:
            fields = client.describe_collection(self._name, timeout=seconds)["fields"]
        except Exception as error:
            if code_of(error) == NOT_FOUND:
                return ""
            raise
        return next((str(field["name"]) for field in fields if field.get("is_primary")), "")

    def _signs(self, client: Client, seconds: float) -> list[str]:
        found = client.list_aliases(collection_name=self._name, timeout=seconds)["aliases"]
        return [str(alias) for alias in found]

    def _beat(self, client: Client, seconds: float) -> None:
        sign = f"{self._name}_{time.time_ns()}"
        before = self._signs(client, seconds)
        client.create_alias(self._name, sign, timeout=seconds)
        for alias in before:
            client.drop_alias(alias, timeout=seconds)

    def _is_dead(self, client: Client, owner: str, seconds: float) -> bool:
        parts = _MARK.fullmatch(owner)
        if parts is None:
            return False  # made by another version: it has to run out of use by itself
        if parts["host"] == socket.gethostname().encode()[:_LONGEST_HOST].hex():
            return owner not in _own and not _runs_beside(int(parts["process"]))
        signs = [int(alias.rpartition("_")[2]) / 1e9 for alias in self._signs(client, seconds)]
        return time.time() - max([*signs, float(parts["since"])]) > _LEASE

    def _drop(self, client: Client, seconds: float) -> None:
        for alias in self._signs(client, seconds):
            client.drop_alias(alias, timeout=seconds)
        client.drop_collection(self._name, timeout=seconds)


def _runs_beside(process: int) -> bool:
    """Whether another process of that number runs on this machine."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
