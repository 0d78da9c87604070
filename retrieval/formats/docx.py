"""DOCX: paragraphs and tables in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as Docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from retrieval.errors import SeedError

__all__ = ["docx_text"]

# A report of 100 kB takes about a megabyte of XML unpacked, pictures some tens; what grows to more
# was made to fill a disk or a memory.
_MOST_UNPACKED = 200_000_000
# XML packs about ten to one; a thousand to one is a trap, whatever its size.
_MOST_RATIO = 300
_SMALL = 1_000_000


def docx_text(file: Path, content: bytes) -> str:
    """The text of `file`: a line a paragraph or row of a table.

    Raises SeedError, whose message names file and reason.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check(file, packed)
        document = docx.Document(io.BytesIO(content))
        return "\n".join(_lines(document)) + "\n"
    except SeedError:
        raise
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        message = f"{file} is damaged, or no DOCX file; save it anew"
        raise SeedError(message) from error


def _check(file: Path, packed: zipfile.ZipFile) -> None:
    """Refuses what would unpack to more than any document."""
    for each in packed.infolist():
        grown = each.file_size > max(_SMALL, _MOST_RATIO * each.compress_size)
        if grown or each.file_size > _MOST_UNPACKED:
            break
    else:
        if sum(each.file_size for each in packed.infolist()) <= _MOST_UNPACKED:
            return
    message = f"{file} unpacks to far more than a document holds; take it away"
    raise SeedError(message)


def _lines(document: Docx) -> Iterator[str]:
    for each in document.iter_inner_content():
        if isinstance(each, Table):
            for row in each.rows:
                yield "\t".join(cell.text.replace("\n", " ") for cell in row.cells)
        else:
            yield each.text
