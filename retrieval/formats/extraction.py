"""Extraction: what a file is by its suffix, checked against its first bytes, and its text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from retrieval.errors import SeedError
from retrieval.formats.document import Document
from retrieval.formats.encoding import decode

__all__ = ["SUFFIXES", "extract"]

Reader = Callable[[Path, bytes], Document]

# The longest report seen has 33 000 characters; of a book nobody would find anything.
_MOST_CHARACTERS = 3_000_000
# What files begin with that are not text.
_SIGNS = (
    (b"%PDF-", "a PDF", ".pdf"),
    (b"PK\x03\x04", "a packed file such as DOCX", ".docx"),
    (b"\xd0\xcf\x11\xe0", "an old Word file or an encrypted one", ""),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"\x1f\x8b", "a packed file", ""),
    (b"{\\rtf", "an RTF file", ""),
)
_HTML_SIGNS = (b"<!doctype html", b"<html")
_BEGINNING = 1_024


def _plain(file: Path, content: bytes) -> Document:
    beginning = content[:_BEGINNING].lower()
    if any(sign in beginning for sign in _HTML_SIGNS):
        message = f"{file} holds HTML; give it a name that ends in .html"
        raise SeedError(message)
    return Document(decode(file, content))


def _markdown(file: Path, content: bytes) -> Document:
    from retrieval.formats.markdown import markdown_text

    return Document(markdown_text(decode(file, content)))


def _html(file: Path, content: bytes) -> Document:
    from retrieval.formats.html import html_text

    return Document(html_text(file, content))


def _docx(file: Path, content: bytes) -> Document:
    from retrieval.formats.docx import docx_text

    return Document(docx_text(file, content))


def _pdf(file: Path, content: bytes) -> Document:
    from retrieval.formats.pdf import pdf_document

    return pdf_document(file, content)


_READERS: Mapping[str, tuple[Reader, str]] = {
    ".txt": (_plain, ""),
    ".md": (_markdown, ""),
    ".markdown": (_markdown, ""),
    ".html": (_html, ""),
    ".htm": (_html, ""),
    ".docx": (_docx, ".docx"),
    ".pdf": (_pdf, ".pdf"),
}
SUFFIXES = tuple(_READERS)


def extract(file: Path, content: bytes) -> Document:
    """The text of `file`, which holds `content`.

    Raises SeedError, whose message names the file (and line) and says what to do.
    """
    if not content.strip():
        message = f"{file} holds no paragraph; put the text of a report in it, or take it away"
        raise SeedError(message)
    reader, wanted = _READERS[file.suffix.lower()]
    sign = next((each for each in _SIGNS if content.startswith(each[0])), None)
    found = sign[2] if sign else ""
    if sign is not None and (not found or found != wanted):
        advice = f"give it a name that ends in {found}" if found else "save it as text, DOCX or PDF"
        message = f"{file} is {sign[1]}, not what its name says; {advice}"
        raise SeedError(message)
    if wanted and not found:
        message = f"{file} is damaged, or no {wanted[1:].upper()} file; save it anew"
        raise SeedError(message)
    try:
        document = reader(file, content)
    except ImportError as error:
        extra = "python -m pip install '.[formats]'"
        message = f"{file} needs the extra `formats`: {extra} ({error.name} is missing)"
        raise SeedError(message) from error
    if len(document.text) > _MOST_CHARACTERS:
        message = (
            f"{file} holds {len(document.text)} characters, more than any report; take it away"
        )
        raise SeedError(message)
    return document
