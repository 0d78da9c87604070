"""Writing the index: a new collection of all reports, which then takes the alias.

Readers see all of the old collection up to the moment when they see all of the new one, whose words
are counted over exactly its reports.  Of several builds at once the one that began last wins: each
drops what is older than its own collection and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.interface import Progress, ReportRows
from retrieval.paragraphs.milvus.catalogue import count, target
from retrieval.paragraphs.milvus.collection import (
    ALIAS,
    Row,
    create,
    is_ours,
    new_name,
    rows_of,
)
from retrieval.paragraphs.milvus.connection import NOT_FOUND, Client, Connection, MilvusError

__all__ = ["build"]

# Seconds: a cluster answers a batch in less than one, but may be busy sealing what came before.
_WRITING = 120.0
# Seconds: until a cluster has flushed a whole collection.
_SETTLING = 1_800.0
# Rows and characters a batch: few megabytes, far from the 64 that a message may have.
_ROWS = 1_000
_CHARACTERS = 8 << 20


def build(connection: Connection, reports: Sequence[ReportRows], progress: Progress | None) -> None:
    """Makes the index hold exactly `reports`.  Raises IndexUnavailableError; then the old index
    stays in use."""
    name = new_name()
    try:
        connection.call(lambda client, wait: create(client, name, wait), _WRITING)
        written = _write(connection, name, reports, progress)
        connection.call(lambda client, wait: client.flush(name, timeout=wait), _SETTLING)
        found = connection.call(lambda client, wait: count(client, name, wait), _SETTLING)
        if found != written:
            message = (
                f"the new paragraph index at {connection.address.shown} holds {found} rows of"
                f" {written}, so the old one stays in use; build it again"
            )
            raise IndexUnavailableError(message)
        _switch(connection, name)
    except MilvusError as error:
        if error.code == NOT_FOUND:
            raise _overtaken(connection) from error
        raise
    _drop_older(connection, name)


def _write(
    connection: Connection, name: str, reports: Sequence[ReportRows], progress: Progress | None
) -> int:
    """Writes `reports` into the collection `name`; the number of rows."""
    total = sum(each.paragraphs for each in reports)
    written = done = 0
    for paragraphs, batch in _batches(chain.from_iterable(map(rows_of, reports))):
        connection.call(partial(_insert, name=name, rows=batch), _WRITING)
        written += len(batch)
        done += paragraphs
        if progress is not None:
            progress(done, total)
    return written


def _insert(client: Client, seconds: float, name: str, rows: list[Row]) -> None:
    client.insert(name, rows, timeout=seconds)


def _batches(paragraphs: Iterable[list[Row]]) -> Iterator[tuple[int, list[Row]]]:
    """The rows of `paragraphs` in batches, each with the number of its paragraphs."""
    batch: list[Row] = []
    number = size = 0
    for rows in paragraphs:
        batch += rows
        number += 1
        size += sum(len(row["terms"]) for row in rows)
        if len(batch) >= _ROWS or size >= _CHARACTERS:
            yield number, batch
            batch, number, size = [], 0, 0
    if batch:
        yield number, batch


def _switch(connection: Connection, name: str) -> None:
    """Gives the collection `name` the alias."""
    exists = target(connection) is not None
    connection.call(
        lambda client, wait: (
            client.alter_alias(name, ALIAS, timeout=wait)
            if exists
            else client.create_alias(name, ALIAS, timeout=wait)
        ),
        _WRITING,
    )


def _drop_older(connection: Connection, name: str) -> None:
    """Drops what the collection `name` has replaced, and what builds that broke off have left."""
    every = connection.call(lambda client, wait: client.list_collections(timeout=wait), _WRITING)
    for other in filter(is_ours, every):
        if _age(other) < _age(name):
            if target(connection) != name:
                raise _overtaken(connection)
            connection.call(partial(_drop, name=other), _WRITING)


def _drop(client: Client, seconds: float, name: str) -> None:
    client.drop_collection(name, timeout=seconds)


def _age(name: str) -> int:
    return int(name.rpartition("_")[2])


def _overtaken(connection: Connection) -> IndexUnavailableError:
    message = (
        f"another `index build` has replaced the paragraph index at {connection.address.shown}"
        " meanwhile; run one at a time"
    )
    return IndexUnavailableError(message)
