"""Reading a document: which reader a file gets, and how large it may be."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from retrieval.documents.document import Document
from retrieval.documents.files import read_whole
from retrieval.documents.signature import refuse_misnamed
from retrieval.errors import SeedError

__all__ = ["SUFFIXES", "document_of", "read_content", "read_document"]

Read = Callable[[Path, bytes], Document]


@dataclass(frozen=True, slots=True)
class _Format:
    """`module` reads files of up to `most` bytes; it is imported when the first one is read."""

    module: str
    most: int


# The longest of 90 reports has 0.1 MB: a text of 8 MB holds eighty of them.
_TEXT = 8_000_000
# Marks without end, each of which might pair with any other, take markdown-it ten seconds a MB.
_MARKED = 2_000_000
# A page saved with its pictures in it (data: addresses) may be large; the text in it is not.
_PAGE = 32_000_000
# Photographs and embedded fonts; the largest report that a city published had 30 MB.
_PRINT = 64_000_000
_FORMATS = {
    ".txt": _Format("text", _TEXT),
    ".md": _Format("markdown", _MARKED),
    ".markdown": _Format("markdown", _MARKED),
    ".html": _Format("html.reader", _PAGE),
    ".htm": _Format("html.reader", _PAGE),
    ".docx": _Format("docx.reader", _PRINT),
    ".pdf": _Format("pdf.reader", _PRINT),
}
SUFFIXES = tuple(_FORMATS)
"""The suffixes of the files that can be read, in lower case."""

# What the extra `formats` installs, by the name it is imported by.
_EXTRA = ("docx", "lxml", "pypdfium2")


def read_document(file: Path) -> Document:
    """The text of `file`, by the format that its suffix names.

    Raises SeedError, whose message is one sentence for operators: which file, what is wrong with
    it, what to do.
    """
    return document_of(file, read_content(file))


def read_content(file: Path) -> bytes:
    """The bytes of `file`, whole, unchanged while they were read, and not too many for its format.

    Raises SeedError as `read_document` does.
    """
    return read_whole(file, _format_of(file).most)


def document_of(file: Path, content: bytes) -> Document:
    """The text of `content`, which `file` holds; raises SeedError as `read_document` does."""
    form = _format_of(file)
    if not content:
        message = f"{file} holds no paragraph, for it is empty; put the text of a report in it"
        raise SeedError(message)
    suffix = file.suffix.lower()
    refuse_misnamed(file, suffix, content)
    return _reader(file, suffix, form)(file, content)


def _format_of(file: Path) -> _Format:
    form = _FORMATS.get(file.suffix.lower())
    if form is None:
        message = f"{file} has none of the suffixes {' '.join(SUFFIXES)}; save it as one of these"
        raise SeedError(message)
    return form


def _reader(file: Path, suffix: str, form: _Format) -> Read:
    try:
        module = importlib.import_module(f"retrieval.documents.{form.module}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        message = (
            f"{file}: files of {suffix} need the extra `formats`; install it "
            f"(pip install 'ask-the-report[formats]'), or save the report as UTF-8 text"
        )
        raise SeedError(message) from error
    return cast("Read", module.read)
