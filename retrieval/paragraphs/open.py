"""Opening the paragraph index that a URL names."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from retrieval.cache import current_version
from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.address import parse_index_url
from retrieval.paragraphs.interface import ParagraphIndex
from retrieval.paragraphs.local import MemoryIndex

__all__ = ["open_index"]


def open_index(url: str = "") -> ParagraphIndex:
    """The index at `url`, as `parse_index_url` takes it.  Connects to nothing yet.

    Raises IndexUnavailableError where `url` is no address of an index, or the extra is missing.
    """
    if not parse_index_url(url).uri:
        return MemoryIndex(_file)
    if importlib.util.find_spec("pymilvus") is None:
        message = "INDEX_URL needs the extra `milvus`: python -m pip install '.[milvus]'"
        raise IndexUnavailableError(message)
    return _milvus(url)


@cache
def _milvus(url: str) -> ParagraphIndex:
    """One connection for all libraries of a process: the index is the same for all."""
    from retrieval.paragraphs.milvus import MilvusIndex

    return MilvusIndex(url)


def _file(digest: str) -> Path | None:
    """Where postings of `digest` are kept."""
    version = current_version()
    return version.file(f"paragraphs-{version.digest(digest)}.postings")
