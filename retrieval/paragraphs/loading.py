"""Writing reports into a collection: a new one that then takes the alias, or where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.catalogue import Held, Plan, collections, count, held, pages, target
from retrieval.paragraphs.connection import Connection
from retrieval.paragraphs.interface import Progress
from retrieval.paragraphs.schema import COLUMNS, Row, create, new_name, rows_of
from retrieval.paragraphs.tokens import key_of

__all__ = ["build", "kept_rows", "replace"]

# Seconds: a cluster answers a batch in less than one, but may be busy sealing what came before.
_WRITING = 120.0
# Seconds: until a cluster has flushed or loaded a whole collection.
_SETTLING = 1_800.0
# Rows and bytes a batch: few megabytes, far from the 64 that a message may have.
_ROWS = 1_000
_BYTES = 8 << 20
# Rows a page where they are copied: some ten megabytes.  Milvus Lite walks over all rows for each.
_PAGE = 5_000
# Keys a filter: those of gone reports are deleted so many at a time.
_KEYS = 500

Beat = Callable[[], None]


def build(
    connection: Connection,
    alias: str,
    rows: Iterable[Row],
    paragraphs: int,
    beat: Beat,
    progress: Progress | None,
) -> None:
    """Puts `rows` into a new collection, gives it the alias, and drops all others.

    Whoever reads sees all of the old one up to the moment when it is all of the new one.
    """
    name = new_name(alias)
    lite = connection.lite
    connection.call(
        lambda client, wait: create(client, name, lite=lite, seconds=wait), _SETTLING, attempts=1
    )
    written = _write(connection, name, rows, paragraphs, beat, progress, fresh=True)
    connection.call(lambda client, wait: client.flush(name, timeout=wait), _SETTLING)
    found = connection.call(lambda client, wait: count(client, name, wait), _SETTLING)
    if found != written:
        message = (
            f"the new paragraph index at {connection.address.shown} holds {found} rows of"
            f" {written}, so the old one stays in use; build it again"
        )
        raise IndexUnavailableError(message)
    beat()
    before = connection.call(lambda client, wait: target(client, alias, wait), _WRITING)
    connection.call(
        lambda client, wait: (
            client.create_alias(name, alias, timeout=wait)
            if before is None
            else client.alter_alias(name, alias, timeout=wait)
        ),
        _WRITING,
    )
    _drop_others(connection, alias, name)


def _drop_others(connection: Connection, alias: str, name: str) -> None:
    made = connection.call(lambda client, wait: collections(client, alias, wait), _WRITING)
    for other in made:
        if other != name:
            _drop(connection, other)


def _drop(connection: Connection, name: str) -> None:
    connection.call(lambda client, wait: client.drop_collection(name, timeout=wait), _WRITING)


def kept_rows(connection: Connection, name: str, unchanged: Iterable[Held]) -> Iterator[Row]:
    """The rows of the `unchanged` reports as they stand in the collection `name`."""
    wanted = {(each.key, each.digest) for each in unchanged}
    if not wanted:
        return
    # Not by `call`: pages are read while others are written.
    unread = pages(connection.client(), name, "", list(COLUMNS), _PAGE, _WRITING)
    while True:
        with connection.guarded():
            page = next(unread, None)
        if page is None:
            return
        for row in page:
            if (row["key"], row["digest"]) in wanted:
                yield {column: row[column] for column in COLUMNS}


def replace(
    connection: Connection,
    name: str,
    plan: Plan,
    beat: Beat,
    progress: Progress | None,
) -> None:
    """Brings the collection `name` up to `plan` where its rows stand.

    New rows of a report come before its old ones go, so that whoever reads misses none of it, and
    the one that says that it is complete goes last, so that a second try finds what to do.
    """
    total = sum(each.paragraphs for each in plan.changed)
    rows = chain.from_iterable(map(rows_of, plan.changed))
    _write(connection, name, rows, total, beat, progress, fresh=False)
    beat()
    keys = {key_of(each.report) for each in plan.changed} | {each.key for each in plan.stale}
    for key in sorted(keys & plan.wanted.keys()):
        _delete(connection, name, f'key == "{key}" and digest != "{plan.wanted[key]}"')
    gone = sorted(keys - plan.wanted.keys())
    for first in range(0, len(gone), _KEYS):
        _delete(connection, name, f"key in {_listed(gone[first : first + _KEYS])}")
    _sweep(connection, name, plan.wanted)


def _sweep(connection: Connection, name: str, wanted: Mapping[str, str]) -> None:
    """Deletes what an update that broke off left behind."""
    found = connection.call(lambda client, wait: held(client, name, wait), _WRITING)
    due = sum(each.rows for each in found)
    if connection.call(lambda client, wait: count(client, name, wait), _WRITING) == due:
        return
    for key, digest in wanted.items():
        _delete(connection, name, f'key == "{key}" and digest != "{digest}"')
    _delete(connection, name, f"key not in {_listed(sorted(wanted))}" if wanted else "rows >= 0")
    left = connection.call(lambda client, wait: count(client, name, wait), _WRITING)
    if left != due:
        message = (
            f"the paragraph index at {connection.address.shown} holds {left} rows instead of {due};"
            " rebuild it"
        )
        raise IndexUnavailableError(message)


def _listed(keys: Iterable[str]) -> str:
    return "[" + ", ".join(f'"{key}"' for key in keys) + "]"


def _delete(connection: Connection, name: str, wanted: str) -> None:
    """Deletes the rows that fit the filter `wanted`, those that say that a report is complete last:
    what is left where this breaks off is found again."""

    def delete(part: str) -> None:
        connection.call(
            lambda client, wait: client.delete(name, filter=part, timeout=wait), _WRITING
        )

    delete(f"({wanted}) and rows == 0")
    delete(wanted)


def _write(
    connection: Connection,
    name: str,
    rows: Iterable[Row],
    paragraphs: int,
    beat: Beat,
    progress: Progress | None,
    *,
    fresh: bool,
) -> int:
    """Writes `rows` in batches; how many they were."""
    written = done = 0
    for batch in _batches(rows):
        beat()
        _send(connection, name, batch, fresh=fresh)
        written += len(batch)
        done += sum(row["id"].endswith("-0") for row in batch)  # first pieces of paragraphs
        if progress is not None:
            progress(done, paragraphs)
    return written


def _send(connection: Connection, name: str, batch: Sequence[Row], *, fresh: bool) -> None:
    """Writes `batch`, once even where an answer was lost and it is sent twice."""
    sent = not fresh

    def send(client: object, seconds: float) -> None:
        nonlocal sent
        # Looking for rows of the same id costs time, and a new collection has none.
        method = client.upsert if sent else client.insert  # type: ignore[attr-defined]
        sent = True
        method(name, list(batch), timeout=seconds)

    connection.call(send, _WRITING)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row["terms"])
        if len(batch) >= _ROWS or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
