"""The schema of a collection of paragraphs: one row each, its terms as tokens, BM25 over them.

The row of a report's first paragraph comes last and says how many rows there are: where it stands,
the report is complete.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from retrieval.paragraphs.connection import Client
from retrieval.paragraphs.interface import ReportRows
from retrieval.paragraphs.tokens import LONGEST_TEXT, key_of, texts_of

__all__ = [
    "COLUMNS",
    "MARKED",
    "SCORED",
    "VERSION",
    "Row",
    "create",
    "is_ours",
    "new_name",
    "rows_of",
    "version_of",
]

# To be raised whenever rows or the meaning of their tokens change.
VERSION = 1

# As rank-bm25 and `retrieval.bm25` set them.
K1, B = 1.5, 0.75

# What is searched.  With the version in its name, so that a process of another version is refused
# by the server instead of searching for tokens that mean something else.
SCORED = f"bm25_{VERSION}"
# What is written, and what has to be copied.
COLUMNS = ("id", "report", "key", "digest", "paragraph", "paragraphs", "rows", "terms")
# A filter for the row of each report that says that it is complete.
MARKED = "rows > 0"

Row = dict[str, Any]

# Bytes: names of files have up to 255.
_LONGEST_NAME = 1_024
_LONGEST_ID = 64


def create(client: Client, name: str, *, lite: bool, seconds: float) -> None:
    """An empty collection, loaded, whose rows can be searched as soon as they are in."""
    from pymilvus import DataType, Function, FunctionType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("id", DataType.VARCHAR, is_primary=True, max_length=_LONGEST_ID)
    schema.add_field("report", DataType.VARCHAR, max_length=_LONGEST_NAME)
    schema.add_field("key", DataType.VARCHAR, max_length=_LONGEST_ID)
    schema.add_field("digest", DataType.VARCHAR, max_length=_LONGEST_ID)
    schema.add_field("paragraph", DataType.INT64)
    schema.add_field("paragraphs", DataType.INT64)
    schema.add_field("rows", DataType.INT64)
    analyzer = {"tokenizer": "standard" if lite else "whitespace"}
    schema.add_field(
        "terms",
        DataType.VARCHAR,
        max_length=LONGEST_TEXT,
        enable_analyzer=True,
        analyzer_params=analyzer,
        # Half of all bytes, and never read but to be copied: a cluster may leave it on disk.
        **({} if lite else {"mmap_enabled": True}),
    )
    schema.add_field(SCORED, DataType.SPARSE_FLOAT_VECTOR)
    bm25 = Function(
        name="bm25",
        function_type=FunctionType.BM25,
        input_field_names=["terms"],
        output_field_names=[SCORED],
    )
    schema.add_function(bm25)
    indexes = client.prepare_index_params()
    indexes.add_index(
        SCORED,
        index_type="SPARSE_INVERTED_INDEX",
        metric_type="BM25",
        params={"bm25_k1": K1, "bm25_b": B},
    )
    for field in ("key", "rows"):
        indexes.add_index(field, index_type="INVERTED")
    # One shard: Milvus counts documents and terms a shard.
    client.create_collection(name, schema=schema, num_shards=1, timeout=seconds)
    # Nothing to wait for: of no rows there is nothing to index.
    client.create_index(name, indexes, timeout=seconds, sync=False)
    client.load_collection(name, timeout=seconds)


def new_name(alias: str) -> str:
    """A name that no collection has had: by the clock, so that the newest sorts last."""
    return f"{alias}_{VERSION}_{time.time_ns()}"


def is_ours(name: str, alias: str) -> bool:
    """Whether `name` is that of a collection made for `alias`, by whatever version."""
    version, _, clock = name.removeprefix(f"{alias}_").partition("_")
    return name.startswith(f"{alias}_") and version.isdecimal() and clock.isdecimal()


def version_of(name: str, alias: str) -> str:
    """The version that made the collection `name` for `alias`."""
    return name.removeprefix(f"{alias}_").partition("_")[0]


def rows_of(report: ReportRows) -> Iterator[Row]:
    """The rows of `report`, its first paragraph last; segments it."""
    texts = [texts_of(terms) for terms in report.terms()]
    if len(texts) != report.paragraphs:
        message = (
            f"{report.report} has {report.paragraphs} paragraphs, but terms of {len(texts)}: they"
            " have to be as many"
        )
        raise ValueError(message)
    key, digest = key_of(report.report), key_of(report.digest)
    rows = sum(map(len, texts))
    for number in range(len(texts), 0, -1):
        for piece in range(len(texts[number - 1]) - 1, -1, -1):
            marks = number == 1 and piece == 0
            yield {
                "id": f"{key}-{digest}-{number}-{piece}",
                "report": report.report,
                "key": key,
                "digest": digest,
                "paragraph": number,
                "paragraphs": report.paragraphs if marks else 0,
                "rows": rows if marks else 0,
                "terms": texts[number - 1][piece],
            }
