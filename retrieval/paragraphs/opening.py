"""Opening the paragraph index that a URL names."""

from __future__ import annotations

from pathlib import Path

from retrieval.cache import version_folder
from retrieval.paragraphs.interface import ParagraphIndex
from retrieval.paragraphs.memory import MemoryIndex
from retrieval.tables import digest_of, made_with

__all__ = ["open_index"]

_MEMORY = "memory:"


def open_index(url: str = "") -> ParagraphIndex:
    """The index at `url`: `memory:` or nothing for this process."""
    if url in ("", _MEMORY):
        return MemoryIndex(_file)
    raise NotImplementedError


def _file(digest: str) -> Path | None:
    """Where postings of `digest` are kept."""
    folder = version_folder(made_with())
    return None if folder is None else folder / f"paragraphs-{digest_of(digest)}.postings"
