"""Paragraph indexes: the paragraphs of all reports, found by their terms.

`memory` keeps them in a file on this machine; others may stand behind the same interface.
"""

from retrieval.paragraphs.interface import (
    FoundParagraph,
    IndexStatus,
    ParagraphIndex,
    ReportRows,
)
from retrieval.paragraphs.opening import open_index

__all__ = ["FoundParagraph", "IndexStatus", "ParagraphIndex", "ReportRows", "open_index"]
