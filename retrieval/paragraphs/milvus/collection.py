"""A collection of paragraphs: its name, its schema with BM25, its rows, and what it holds.

The first row of each report has the number of its rows and its digest.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

from retrieval.paragraphs.interface import ReportRows
from retrieval.paragraphs.milvus.connection import NOT_FOUND, Client, Connection, MilvusError
from retrieval.paragraphs.milvus.tokens import LONGEST_TEXT, key_of, texts_of

__all__ = [
    "ALIAS",
    "FIRST_ROWS",
    "SCORED",
    "Row",
    "age_of",
    "count",
    "create",
    "differences",
    "first_rows",
    "is_current",
    "new_name",
    "rows_of",
    "target",
]

# What readers search.  A second installation in one Milvus takes a database of its own.
ALIAS = "paragraphs"
# To be raised whenever rows or the meaning of their tokens change.
_VERSION = 2
# The field that is searched.  With the version in its name, so that Milvus refuses a process of
# another version instead of searching for tokens that mean something else.
SCORED = f"bm25_{_VERSION}"
# A filter for the first row of each report.
FIRST_ROWS = "rows > 0"
# As in rank-bm25 and the index in memory.
_K1, _B = 1.5, 0.75
# Bytes: names of files have up to 255.
_LONGEST_NAME = 1_024
# Bytes of keys (16), and of ids: a key and two numbers.
_LONGEST_ID = 64
# Milvus's code where there is no such alias; Milvus Lite answers as for a collection.
_NO_ALIAS = 1600
# Rows a page: a cluster gives 16 384 at most.
_PAGE = 10_000

Row = dict[str, Any]


def new_name() -> str:
    """A name that no collection has had, by the clock."""
    return f"{ALIAS}_{_VERSION}_{time.time_ns()}"


def age_of(name: str) -> float:
    """When the collection `name` was made by any version, by the clock; infinite if it is no index
    of paragraphs."""
    parts = re.fullmatch(rf"{ALIAS}_\d+_(\d+)", name)
    return int(parts[1]) if parts else math.inf


def is_current(name: str) -> bool:
    """Whether this version can read the collection `name`."""
    return name.startswith(f"{ALIAS}_{_VERSION}_")


def create(client: Client, name: str, seconds: float) -> None:
    """Makes an empty collection, loaded, whose rows can be searched as soon as they are in."""
    from pymilvus import DataType, Function, FunctionType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.VARCHAR, is_primary=True, max_length=_LONGEST_ID)
    schema.add_field("report", DataType.VARCHAR, max_length=_LONGEST_NAME)
    for field in ("key", "digest"):
        schema.add_field(field, DataType.VARCHAR, max_length=_LONGEST_ID)
    for field in ("paragraph", "rows"):
        schema.add_field(field, DataType.INT64)
    schema.add_field(
        "terms",
        DataType.VARCHAR,
        max_length=LONGEST_TEXT,
        enable_analyzer=True,
        # Every analyzer leaves our tokens as they are; Milvus Lite has this one as well.
        analyzer_params={"tokenizer": "standard"},
        mmap_enabled=True,  # half of all bytes, and never read: they can stay on disk
    )
    schema.add_field(SCORED, DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(Function("bm25", FunctionType.BM25, ["terms"], [SCORED]))
    indexes = client.prepare_index_params()
    parameters = {"bm25_k1": _K1, "bm25_b": _B}
    indexes.add_index(SCORED, "SPARSE_INVERTED_INDEX", metric_type="BM25", params=parameters)
    for field in ("key", "rows"):
        indexes.add_index(field, index_type="INVERTED")
    # One shard: Milvus counts documents and terms a shard.
    client.create_collection(name, schema=schema, num_shards=1, timeout=seconds)
    # Nothing to wait for: of no rows there is nothing to index.
    client.create_index(name, indexes, timeout=seconds, sync=False)
    client.load_collection(name, timeout=seconds)


def rows_of(report: ReportRows) -> Iterator[list[Row]]:
    """The rows of each paragraph of `report`: one, or several where it is very long.

    Raises ValueError where `report` has terms of another number of paragraphs than it says.
    """
    paragraphs = [texts_of(terms) for terms in report.terms()]
    if len(paragraphs) != report.paragraphs:
        message = (
            f"{report.report} has {report.paragraphs} paragraphs, but terms of {len(paragraphs)}:"
            " the numbers have to be equal"
        )
        raise ValueError(message)
    key, digest = key_of(report.report), key_of(report.digest)
    rows = sum(map(len, paragraphs))
    for number, texts in enumerate(paragraphs, start=1):
        yield [
            {
                "id": f"{key}-{number}-{piece}",
                "report": report.report,
                "key": key,
                "digest": digest,
                "paragraph": number,
                "rows": rows if (number, piece) == (1, 0) else 0,
                "terms": text,
            }
            for piece, text in enumerate(texts)
        ]


def target(connection: Connection) -> str | None:
    """The collection behind the alias, None where there is none; raises IndexUnavailableError."""
    try:
        return str(connection.run("describe_alias", ALIAS)["collection_name"])
    except MilvusError as error:
        if error.code in (NOT_FOUND, _NO_ALIAS):
            return None
        raise


def first_rows(client: Client, seconds: float) -> list[Row]:
    """The first row of each report behind the alias, without terms."""
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
