"""A file of any format as text.

Plain text and Markdown need only the base installation; HTML, DOCX and PDF need the extra
`formats`.  Nothing is fetched from the network.
"""

from retrieval.documents.document import Document
from retrieval.documents.registry import SUFFIXES, document_of, read_content
from retrieval.documents.unread import why_unread

__all__ = ["SUFFIXES", "Document", "document_of", "read_content", "why_unread"]
