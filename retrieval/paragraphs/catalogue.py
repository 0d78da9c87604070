"""What is there: the collection behind the alias, and the reports that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.paragraphs.connection import NOT_FOUND, Client, code_of
from retrieval.paragraphs.interface import ReportRows
from retrieval.paragraphs.schema import MARKED, VERSION, Row, is_ours, version_of
from retrieval.paragraphs.tokens import key_of

__all__ = [
    "Held",
    "Plan",
    "collections",
    "count",
    "held",
    "is_current",
    "pages",
    "plan",
    "target",
]

# What a cluster answers where there is no such alias; Milvus Lite knows no difference.
_NO_ALIAS = 1600
# Rows a page of names and numbers: a cluster gives 16 384 at most.
_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Held:
    """A complete report: hashes of its name and digest, how many paragraphs and rows it has."""

    report: str
    key: str
    digest: str
    paragraphs: int
    rows: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be done so that a collection holds exactly the reports that are wanted.

    `wanted` are hashes of names and digests.  `unchanged` reports are there as they should be,
    `changed` ones are not, and `stale` is what has to go.
    """

    wanted: Mapping[str, str]
    unchanged: tuple[Held, ...]
    changed: tuple[ReportRows, ...]
    stale: tuple[Held, ...]

    @property
    def rows(self) -> int:
        """How many rows the unchanged reports have."""
        return sum(each.rows for each in self.unchanged)


def plan(found: Iterable[Held], rows: Sequence[ReportRows]) -> Plan:
    """How to get from the reports `found` to those of `rows`."""
    wanted = {key_of(each.report): key_of(each.digest) for each in rows}
    unchanged: list[Held] = []
    stale: list[Held] = []
    for each in found:
        (unchanged if wanted.get(each.key) == each.digest else stale).append(each)
    known = {each.key for each in unchanged}
    changed = [each for each in rows if key_of(each.report) not in known]
    return Plan(wanted, tuple(unchanged), tuple(changed), tuple(stale))


def target(client: Client, alias: str, seconds: float) -> str | None:
    """The collection that `alias` stands for; None where there is no such alias."""
    try:
        return str(client.describe_alias(alias, timeout=seconds)["collection_name"])
    except Exception as error:
        if code_of(error) in (NOT_FOUND, _NO_ALIAS):
            return None
        raise


def collections(client: Client, alias: str, seconds: float) -> list[str]:
    """All that were ever made for `alias` and not dropped, half-built ones among them."""
    return [name for name in client.list_collections(timeout=seconds) if is_ours(name, alias)]


def is_current(name: str, alias: str) -> bool:
    """Whether this version can read the collection `name`."""
    return version_of(name, alias) == str(VERSION)


def held(client: Client, name: str, seconds: float) -> list[Held]:
    """The complete reports in the collection `name`."""
    columns = ["report", "key", "digest", "paragraphs", "rows"]
    return [
        Held(**{column: row[column] for column in columns})
        for page in pages(client, name, MARKED, columns, _PAGE, seconds)
        for row in page
    ]


def count(client: Client, name: str, seconds: float, wanted: str = "") -> int:
    """How many rows of `name` fit the filter `wanted`, be their reports complete or not."""
    rows = client.query(
        name, filter=wanted, output_fields=["count(*)"], consistency_level="Strong", timeout=seconds
    )
    return int(rows[0]["count(*)"])


def pages(
    client: Client,
    name: str,
    wanted: str,
    columns: list[str],
    size: int,
    seconds: float,
) -> Iterator[list[Row]]:
    """The rows of `name` that fit the filter `wanted`, so many a page, each page once it is due."""
    rows = client.query_iterator(
        name,
        batch_size=size,
        filter=wanted,
        output_fields=columns,
        consistency_level="Strong",
        timeout=seconds,
    )
    try:
        while page := rows.next():
            yield [dict(row) for row in page]
    finally:
        rows.close()
