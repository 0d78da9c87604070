"""Paragraph indexes: the paragraphs of all reports, found by their terms.

`memory` keeps them in a file on this machine; `milvus` in a Milvus.
"""

from retrieval.paragraphs.address import parse_index_url
from retrieval.paragraphs.interface import (
    FoundParagraph,
    IndexKind,
    IndexStatus,
    ParagraphIndex,
    Progress,
    ReportRows,
)
from retrieval.paragraphs.open import open_index

__all__ = [
    "FoundParagraph",
    "IndexStatus",
    "IndexKind",
    "ParagraphIndex",
    "Progress",
    "ReportRows",
    "open_index",
    "parse_index_url",
]
