"""CSV: the report in a table with one record, as collections of reports publish it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from retrieval.documents.document import Document
from retrieval.documents.files import refusal
from retrieval.documents.mending import mended
from retrieval.documents.text import decode_text

__all__ = ["read"]

# Names of the column that holds the report.
_TEXT = frozenset(("full_text", "fulltext", "text", "content", "body", "正文", "全文", "内容"))
_WAY_OUT = "save the report itself as UTF-8 text (.txt)"


def read(file: Path, content: bytes) -> Document:
    """The text of the one record in `content`.

    Raises SeedError where there are several records, or no column that holds a report.
    """
    source = decode_text(file, content).lstrip("\ufeff")
    # For the whole process: only ever raised, since the rest of it reads tables too.
    csv.field_size_limit(max(csv.field_size_limit(), len(source)))
    try:
        rows = [row for row in csv.reader(io.StringIO(source, newline=""), strict=True) if row]
    except csv.Error as error:
        raise refusal(file, f"is no table that can be read ({error})", _WAY_OUT) from error
    names = [name.strip().lower() for name in rows[0]] if rows else []
    columns = [at for at, name in enumerate(names) if name in _TEXT]
    if len(columns) != 1:
        raise refusal(file, "is a table without one column full_text", _WAY_OUT)
    if len(rows) != 2 or len(rows[1]) != len(names):
        problem = f"is a table of {len(rows) - 1} records, not one report"
        raise refusal(file, problem, "save each report as UTF-8 text (.txt) of its own")
    text, mending = mended(rows[1][columns[0]])
    return Document(text, mended=mending)
