"""PDF: the text layer of a printed report, with its paragraphs restored from lines.

PDFium, the engine of Chrome, extracts characters and their positions: it supports the encodings of
Chinese fonts, needs no password if only printing is locked, and takes a second for a hundred pages.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from retrieval.documents.document import Document
from retrieval.documents.files import refusal
from retrieval.documents.layout import grouped
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
# A page without text of which pictures cover more than this share was scanned.
_SCANNED = 0.5
# The share of a page's height that heads and feet take at either end.
_FURNITURE = 0.1
# Text turned into outlines: a character has more segments than a line or a box, and a page has
# hundreds of characters; of so many objects the rest needs no look.
_OUTLINE, _OUTLINES, _MOST_OBJECTS = 8, 150, 20_000
# Stretches of pages that a message names.
_MOST_NAMED = 10
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
        read = _pages(file, content)
    pages = without_running_heads([page.lines for page in read])
    _refuse_scans(file, read, pages)
    text, starts = join_paragraphs(pages)
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


@dataclass(frozen=True, slots=True)
class _Page:
    """`pictured`: the share of the page that pictures, or drawings of outlined text, cover;
    `height`: in points, with its lowest edge at `bottom`."""

    lines: list[PrintedLine]
    pictured: float
    bottom: float
    height: float


def _pages(file: Path, content: bytes) -> list[_Page]:
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


def _lines(file: Path, document: Any) -> list[_Page]:
    pages: list[_Page] = []
    characters = 0
    for number in range(len(document)):
        page = document[number]
        pictured = _pictured(page)
        lines = lines_of_page(page, number, pictured > _SCANNED)
        characters += sum(len(line.text) for line in lines)
        if characters > _MOST_CHARACTERS:
            problem = f"has more than {_MOST_CHARACTERS:,} characters, which no report has"
            raise refusal(file, problem, "take out what is no report")
        _, bottom, _, top = page.get_bbox()
        pages.append(_Page(lines, pictured, bottom, top - bottom))
        page.close()
    return pages


def _pictured(page: Any) -> float:
    """The share of `page` that pictures cover, up to all of it; scans may come in strips.

    Text that was turned into outlines counts as a picture.
    """
    width, height = page.get_size()
    covered = outlined = 0.0
    outlines = 0
    # Scans are on the page itself or nested in a form.
    kinds = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]
    for number, each in enumerate(page.get_objects(filter=kinds, max_depth=3)):
        if number > _MOST_OBJECTS:
            break
        left, bottom, right, top = each.get_bounds()
        if each.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += (right - left) * (top - bottom)
        elif pdfium.FPDFPath_CountSegments(each) >= _OUTLINE:
            outlines += 1
    outlined = width * height if outlines >= _OUTLINES else 0.0
    return min(1.0, max(covered, outlined) / (width * height)) if width and height else 0.0


def _refuse_scans(
    file: Path, read: Sequence[_Page], pages: Sequence[Sequence[PrintedLine]]
) -> None:
    """Raises SeedError where pages have no text of their own, though pictures cover them; `pages`:
    their lines without running heads.

    The first and the last page may be picture covers, where others have text.
    """
    bare = [
        number
        for number, (page, lines) in enumerate(zip(read, pages, strict=True), start=1)
        if page.pictured > _SCANNED and _own_text(page, lines) < _NO_TEXT
    ]
    with_text = len(pages) - len(bare)
    covers = {1, len(pages)} if with_text > 1 else set()
    # A head or a page number is printed on pages of the text, not on covers.
    scans = [number for number in bare if number not in covers or read[number - 1].lines]
    if scans or not any(map(len, pages)):
        raise _scanned(file, scans or range(1, len(pages) + 1))


def _own_text(page: _Page, lines: Sequence[PrintedLine]) -> int:
    """The characters of `page` between head and foot."""
    low, high = page.bottom, page.bottom + page.height
    if all(low < line.middle < high for line in lines):  # else it is printed sideways
        low, high = low + _FURNITURE * page.height, high - _FURNITURE * page.height
    return sum(len(line.text) for line in lines if low < line.middle < high)


def _scanned(file: Path, numbers: Sequence[int]) -> SeedError:
    message = (
        f"{file} has no text layer on {_listed(numbers)}: it was scanned; recognise its text "
        f"(OCR), or put the text into a .txt file"
    )
    return SeedError(message)


def _listed(numbers: Sequence[int]) -> str:
    """page 3; pages 2–5, 9."""
    runs = grouped(numbers, lambda before, number: number != before + 1)
    named = [f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    shown = [*named[:_MOST_NAMED], *(["…"] if len(named) > _MOST_NAMED else [])]
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(shown)}"
