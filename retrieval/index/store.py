"""Keeping tables in the cache folder: one file a report, named by the digest of all that its tables
depend on, so that a report that changes is the only one to be segmented anew."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.cache import atomic_write
from retrieval.corpus.metadata import ReportMetadata
from retrieval.index.bm25_field import Field
from retrieval.index.builder import ParagraphTerms, Tables
from retrieval.index.index import Fields

__all__ = ["IndexFile", "load_tables", "save_tables"]


@dataclass(frozen=True)
class IndexFile:
    """What is kept of one report: its listing, its text as it was read, where its pages begin, and
    its tables."""

    meta: ReportMetadata
    text: str
    pages: tuple[int, ...]
    tables: Tables


def save_tables(file: Path | None, kept: IndexFile) -> bool:
    """Keeps them in `file`, written whole or not at all; whether that was possible."""
    if file is None:
        return False
    tables = kept.tables
    texts = {
        "listing": kept.meta.as_dict(),
        "text": kept.text,
        "sentences": tables.sentences,
        "phrasings": tables.phrasings,
        "terms": {field: getattr(tables.fields, field).terms for field in _FIELDS},
        "paragraph terms": tables.paragraphs.terms,
    }
    arrays: dict[str, Any] = {
        "texts": np.frombuffer(json.dumps(texts).encode(), np.uint8),
        "pages": np.array(kept.pages, np.int64),
        "sentence_of_phrasing": tables.sentence_of_phrasing,
        "paragraph numbers": tables.paragraphs.numbers,
        "paragraph starts": tables.paragraphs.starts,
    }
    arrays |= {f"kind {name}": rows for name, rows in tables.asked_kinds.items()}
    for name in _FIELDS:
        field: Field = getattr(tables.fields, name)
        arrays |= {f"{name} {column}": getattr(field, column) for column in _COLUMNS}
        arrays[f"{name} size"] = np.array(field.size)
    return atomic_write(file, lambda stream: np.savez(stream, **arrays))


def load_tables(file: Path | None) -> IndexFile | None:
    """What was kept in `file`; None where there is nothing that can be used."""
    if file is None:
        return None
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            texts = json.loads(arrays["texts"].tobytes())
            return IndexFile(
                ReportMetadata.of(texts["listing"]),
                texts["text"],
                tuple(arrays["pages"].tolist()),
                _tables(arrays, texts),
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None  # not there, cut off, or written by something else: made anew


_FIELDS = tuple(field.name for field in dataclasses.fields(Fields))
_COLUMNS = ("idf", "starts", "documents", "impacts")


def _tables(arrays: Any, texts: Mapping[str, Any]) -> Tables:
    return Tables(
        sentences=tuple(texts["sentences"]),
        fields=Fields(**{name: _field(arrays, texts, name) for name in _FIELDS}),
        phrasings=tuple(texts["phrasings"]),
        sentence_of_phrasing=arrays["sentence_of_phrasing"],
        asked_kinds={
            name.removeprefix("kind "): arrays[name]
            for name in arrays.files
            if name.startswith("kind ")
        },
        paragraphs=ParagraphTerms(
            tuple(texts["paragraph terms"]), arrays["paragraph numbers"], arrays["paragraph starts"]
        ),
    )


def _field(arrays: Mapping[str, Any], texts: Mapping[str, Any], name: str) -> Field:
    columns = {column: arrays[f"{name} {column}"] for column in _COLUMNS}
    return Field(size=int(arrays[f"{name} size"]), terms=tuple(texts["terms"][name]), **columns)
