"""The lines of text that an element of a page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from retrieval.documents.layout import collapse
from retrieval.documents.tables import MOST_SPAN, Cell, lines_of_table
from retrieval.reports.lines import squeeze

__all__ = ["BLOCKS", "lines_of_element"]

_NAMES = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol
    p pre section summary table tbody td tfoot th thead tr ul founder-content ucapcontent
"""
BLOCKS = frozenset(_NAMES.split())
"""Elements that begin on a new line; the last two are of Chinese site generators."""

_CELLS = ("td", "th")
# Groups of rows in the order in which browsers show them, wherever they stand.
_GROUPS = ("thead", "tbody", "tfoot")
_MOST = {"rowspan": 65_534, "colspan": MOST_SPAN}  # as browsers have it (HTML, 4.9.11)
_NUMBER = re.compile(r"\s*\+?([0-9]{1,6})")
_BOLD = ("b", "strong")
# Characters of a bold cell that may be a head: longer ones are prose.
_LONGEST_HEAD = 60


def lines_of_element(element: Any) -> list[str]:
    """The text of `element`, one line a paragraph, heading, list item, table row or <br>."""
    builder = _Builder(element)
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        if event == "start":
            builder.start(node)
        elif event == "end":
            builder.end(node)
        if event != "start" and node is not element:
            builder.add(node.tail)
    return builder.lines()


@dataclass
class _Lines:
    """The lines of the page, or of one cell, while they are collected."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def end_line(self) -> None:
        # Browsers do not collapse non-breaking spaces, but show them as ordinary ones.
        line = collapse("".join(self.pieces)).replace("\xa0", " ").strip()
        self.pieces = []
        if line:
            self.lines.append(line)


@dataclass
class _Table:
    """The rows of a table by their groups; `nested`: whether a cell holds another table."""

    nested: bool = False
    _groups: list[tuple[int, list[list[Cell]]]] = field(default_factory=list)
    _group: Any = None
    _row: Any = None

    def row(self, element: Any) -> None:
        """Opens a row."""
        group = element.getparent()
        if self._group is not group or not self._groups:
            tag = group.tag if group is not None else ""
            self._groups.append((_GROUPS.index(tag) if tag in _GROUPS else 1, []))
        self._group, self._row = group, element
        self._groups[-1][1].append([])

    def has(self, row: Any) -> bool:
        """Whether `row` is the one that is open."""
        return self._row is row

    def add(self, cell: Any, lines: list[str]) -> None:
        """Adds a cell to the open row."""
        columns = max(_covers(cell, "colspan"), 1)
        made = Cell(tuple(lines), _covers(cell, "rowspan"), columns, _is_head(cell, lines))
        self._groups[-1][1][-1].append(made)

    def lines(self) -> list[str]:
        """Its rows as lines."""
        rows: list[list[Cell]] = []
        for _, group in sorted(self._groups, key=lambda each: each[0]):
            for number, row in enumerate(group):  # no cell reaches beyond its group
                most = len(group) - number
                rows.append([replace(cell, rows=min(cell.rows or most, most)) for cell in row])
        return lines_of_table(rows, self.nested)


class _Builder:
    """Collects lines while the tree is traversed; tables and cells may be nested deep."""

    def __init__(self, root: Any) -> None:
        self._open = [_Lines()]
        # Where only a part of a table is wanted, it is a table of its own.
        self._tables = [_Table()] if root.tag in (*_GROUPS, "tr") else []
        self._cells: list[Any] = []
        self._preformatted = 0

    def start(self, node: Any) -> None:
        if node.tag == "br" or node.tag in BLOCKS:
            self._open[-1].end_line()
        if node.tag == "table":
            if self._tables:
                self._tables[-1].nested = True
            self._tables.append(_Table())
        elif node.tag == "tr" and self._tables:
            self._tables[-1].row(node)
        elif self._is_cell(node):
            self._open.append(_Lines())
            self._cells.append(node)
        self._preformatted += node.tag == "pre"
        self.add(node.text)

    def end(self, node: Any) -> None:
        self._preformatted -= node.tag == "pre"
        if node.tag in BLOCKS:
            self._open[-1].end_line()
        if node.tag == "table" and self._tables:
            self._open[-1].lines += self._tables.pop().lines()
        elif self._cells and node is self._cells[-1]:
            self._cells.pop()
            self._tables[-1].add(node, self._open.pop().lines)

    def add(self, text: str | None) -> None:
        lines = (text or "").split("\n") if self._preformatted else [text or ""]
        for number, line in enumerate(lines):
            if number:
                self._open[-1].end_line()
            self._open[-1].pieces.append(line)

    def lines(self) -> list[str]:
        """All lines; the table of which only a part was traversed ends here."""
        self._open[-1].end_line()
        for table in self._tables:
            self._open[-1].lines += table.lines()
        return self._open[-1].lines

    def _is_cell(self, node: Any) -> bool:
        """Whether `node` is a cell of the innermost open table; else it is a block."""
        return node.tag in _CELLS and bool(self._tables) and self._tables[-1].has(node.getparent())


def _covers(cell: Any, name: str) -> int:
    """The rows or columns that `cell` covers, as browsers read the attribute."""
    found = _NUMBER.match(cell.get(name, ""))
    return min(int(found[1]), _MOST[name]) if found else 1


def _is_head(cell: Any, lines: list[str]) -> bool:
    """Whether `cell` is marked as a head, or all of its text is bold."""
    if cell.tag == "th":
        return True
    text = squeeze("".join(lines))
    if not 0 < len(text) <= _LONGEST_HEAD:
        return False
    outermost = (b for b in cell.iter(*_BOLD) if b.getparent().tag not in _BOLD)
    return len(squeeze("".join("".join(b.itertext(etree.Element)) for b in outermost))) >= len(text)
