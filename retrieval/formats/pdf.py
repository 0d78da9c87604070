"""PDF with a text layer: lines put together into paragraphs again, page by page."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTPage, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import (
    PDFEncryptionError,
    PDFPasswordIncorrect,
    PDFTextExtractionNotAllowed,
)
from pdfminer.psexceptions import PSException

from retrieval.errors import SeedError
from retrieval.formats.document import Document

__all__ = ["pdf_document"]

# More pages than any report has.
_MOST_PAGES = 2_000
# A page number alone: 3, - 3 -, 第 3 页, 3/20.
_PAGE_NUMBER = re.compile(
    r"[\s—–\-－·]*(?:第)?\s*[0-9０-９]{1,4}(?:\s*/\s*[0-9]{1,4})?\s*(?:页)?[\s—–\-－·]*"
)
# A line that stands at the head or foot of more pages than this share is a running head.
_RUNNING = 0.5
# Characters by which a first line is set in, at least; by which a last line falls short that ends
# like one; and by which any line does that ends a paragraph: a word that did not fit is shorter.
_INDENT = 1.0
_SHORT = 1.5
_FAR = 6.0
_ENDS = "。！？；：…”）.!?;:"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its text, where it begins and ends, how high it stands, how large it is."""

    text: str
    left: float
    right: float
    top: float
    size: float


def pdf_document(file: Path, content: bytes) -> Document:
    """The text of `file` with the offsets of its pages.

    Raises SeedError where it is encrypted, damaged, or holds pictures of text only.
    """
    try:
        parameters = LAParams(boxes_flow=None)
        layouts = extract_pages(io.BytesIO(content), maxpages=_MOST_PAGES, laparams=parameters)
        pages = [_lines_of(page) for page in layouts]
    except (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed) as error:
        message = f"{file} is encrypted; save it without a password"
        raise SeedError(message) from error
    except (PSException, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        message = f"{file} is damaged, or no PDF file; save it anew"
        raise SeedError(message) from error
    if not any(pages):
        message = (
            f"{file} holds pictures of text, or none; put a PDF with a text layer in its place"
        )
        raise SeedError(message)
    return _joined(_without_running_heads(pages))


def _lines_of(page: LTPage) -> list[_Line]:
    """The lines of a page from top to bottom."""
    found = [
        _Line(line.get_text().strip("\n\r "), line.x0, line.x1, line.y1, line.height)
        for box in page
        if isinstance(box, LTTextContainer)
        for line in box
        if isinstance(line, LTTextLine)
    ]
    found = [line for line in found if line.text.strip()]
    return sorted(found, key=lambda line: (-round(line.top), line.left))


def _without_running_heads(pages: Sequence[list[_Line]]) -> list[list[_Line]]:
    """`pages` without page numbers and what stands at the head or foot of most of them."""
    ends = Counter(line.text for page in pages for line in {*page[:1], *page[-1:]})
    running = {text for text, count in ends.items() if count > max(1, _RUNNING * len(pages))}

    def kept(page: list[_Line]) -> list[_Line]:
        lines = list(page)
        for end in (0, -1):
            while lines and (lines[end].text in running or _PAGE_NUMBER.fullmatch(lines[end].text)):
                lines.pop(end)
        return lines

    return [kept(page) for page in pages]


def _joined(pages: Sequence[list[_Line]]) -> Document:
    """Paragraphs a line each; one that goes on over a page's end is whole."""
    text: list[str] = []
    length = 0
    begins = []
    before: _Line | None = None
    margins = (0.0, 0.0)
    for page in pages:
        own = _margins(page) if page else margins
        begins.append(length)
        for line in page:
            if before is not None:
                joint = "\n" if _parted(before, line, margins, own) else _between(before, line)
                text.append(joint)
                length += len(joint)
                if line is page[0]:
                    begins[-1] = length
            text.append(line.text)
            length += len(line.text)
            before, margins = line, own
    return Document("".join(text) + "\n", tuple(begins))


def _margins(page: Sequence[_Line]) -> tuple[float, float]:
    """Where the lines of a page mostly begin, and where the longest end."""
    lefts = Counter(round(line.left) for line in page)
    most = max(lefts.values())
    left = min(value for value, count in lefts.items() if count == most)
    return float(left), max(line.right for line in page)


def _parted(
    before: _Line, line: _Line, margins: tuple[float, float], own: tuple[float, float]
) -> bool:
    """Whether another paragraph begins with `line`."""
    size = max(before.size, 1.0)
    if abs(before.size - line.size) > size / 4:
        return True  # a heading in larger letters
    if line.left - own[0] > _INDENT * size:
        return True
    missing = (margins[1] - before.right) / size
    return missing > _SHORT and (missing > _FAR or before.text.endswith(tuple(_ENDS)))


def _between(before: _Line, line: _Line) -> str:
    """What joins two lines of a paragraph: a space between Latin words only."""
    return " " if before.text[-1:].isascii() and line.text[:1].isascii() else ""
