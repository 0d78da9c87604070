"""Paragraph indexes: the paragraphs of all reports, found by their terms.

`memory` is a file on this machine, mapped into memory; `milvus` a Milvus server.
"""

from __future__ import annotations

import importlib.util
from functools import cache, partial
from pathlib import Path

from retrieval.cache import current_version
from retrieval.errors import IndexUnavailableError, needs_extra
from retrieval.paragraphs.address import parse_index_url
from retrieval.paragraphs.interface import (
    FoundParagraph,
    IndexKind,
    IndexStatus,
    ParagraphIndex,
    Progress,
    ReportRows,
)
from retrieval.paragraphs.memory import MemoryIndex

__all__ = [
    "FoundParagraph",
    "IndexKind",
    "IndexStatus",
    "ParagraphIndex",
    "Progress",
    "ReportRows",
    "open_index",
    "parse_index_url",
]


def open_index(url: str = "", *, tried: bool = False) -> ParagraphIndex:
    """The index at `url`, as `parse_index_url` takes it.  Connects to nothing yet.

    `tried`: one on this machine writes no file.
    Raises IndexUnavailableError where `url` is no address of an index, or the extra is missing.
    """
    if not parse_index_url(url).uri:
        return MemoryIndex(partial(_file, adds=not tried))
    if importlib.util.find_spec("pymilvus") is None:
        raise IndexUnavailableError(needs_extra("INDEX_URL", "milvus"))
    return _milvus(url)


@cache
def _milvus(url: str) -> ParagraphIndex:
    """One connection for all libraries of a process: the index is the same for all."""
    from retrieval.paragraphs.milvus import MilvusIndex

    return MilvusIndex(url)


def _file(digest: str, *, adds: bool) -> Path | None:
    """The path of the postings of reports whose digests, with spaces between them, are `digest`;
    `adds`: as in `Version`, whose `file` this is."""
    version = current_version(adds=adds)
    return version.file(version.name_of("paragraphs", digest.split(" "), "postings"))
