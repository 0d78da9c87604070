"""DOCX: the text of a document of Word or WPS as it appears on paper.

python-docx parses the XML, which is walked here, since `Paragraph.text` omits the text of
insertions, smart tags, content controls and text boxes, and automatic numbers (一、二、三、).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from retrieval.documents.document import Document
from retrieval.documents.docx.lines import Unreadable, lines_of_document
from retrieval.documents.docx.package import Package
from retrieval.documents.files import megabytes, refusal

__all__ = ["read"]

# All parts of a package are in memory at once.  A long report has 1 MB of XML; photographs hardly
# shrink in a ZIP, so a file of up to 64 MB that unpacks to more than this is no report.
_MOST_UNPACKED = 128_000_000
# Parsed XML takes about ten times its size: 20 MB of it, some 200 MB.
_MOST_XML = 20_000_000
# A report with a picture on each page has some hundreds of parts.
_MOST_PARTS = 4_000
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,  # no main part
    ValueError,  # a main part of another kind: a spreadsheet, a presentation
    NotImplementedError,  # a compression method that Word never uses
    EOFError,
    AttributeError,  # an empty part
)


def read(file: Path, content: bytes) -> Document:
    """The paragraphs, table rows, text boxes and notes of `content`, one a line.

    Raises SeedError if the document is damaged, locked or a ZIP bomb.
    """
    try:
        _refuse_bombs(file, content)
        return Document("\n".join(lines_of_document(Package(content))))
    except Unreadable as error:
        raise refusal(file, str(error), "write it as text") from error
    except _DAMAGED as error:
        problem = "is damaged or no Word document"
        raise refusal(file, problem, "save it as .docx again") from error
    except RuntimeError as error:  # raised by zipfile for an encrypted archive
        raise refusal(file, "is locked with a password", "save it without one") from error


def _refuse_bombs(file: Path, content: bytes) -> None:
    """Raises SeedError by the sizes that the archive states, before unpacking.

    They can be relied on: zipfile unpacks no more than stated.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or xml > _MOST_XML:
        problem = (
            f"unpacks to {len(parts)} parts of {megabytes(unpacked)}, {megabytes(xml)} of them "
            f"XML, more than a report can have"
        )
        raise refusal(file, problem, "save its text alone")
