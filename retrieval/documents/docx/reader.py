"""DOCX: the text of a document of Word or WPS, as it is shown on paper.

python-docx opens the package; the text is walked here, since its own `Paragraph.text` leaves out
what stands in insertions, smart tags, content controls and text boxes, and numbers that Word
counts itself (一、二、三、).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from retrieval.documents.document import Document
from retrieval.documents.docx.lines import lines_of_document
from retrieval.documents.files import megabytes
from retrieval.errors import SeedError

__all__ = ["read"]

# All parts of a package are held in memory at once.  A long report has 1 MB of XML; photographs
# hardly shrink in a ZIP, so what unpacks to more than this is no report of at most 64 MB.
_MOST_UNPACKED = 128_000_000
# Parsed XML takes about ten times its size: 20 MB of it, some 200 MB.
_MOST_XML = 20_000_000
# Even a report with a picture a page has some hundreds of parts.
_MOST_PARTS = 4_000
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    PackageNotFoundError,
    KeyError,  # no main part, or one that points to a part that is not there
    ValueError,  # a main part of another kind: a spreadsheet, a presentation
    NotImplementedError,  # packed in a way that Word never uses
    EOFError,
    AttributeError,  # python-docx meets an empty part
)


def read(file: Path, content: bytes) -> Document:
    """The paragraphs, table rows, text boxes and notes of `content`, a line each."""
    try:
        _refuse_bombs(file, content)
        text = "\n".join(lines_of_document(docx.Document(io.BytesIO(content))))
    except _DAMAGED as error:
        message = f"{file} is damaged or no Word document; save it as .docx anew, or take it away"
        raise SeedError(message) from error
    except RuntimeError as error:  # zipfile's word for a locked archive
        message = f"{file} is locked with a password; save it without one, or take it away"
        raise SeedError(message) from error
    if not text.strip():
        message = f"{file} holds no text; put the text of a report in it, or take it away"
        raise SeedError(message)
    return Document(text, "docx")


def _refuse_bombs(file: Path, content: bytes) -> None:
    """Raises SeedError by the sizes that the archive states, before anything is unpacked.

    They can be relied on: zipfile unpacks no more than what is stated.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or xml > _MOST_XML:
        message = (
            f"{file} unpacks to {len(parts)} parts of {megabytes(unpacked)}, {megabytes(xml)} of "
            f"them XML, more than a report can have; save its text alone, or take it away"
        )
        raise SeedError(message)
