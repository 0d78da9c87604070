"""Reports of many formats: from the bytes of a file to its text.

file → bytes, read whole and unchanged → signature → text of its format → `Document`

Plain text and Markdown need nothing but the base installation; HTML, DOCX and PDF need the extra
`formats`.  Nothing is ever fetched from the network.
"""

from retrieval.documents.document import Document
from retrieval.documents.registry import SUFFIXES, document_of, read_content, read_document

__all__ = ["SUFFIXES", "Document", "document_of", "read_content", "read_document"]
