"""Paragraph indexes: in memory, in a file of Milvus Lite, or in a cluster of Milvus."""

from retrieval.paragraphs.interface import (
    FoundParagraph,
    IndexStatus,
    Kind,
    ParagraphIndex,
    Progress,
    ReportRows,
)

__all__ = ["FoundParagraph", "IndexStatus", "Kind", "ParagraphIndex", "Progress", "ReportRows"]
