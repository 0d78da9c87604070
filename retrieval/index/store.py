"""Index files: what is indexed of one report, as a file in the cache folder.

A file is named by a digest of all that it depends on, so a report that changes is the only one to
be indexed again.
"""

from __future__ import annotations

import dataclasses
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.cache import read_checked, write_checked
from retrieval.corpus.metadata import ReportMetadata
from retrieval.index.bm25_field import Field
from retrieval.index.index import Fields, Flags

__all__ = ["IndexFile", "ParagraphTerms", "load_index_file", "save_index_file"]

_FIELDS = tuple(field.name for field in dataclasses.fields(Fields))
_COLUMNS = ("idf", "starts", "documents", "impacts")


@dataclass(frozen=True)
class ParagraphTerms:
    """The terms of paragraph `i` are those with the numbers `numbers[starts[i]:starts[i + 1]]`."""

    terms: tuple[str, ...]
    numbers: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]

    @staticmethod
    def of(paragraphs: Sequence[Sequence[str]]) -> ParagraphTerms:
        """The terms of each of `paragraphs`, in order."""
        known: dict[str, int] = {}
        flat = [known.setdefault(term, len(known)) for each in paragraphs for term in each]
        starts = np.cumsum([0, *map(len, paragraphs)])
        return ParagraphTerms(tuple(known), np.array(flat, np.int32), starts.astype(np.int64))

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        numbers = self.numbers.tolist()
        for first, last in pairwise(self.starts.tolist()):
            yield tuple(self.terms[number] for number in numbers[first:last])


@dataclass(frozen=True)
class IndexFile:
    """What takes long to make of one report.

    `text` and `pages`: its text as it was read, and the offsets where its pages begin.
    `sentences`, `phrasings`: their normalized texts; `sentence_of_phrasing`: the number of each
    phrasing's sentence; `phrasing_rarities`, `phrasing_kinds`: as in `Index`.
    `paragraphs`: the terms by which a paragraph is found among those of all reports.
    """

    metadata: ReportMetadata
    text: str
    pages: tuple[int, ...]
    sentences: tuple[str, ...]
    fields: Fields
    phrasings: tuple[str, ...]
    sentence_of_phrasing: npt.NDArray[np.int32]
    phrasing_rarities: npt.NDArray[np.float64]
    phrasing_kinds: Mapping[str, Flags]
    paragraphs: ParagraphTerms


def save_index_file(file: Path | None, made: IndexFile) -> bool:
    """Writes `file` whole or not at all; whether that was possible."""
    if file is None:
        return False
    texts = {
        "metadata": made.metadata.as_dict(),
        "text": made.text,
        "sentences": made.sentences,
        "phrasings": made.phrasings,
        "terms": {name: getattr(made.fields, name).terms for name in _FIELDS},
        "paragraph terms": made.paragraphs.terms,
    }
    arrays: dict[str, Any] = {
        "texts": np.frombuffer(json.dumps(texts).encode(), np.uint8),
        "pages": np.array(made.pages, np.int64),
        "sentence_of_phrasing": made.sentence_of_phrasing,
        "phrasing_rarities": made.phrasing_rarities,
        "paragraph numbers": made.paragraphs.numbers,
        "paragraph starts": made.paragraphs.starts,
    }
    arrays |= {f"kind {name}": rows for name, rows in made.phrasing_kinds.items()}
    for name in _FIELDS:
        field: Field = getattr(made.fields, name)
        arrays |= {f"{name} {column}": getattr(field, column) for column in _COLUMNS}
        arrays[f"{name} size"] = np.array(field.size)
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return write_checked(file, stream.getvalue())


def load_index_file(file: Path | None) -> IndexFile | None:
    """The content of `file`; None where it is missing, damaged, or written by something else."""
    content = None if file is None else read_checked(file)
    if content is None:
        return None
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return _loaded(arrays)
    except (ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None


def _loaded(arrays: Any) -> IndexFile:
    texts = json.loads(arrays["texts"].tobytes())
    kinds = [name for name in arrays.files if name.startswith("kind ")]

    def field(name: str) -> Field:
        columns = {column: arrays[f"{name} {column}"] for column in _COLUMNS}
        terms = tuple(texts["terms"][name])
        return Field(size=int(arrays[f"{name} size"]), terms=terms, **columns)

    return IndexFile(
        metadata=ReportMetadata.of(texts["metadata"]),
        text=texts["text"],
        pages=tuple(arrays["pages"].tolist()),
        sentences=tuple(texts["sentences"]),
        fields=Fields(**{name: field(name) for name in _FIELDS}),
        phrasings=tuple(texts["phrasings"]),
        sentence_of_phrasing=arrays["sentence_of_phrasing"],
        phrasing_rarities=arrays["phrasing_rarities"],
        phrasing_kinds={name.removeprefix("kind "): arrays[name] for name in kinds},
        paragraphs=ParagraphTerms(
            tuple(texts["paragraph terms"]), arrays["paragraph numbers"], arrays["paragraph starts"]
        ),
    )
