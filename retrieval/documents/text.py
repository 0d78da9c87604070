"""Plain text: the content of the file as it is."""

from __future__ import annotations

from pathlib import Path

from retrieval.documents.document import Document
from retrieval.documents.encoding import decode_text

__all__ = ["read"]


def read(file: Path, content: bytes) -> Document:
    """The text of `content`; raises SeedError where it is none."""
    text, encoding = decode_text(file, content)
    return Document(text, "txt", encoding)
