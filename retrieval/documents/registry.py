"""Which reader a file gets by its suffix, and how large it may be."""

from __future__ import annotations

import importlib
from pathlib import Path

from retrieval.documents.bounds import refuse_unlike_a_report
from retrieval.documents.document import Document
from retrieval.documents.files import read_whole, refusal, refuse_misnamed
from retrieval.documents.garbled import refuse_garbled
from retrieval.documents.unread import why_unread
from retrieval.errors import SeedError

__all__ = ["SUFFIXES", "document_of", "read_content"]

# The longest of 90 reports has 0.1 MB: a text of 8 MB holds eighty of them.
_TEXT = 8_000_000
# Unpaired marks, each of which might pair with any other, take markdown-it ten seconds a MB.
_MARKED = 2_000_000
# A page saved with its pictures in it (data: addresses) may be large; the text in it is not.
_PAGE = 32_000_000
# Photographs and embedded fonts; the largest report that a city published had 30 MB.
_PRINT = 64_000_000
# The module of each reader, which is imported when first needed, and the most bytes it accepts.
_FORMATS = {
    ".txt": ("text", _TEXT),
    ".csv": ("record", _TEXT),
    ".md": ("markdown", _MARKED),
    ".markdown": ("markdown", _MARKED),
    ".html": ("html.reader", _PAGE),
    ".htm": ("html.reader", _PAGE),
    ".docx": ("docx.reader", _PRINT),
    ".pdf": ("pdf.reader", _PRINT),
}
SUFFIXES = tuple(_FORMATS)
"""The suffixes of the files that can be read, in lower case."""

# The packages of the extra `formats`, by their import names.
_EXTRA = ("cssselect2", "docx", "lxml", "pypdfium2", "tinycss2")


def read_content(file: Path) -> bytes:
    """The bytes of `file`; raises SeedError if it is no file, unreadable, or too large."""
    _, most = _format_of(file)
    return read_whole(file, most)


def document_of(file: Path, content: bytes) -> Document:
    """The text of `content`, the bytes of `file`, by the format that its suffix names.

    Raises SeedError, whose message is one sentence for operators: which file, what is wrong with
    it, what to do.
    """
    name, _ = _format_of(file)
    if content:
        refuse_misnamed(file, content)
        document = _read(name, file, content)
        if document.text.strip():
            refuse_unlike_a_report(file, document.text)
            refuse_garbled(file, document.text)
            return document
    raise refusal(file, "holds no paragraph", "put the text of a report in it")


def _format_of(file: Path) -> tuple[str, int]:
    try:
        return _FORMATS[file.suffix.lower()]
    except KeyError:
        none = f"{file} has none of the suffixes {' '.join(SUFFIXES)}; save it as one of these"
        raise SeedError(why_unread(file) or none) from None


def _read(name: str, file: Path, content: bytes) -> Document:
    try:
        module = importlib.import_module(f"retrieval.documents.{name}")
        document: Document = module.read(file, content)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        message = (
            f"{file}: files of {file.suffix.lower()} need the extra `formats`; install it "
            f"(pip install 'ask-the-report[formats]'), or save the report as UTF-8 text"
        )
        raise SeedError(message) from error
    return document
