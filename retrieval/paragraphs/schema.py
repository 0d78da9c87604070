"""The schema of collections in Milvus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["ALIAS", "Edition", "create_collections", "held_reports"]

# With the number of the schema in it: another version of this program finds its own.
ALIAS = "paragraphs_v1"
# As rank-bm25 sets them.
_K1, _B = 1.5, 0.75
_MOST_TEXT = 65_535
# Bytes of a file's name, of an id and of an edition.
_NAME, _ID = 1_024, 128
# Reports asked for at once; Milvus gives 16 384 rows at most.
_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Edition:
    """What is held of a report: the digest of its rows, and how many there are."""

    digest: str
    paragraphs: int


def create_collections(client: Any, name: str) -> None:
    """The collection `name` for paragraphs and `<name>_reports` for what it holds."""
    from pymilvus import MilvusException

    try:
        _create_paragraphs(client, name, "whitespace")
    except MilvusException:  # Milvus Lite knows no such tokenizer
        _create_paragraphs(client, name, "standard")
    _create_reports(client, f"{name}_reports")


def _create_paragraphs(client: Any, name: str, tokenizer: str) -> None:
    from pymilvus import DataType, Function, FunctionType

    schema = client.create_schema(auto_id=False)
    schema.add_field("id", DataType.VARCHAR, is_primary=True, max_length=_ID)
    schema.add_field("report", DataType.VARCHAR, max_length=_NAME)
    schema.add_field("edition", DataType.VARCHAR, max_length=_ID)
    schema.add_field("paragraph", DataType.INT64)
    schema.add_field(
        "terms",
        DataType.VARCHAR,
        max_length=_MOST_TEXT,
        enable_analyzer=True,
        analyzer_params={"tokenizer": tokenizer},
    )
    schema.add_field("vector", DataType.SPARSE_FLOAT_VECTOR)
    schema.add_function(
        Function(
            name="bm25",
            function_type=FunctionType.BM25,
            input_field_names=["terms"],
            output_field_names=["vector"],
        )
    )
    index = client.prepare_index_params()
    index.add_index(
        "vector",
        index_type="SPARSE_INVERTED_INDEX",
        metric_type="BM25",
        params={"bm25_k1": _K1, "bm25_b": _B},
    )
    client.create_collection(name, schema=schema, index_params=index, consistency_level="Strong")


def _create_reports(client: Any, name: str) -> None:
    """Milvus wants a vector in every collection: here one that says nothing."""
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False)
    schema.add_field("id", DataType.VARCHAR, is_primary=True, max_length=_ID)
    schema.add_field("report", DataType.VARCHAR, max_length=_NAME)
    schema.add_field("edition", DataType.VARCHAR, max_length=_ID)
    schema.add_field("paragraphs", DataType.INT64)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=2)
    index = client.prepare_index_params()
    index.add_index("vector", index_type="FLAT", metric_type="L2")
    client.create_collection(name, schema=schema, index_params=index, consistency_level="Strong")
    client.load_collection(name)


def held_reports(client: Any, collection: str) -> dict[str, Edition]:
    """What the collection holds, by the name of the report."""
    held: dict[str, Edition] = {}
    last = ""
    while True:  # page by page, in the order of ids
        rows = client.query(
            f"{collection}_reports",
            filter=f'id > "{last}"',
            output_fields=["id", "report", "edition", "paragraphs"],
            limit=_PAGE,
        )
        for row in rows:
            held[row["report"]] = Edition(row["edition"], row["paragraphs"])
        if len(rows) < _PAGE:
            return held
        last = max(row["id"] for row in rows)
