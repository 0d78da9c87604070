"""The lines of text that an element of a page shows."""

from __future__ import annotations

from typing import Any

from lxml import etree

from retrieval.documents.layout import collapse

__all__ = ["BLOCKS", "lines_of_element"]

_NAMES = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol
    p pre section summary table tbody td tfoot th thead tr ul founder-content ucapcontent
"""
BLOCKS = frozenset(_NAMES.split())
"""Elements that begin on a new line; the last two are of Chinese site generators."""

_CELLS = ("td", "th")
# Elements that break a cell into lines, as in a table that is a page layout.
_LAYOUT = BLOCKS - {"tbody", "tfoot", "thead", "tr", "td", "th"} | {"br"}


def lines_of_element(element: Any) -> list[str]:
    """The text of `element`, one line a paragraph, heading, list item, table row or <br>."""
    builder = _Builder()
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        if event == "start":
            builder.start(node)
        elif event == "end":
            builder.end(node)
        if event != "start" and node is not element:
            builder.add(node.tail)
    builder.break_line()
    return builder.lines


class _Builder:
    """Collects lines while the tree is traversed."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._pieces: list[str] = []
        self._preformatted = 0

    def start(self, node: Any) -> None:
        if node.tag == "br":
            self.break_line()
        elif node.tag in _CELLS and not _is_layout(node):
            if node.getprevious() is not None:
                self._pieces.append("\v")
        elif node.tag in BLOCKS:
            self.break_line()
        self._preformatted += node.tag == "pre"
        self.add(node.text)

    def end(self, node: Any) -> None:
        self._preformatted -= node.tag == "pre"
        if node.tag in BLOCKS and (node.tag not in _CELLS or _is_layout(node)):
            self.break_line()

    def add(self, text: str | None) -> None:
        lines = (text or "").split("\n") if self._preformatted else [text or ""]
        for number, line in enumerate(lines):
            if number:
                self.break_line()
            self._pieces.append(line)

    def break_line(self) -> None:
        cells = "".join(self._pieces).split("\v")
        self._pieces = []
        # Browsers do not collapse non-breaking spaces, but show them as ordinary ones.
        line = "\t".join(collapse(cell) for cell in cells).replace("\xa0", " ").strip()
        if line:
            self.lines.append(line)


def _is_layout(cell: Any) -> bool:
    """Whether `cell` has more than one line: then the table is a page layout, not figures."""
    inner = (node for node in cell.iter(etree.Element) if node is not cell)
    blocks = (node for node in inner if node.tag in _LAYOUT)
    return next(blocks, None) is not None and next(blocks, None) is not None
