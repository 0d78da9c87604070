"""A collection of paragraphs: its name, its schema with BM25, and its rows.

The first row of each report says how many rows the report has, and of what digest it is.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator
from typing import Any

from retrieval.paragraphs.interface import ReportRows
from retrieval.paragraphs.milvus.connection import Client
from retrieval.paragraphs.milvus.tokens import LONGEST_TEXT, key_of, texts_of

__all__ = [
    "ALIAS",
    "FIRST_ROWS",
    "SCORED",
    "Row",
    "age_of",
    "create",
    "is_current",
    "new_name",
    "rows_of",
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
# As rank-bm25 and the index in memory have them.
_K1, _B = 1.5, 0.75
# Bytes: names of files have up to 255.
_LONGEST_NAME = 1_024
# Bytes of keys (16), and of ids: a key and two numbers.
_LONGEST_ID = 64

Row = dict[str, Any]


def new_name() -> str:
    """A name that no collection has had: by the clock."""
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
        # Of our tokens every analyzer makes the same; this one Milvus Lite has as well.
        analyzer_params={"tokenizer": "standard"},
        mmap_enabled=True,  # half of all bytes, and never read: they may stay on disk
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
            " they have to be as many"
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
