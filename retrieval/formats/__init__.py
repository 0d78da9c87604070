"""Formats: from the bytes of a file to the text of a report.

bytes (`content`) → what they are (`extraction`) → text, Markdown, HTML, DOCX, PDF → `Document`
"""

from retrieval.formats.content import read_content
from retrieval.formats.document import Document
from retrieval.formats.extraction import SUFFIXES, extract

__all__ = ["SUFFIXES", "Document", "extract", "read_content"]
