"""Writing the index: a new collection of all reports, which then takes the alias.

Readers see all of the old collection until they see all of the new one, whose document frequencies
are those of its reports alone.  Of several builds at once the one that began last wins: each drops
the collections older than its own and nothing else.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.interface import Progress, ReportRows
from retrieval.paragraphs.milvus.collection import (
    ALIAS,
    Row,
    age_of,
    count,
    create,
    new_name,
    rows_of,
    target,
)
from retrieval.paragraphs.milvus.connection import Connection, MilvusError

__all__ = ["build"]

# Seconds: a cluster answers a batch in less than one, but may be sealing earlier ones.
_WRITING = 120.0
# Seconds: until a cluster has flushed a whole collection.
_SETTLING = 1_800.0
# Rows and characters a batch: few megabytes, far from the 64 that a message may have.
_ROWS = 1_000
_CHARACTERS = 8 << 20


def build(connection: Connection, reports: Sequence[ReportRows], progress: Progress | None) -> None:
    """Makes the index hold exactly `reports`; where it raises, the old index stays in use.

    Raises IndexUnavailableError.
    """
    name = new_name()
    connection.call(lambda client, wait: create(client, name, wait), _WRITING)
    try:
        written = _write(connection, name, reports, progress)
        connection.run("flush", name, seconds=_SETTLING)
        found = connection.call(lambda client, wait: count(client, name, wait), _SETTLING)
        if found != written:
            message = (
                f"the new paragraph index at {connection.address.shown} holds {found} rows of"
                f" {written}, so the old one stays in use; build it again"
            )
            raise IndexUnavailableError(message)
        method = "create_alias" if target(connection) is None else "alter_alias"
        connection.run(method, name, ALIAS, seconds=_WRITING)
    except MilvusError as error:
        if connection.run("has_collection", name):
            raise
        raise _overtaken(connection) from error
    for other in connection.run("list_collections"):
        if age_of(other) < age_of(name):
            if target(connection) != name:
                raise _overtaken(connection)
            with contextlib.suppress(MilvusError):  # another build drops it as well, or the next
                connection.run("drop_collection", other, seconds=_WRITING)


def _write(
    connection: Connection, name: str, reports: Sequence[ReportRows], progress: Progress | None
) -> int:
    """Writes `reports` into the collection `name`; the number of rows."""
    total = sum(each.paragraphs for each in reports)
    written = done = 0
    for paragraphs, batch in _batches(chain.from_iterable(map(rows_of, reports))):
        connection.run("insert", name, batch, seconds=_WRITING)
        written += len(batch)
        done += paragraphs
        if progress is not None:
            progress(done, total)
    return written


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


def _overtaken(connection: Connection) -> IndexUnavailableError:
    message = (
        f"another `index build` has replaced the paragraph index at {connection.address.shown}"
        " meanwhile; run one at a time"
    )
    return IndexUnavailableError(message)
