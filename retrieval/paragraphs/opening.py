"""Opening the paragraph index that a URL names."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from retrieval.errors import IndexUnavailableError
from retrieval.paragraphs.interface import ParagraphIndex
from retrieval.paragraphs.memory import MemoryIndex
from retrieval.version import current_version

__all__ = ["open_index"]

_MEMORY = "memory:"


def open_index(url: str = "") -> ParagraphIndex:
    """The index at `url`: `memory:` (or nothing) for this process, a file `….db` for Milvus Lite,
    `http://host:19530` for a Milvus.

    Nothing is reached for yet.  Raises IndexUnavailableError where `url` is none of these, or the
    extra is missing.
    """
    if url in ("", _MEMORY):
        return MemoryIndex(_file)
    if not (url.startswith(("http://", "https://")) or url.endswith(".db")):
        # Without the URL itself: it may hold a password.
        message = "INDEX_URL is neither memory: nor a file ending in .db nor http://…:19530"
        raise IndexUnavailableError(message)
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
