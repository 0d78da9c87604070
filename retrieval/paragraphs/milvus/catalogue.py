"""What Milvus holds: the collection behind the alias, and its reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from retrieval.paragraphs.interface import ReportRows
from retrieval.paragraphs.milvus.collection import ALIAS, FIRST_ROWS, Row
from retrieval.paragraphs.milvus.connection import NOT_FOUND, Client, Connection, MilvusError
from retrieval.paragraphs.milvus.tokens import key_of

__all__ = ["count", "differences", "first_rows", "target"]

# What a cluster answers where there is no such alias; Milvus Lite answers as for a collection.
_NO_ALIAS = 1600
# Rows a page: a cluster gives 16 384 at most.
_PAGE = 10_000


def target(connection: Connection) -> str | None:
    """The collection behind the alias, None where there is none; raises IndexUnavailableError."""
    try:
        return str(connection.run("describe_alias", ALIAS)["collection_name"])
    except MilvusError as error:
        if error.code in (NOT_FOUND, _NO_ALIAS):
            return None
        raise


def first_rows(client: Client, seconds: float) -> list[Row]:
    """The first row of each report that readers see, without terms."""
    pages = client.query_iterator(
        ALIAS,
        batch_size=_PAGE,
        filter=FIRST_ROWS,
        output_fields=["report", "key", "digest", "rows"],
        consistency_level="Strong",
        timeout=seconds,
    )
    found: list[Row] = []
    try:
        while page := pages.next():
            found += page
    finally:
        pages.close()
    return found


def count(client: Client, name: str, seconds: float, wanted: str = "") -> int:
    """How many rows of `name` fit the filter `wanted`."""
    rows = client.query(
        name, filter=wanted, output_fields=["count(*)"], consistency_level="Strong", timeout=seconds
    )
    return int(rows[0]["count(*)"])


def differences(held: Sequence[Row], reports: Sequence[ReportRows]) -> Iterator[str]:
    """One sentence for each report that is missing, of another digest, or too many in `held`."""
    digests = {row["key"]: row["digest"] for row in held}
    for each in reports:
        digest = digests.get(key_of(each.report))
        if digest is None:
            yield f"the index holds nothing of {each.report}"
        elif digest != key_of(each.digest):
            yield f"the index holds {each.report} in another form"
    wanted = {key_of(each.report) for each in reports}
    for row in held:
        if row["key"] not in wanted:
            yield f"the index holds {row['report']}, which is not loaded"
