"""PDF: the text layer of a printed report, its lines joined to paragraphs again.

PDFium, the engine of Chrome, finds the characters and where they stand: it knows the encodings of
Chinese fonts, needs no password where only printing is locked, and takes a second for a hundred
pages.  What belongs together is decided here: PDF knows glyphs on pages, no paragraphs.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from retrieval.documents.document import Document
from retrieval.documents.pdf.lines import PrintedLine, lines_of_page
from retrieval.documents.pdf.paragraphs import put_together
from retrieval.documents.pdf.running_heads import without_furniture
from retrieval.documents.plausibility import is_chinese
from retrieval.errors import SeedError

__all__ = ["read"]

# Reports have 20 to 60 pages; a statistical yearbook, the longest thing cities publish, a thousand.
_MOST_PAGES = 1_000
# Ten times the longest report: a text layer with more is no report, or a trap.
_MOST_CHARACTERS = 500_000
# A page whose pictures take up this share of it, and that has no text, was scanned.
_SCANNED = 0.5
# Fewer visible characters than this are at most the number of a page.
_NO_TEXT = 8
# One glyph in so many may be a mark that no font names; a reader sees that it could not be read.
_UNREADABLE = 0.001
# So much text would hold common characters if it were any.
_TELLING = 200
# The mark of the end; readers of PDF look for it in the last 1,024 bytes, and some files go on
# with an empty page of bytes.
_END, _TAIL = b"%%EOF", 8_192
# PDFium keeps state of its own and may be used by one thread at a time.
_ONE_AT_A_TIME = threading.Lock()


def read(file: Path, content: bytes) -> Document:
    """The paragraphs of `content`, a line each, without running heads and page numbers.

    Raises SeedError where it is damaged, locked, has no text layer or one that cannot be read.
    """
    if _END not in content[-_TAIL:]:
        # PDFium would show the pages that are there, and nobody would miss the others.
        message = f"{file} is a PDF that is cut off; fetch or save it anew, or take it away"
        raise SeedError(message)
    with _ONE_AT_A_TIME:
        pages = _pages(file, content)
    text, starts = put_together(without_furniture(pages))
    if not text.strip():
        raise SeedError(_scanned(file, range(1, len(pages) + 1)))
    if _is_unreadable(text):
        message = (
            f"{file} has a text layer that cannot be read (its fonts do not say which characters "
            f"they show); recognise its text (OCR), or put the text into a .txt file"
        )
        raise SeedError(message)
    return Document(text, "pdf", pages=starts)


def _is_unreadable(text: str) -> bool:
    """Whether fonts name no characters, or others than they show."""
    foreign = sum(char > "\x7f" for char in text)
    garbled = foreign >= _TELLING and not is_chinese(text)
    return garbled or text.count("\ufffd") > _UNREADABLE * len(text)


def _pages(file: Path, content: bytes) -> list[list[PrintedLine]]:
    """The lines of each page."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > _MOST_PAGES:
                message = (
                    f"{file} has {len(document)} pages, and {_MOST_PAGES} are the most that are "
                    f"read; take out what is no report, or take it away"
                )
                raise SeedError(message)
            return _lines(file, document)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            message = f"{file} is locked with a password; save it without one, or take it away"
        else:
            message = f"{file} is a damaged PDF; fetch or save it anew, or take it away"
        raise SeedError(message) from error


def _lines(file: Path, document: Any) -> list[list[PrintedLine]]:
    pages: list[list[PrintedLine]] = []
    scanned: list[int] = []
    characters = 0
    for number in range(len(document)):
        page = document[number]
        lines = lines_of_page(page, number)
        shown = sum(len(line.text) for line in lines)
        characters += shown
        if characters > _MOST_CHARACTERS:
            message = (
                f"{file} has more than {_MOST_CHARACTERS:,} characters, which no report has; "
                f"take out what is no report, or take it away"
            )
            raise SeedError(message)
        if shown < _NO_TEXT and _pictured(page) > _SCANNED:
            scanned.append(number + 1)
        pages.append(lines)
        page.close()
    # A cover at either end may be a picture; a page of the report itself may not be missing.
    within = [number for number in scanned if 1 < number < len(pages)]
    if within or (scanned and len(scanned) == len(pages)):
        raise SeedError(_scanned(file, within or scanned))
    return pages


def _pictured(page: Any) -> float:
    """The share of `page` that its largest picture takes up."""
    width, height = page.get_size()
    largest = 0.0
    # Scans stand on the page itself, or one level down in a form.
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = each.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return largest / (width * height) if width and height else 0.0


def _scanned(file: Path, numbers: Sequence[int]) -> str:
    which = "no page" if not numbers else f"page {numbers[0]}"
    if len(numbers) > 1:
        which = f"{len(numbers)} pages (the first is {numbers[0]})"
    return (
        f"{file} has no text layer on {which}: it was scanned; recognise its text (OCR), or put "
        f"the text into a .txt file"
    )
