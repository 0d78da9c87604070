"""What Milvus holds: the collection behind the alias, and its reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.paragraphs.interface import ReportRows
from retrieval.paragraphs.milvus.collection import ALIAS, FIRST_ROWS
from retrieval.paragraphs.milvus.connection import NOT_FOUND, Client, Connection, MilvusError
from retrieval.paragraphs.milvus.tokens import key_of

__all__ = ["LISTING", "HeldReport", "count", "differences", "held_reports", "target"]

# Seconds to list some ten thousand reports.
LISTING = 30.0
# What a cluster answers where there is no such alias; Milvus Lite answers as for a collection.
_NO_ALIAS = 1600
# Rows a page: a cluster gives 16 384 at most.
_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class HeldReport:
    """A report in the index: its name, hashes of name and digest, and how many rows it has."""

    report: str
    key: str
    digest: str
    rows: int


def target(connection: Connection) -> str | None:
    """The collection behind the alias; None where there is no alias.

    Raises IndexUnavailableError.
    """
    try:
        found = connection.call(lambda client, wait: client.describe_alias(ALIAS, timeout=wait))
    except MilvusError as error:
        if error.code in (NOT_FOUND, _NO_ALIAS):
            return None
        raise
    return str(found["collection_name"])


def held_reports(client: Client, name: str, seconds: float) -> list[HeldReport]:
    """The reports in the collection `name`."""
    columns = ["report", "key", "digest", "rows"]
    rows = client.query_iterator(
        name,
        batch_size=_PAGE,
        filter=FIRST_ROWS,
        output_fields=columns,
        consistency_level="Strong",
        timeout=seconds,
    )
    held: list[HeldReport] = []
    try:
        while page := rows.next():
            held += (HeldReport(*(row[column] for column in columns)) for row in page)
    finally:
        rows.close()
    return held


def count(client: Client, name: str, seconds: float, wanted: str = "") -> int:
    """How many rows of `name` fit the filter `wanted`."""
    rows = client.query(
        name, filter=wanted, output_fields=["count(*)"], consistency_level="Strong", timeout=seconds
    )
    return int(rows[0]["count(*)"])


def differences(held: Sequence[HeldReport], rows: Sequence[ReportRows]) -> Iterator[str]:
    """One sentence for each report that the index lacks, has in another form, or has in excess."""
    digests = {each.key: each.digest for each in held}
    wanted = {key_of(each.report) for each in rows}
    for each in rows:
        digest = digests.get(key_of(each.report))
        if digest is None:
            yield f"the index holds nothing of {each.report}"
        elif digest != key_of(each.digest):
            yield f"the index holds {each.report} in another form"
    for one in held:
        if one.key not in wanted:
            yield f"the index holds {one.report}, which is not loaded"
