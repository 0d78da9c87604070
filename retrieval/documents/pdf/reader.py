"""PDF: the text layer of a printed report, with its paragraphs restored from lines.

PDFium, the engine of Chrome, extracts characters and their positions: it supports the encodings of
Chinese fonts, needs no password if only printing is locked, and takes a second for a hundred pages.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from retrieval.documents.document import Document
from retrieval.documents.files import refusal
from retrieval.documents.pdf.lines import PrintedLine, lines_of_page
from retrieval.documents.pdf.paragraphs import join_paragraphs
from retrieval.documents.pdf.running_heads import without_running_heads
from retrieval.documents.text import is_chinese
from retrieval.errors import SeedError

__all__ = ["read"]

# Reports have 20 to 60 pages; a statistical yearbook, the longest that cities publish, a thousand.
_MOST_PAGES = 1_000
# Ten times the longest report.
_MOST_CHARACTERS = 500_000
# A page without text whose largest picture covers more than this share of it was scanned.
_SCANNED = 0.5
# Fewer visible characters are at most a page number.
_NO_TEXT = 8
# This share of glyphs may lack a character in the font; such a gap is visible as U+FFFD.
_UNREADABLE = 0.001
# A Chinese text of this length has common characters.
_TELLING = 200
# PDF readers look for the mark of the end in the last 1,024 bytes; some files end in zero bytes.
_END, _TAIL = b"%%EOF", 8_192
# PDFium has global state and is not thread-safe.
_LOCK = threading.Lock()


def read(file: Path, content: bytes) -> Document:
    """The paragraphs of `content`, one a line, without running heads and page numbers.

    Raises SeedError if it is damaged, locked, or has no readable text layer.
    """
    if _END not in content[-_TAIL:]:  # PDFium would return the pages that are there
        raise refusal(file, "is a PDF that is cut off", "fetch or save it again")
    with _LOCK:
        pages = _pages(file, content)
    text, starts = join_paragraphs(without_running_heads(pages))
    if not text.strip():
        raise _scanned(file, range(1, len(pages) + 1))
    if _is_unreadable(text):
        message = (
            f"{file} has a text layer that cannot be read (its fonts do not say which characters "
            f"they show); recognise its text (OCR), or put the text into a .txt file"
        )
        raise SeedError(message)
    return Document(text, starts)


def _is_unreadable(text: str) -> bool:
    """Whether the fonts lack the mapping to characters, or have a wrong one."""
    foreign = sum(char > "\x7f" for char in text)
    garbled = foreign >= _TELLING and not is_chinese(text)
    return garbled or text.count("\ufffd") > _UNREADABLE * len(text)


def _pages(file: Path, content: bytes) -> list[list[PrintedLine]]:
    """The lines of each page."""
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > _MOST_PAGES:
                problem = f"has {len(document)} pages, and {_MOST_PAGES} is the limit"
                raise refusal(file, problem, "take out what is no report")
            return _lines(file, document)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise refusal(file, "is locked with a password", "save it without one") from error
        raise refusal(file, "is a damaged PDF", "fetch or save it again") from error


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
            problem = f"has more than {_MOST_CHARACTERS:,} characters, which no report has"
            raise refusal(file, problem, "take out what is no report")
        if shown < _NO_TEXT and _pictured(page) > _SCANNED:
            scanned.append(number + 1)
        pages.append(lines)
        page.close()
    # The first and the last page may be picture covers; those between belong to the report.
    within = [number for number in scanned if 1 < number < len(pages)]
    if within or (scanned and len(scanned) == len(pages)):
        raise _scanned(file, within or scanned)
    return pages


def _pictured(page: Any) -> float:
    """The share of `page` that its largest picture covers."""
    width, height = page.get_size()
    largest = 0.0
    # Scans are on the page itself or nested in a form.
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = each.get_bounds()
        largest = max(largest, (right - left) * (top - bottom))
    return largest / (width * height) if width and height else 0.0


def _scanned(file: Path, numbers: Sequence[int]) -> SeedError:
    which = "no page" if not numbers else f"page {numbers[0]}"
    if len(numbers) > 1:
        which = f"{len(numbers)} pages (the first is {numbers[0]})"
    message = (
        f"{file} has no text layer on {which}: it was scanned; recognise its text (OCR), or put "
        f"the text into a .txt file"
    )
    return SeedError(message)
