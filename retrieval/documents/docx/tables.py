"""The rows of a Word table, with their merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from retrieval.documents.docx.values import is_on, number_of, value_at
from retrieval.documents.tables import MOST_SPAN, Cell

__all__ = ["rows_of_table"]

_CONTINUED = ("continue", None)
# Rows that are not shown: deleted ones while changes are tracked, hidden ones.
_UNSEEN = tuple("/".join(map(qn, ("w:trPr", each))) for each in ("w:del", "w:hidden"))


@dataclass(slots=True)
class _Cell:
    """A cell whose size is not known yet."""

    lines: tuple[str, ...]
    columns: int
    head: bool
    rows: int = 1


def rows_of_table(
    rows: Sequence[tuple[Any, Sequence[tuple[Any, tuple[str, ...]]]]],
) -> list[list[Cell]]:
    """The cells of each row, from its element and its cells, each with its lines."""
    above: dict[int, _Cell] = {}  # by their first column, the cells that may reach further down
    drafts: list[list[_Cell]] = []
    for row, cells in rows:
        if any(_is_set(row.find(path)) for path in _UNSEEN):
            continue
        header = _is_set(row.find("/".join(map(qn, ("w:trPr", "w:tblHeader")))))
        before = min(number_of(value_at(row, "w:trPr/w:gridBefore"), 0), MOST_SPAN)
        draft = [_Cell((), 1, head=False) for _ in range(before)]
        column, reached = before, {}
        for cell, lines in cells:
            columns = max(min(number_of(value_at(cell, "w:tcPr/w:gridSpan"), 1), MOST_SPAN), 1)
            started = above.get(column)
            if _is_merged(cell, "w:vMerge", _CONTINUED) and started is not None:
                started.rows += 1
                reached[column] = started
            elif _is_merged(cell, "w:hMerge", _CONTINUED) and draft:
                draft[-1].columns += columns
            else:
                draft.append(_Cell(lines, columns, header or _is_bold(cell)))
                if _is_merged(cell, "w:vMerge", ("restart",)):
                    reached[column] = draft[-1]
            column += columns
        above = reached
        drafts.append(draft)
    return [[Cell(c.lines, c.rows, c.columns, c.head) for c in draft] for draft in drafts]


def _is_set(element: Any) -> bool:
    return element is not None and is_on(element)


def _is_merged(cell: Any, name: str, values: tuple[str | None, ...]) -> bool:
    found = cell.find("/".join(map(qn, ("w:tcPr", name))))
    return found is not None and found.get(qn("w:val")) in values


def _is_bold(cell: Any) -> bool:
    """Whether all text of a cell is bold, as heads of columns are."""
    texts = [run for run in cell.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    bold = (run.find("/".join(map(qn, ("w:rPr", "w:b")))) for run in texts)
    return bool(texts) and all(map(_is_set, bold))
