"""The printed lines of a PDF page, from its characters and their positions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from retrieval.documents.layout import MARK_CHARACTERS, grouped, is_letter, superscript
from retrieval.documents.pdf.columns import regions
from retrieval.documents.pdf.glyphs import Glyph, glyphs_of_page
from retrieval.documents.tables import rows_with_heads
from retrieval.reports.lines import is_row

__all__ = ["PrintedLine", "lines_of_page"]

# Distances are in ems.
# Characters this much higher or lower than those before are in another line.
_ANOTHER_LINE = 0.5
# A gap that is a space between Chinese characters, as in 王  灏; justified text has smaller ones.
_SPACE = 0.5
# A gap that PDFium reports as a space is one between digits, too, from this size on.
_ASCII_SPACE = 0.15
# A gap that separates the cells of a row.
_CELL = 2.5
# Footnote marks are raised by a third of an em or more; uneven lines by less than this.
_RAISED = 0.15


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line: `page` counts from 0; edges in points from the left, `middle` from the bottom.

    `size` is the em of its characters, in points.  `column`: 0, or what tells its column apart.
    """

    text: str
    page: int
    left: float
    right: float
    middle: float
    size: float
    column: int = 0


def lines_of_page(page: Any, number: int, scanned: bool) -> list[PrintedLine]:
    """The lines on `page` from top to bottom, one column after the other; runs at one height are
    one line.

    `scanned`: whether a picture covers the page.
    """
    lines: list[PrintedLine] = []
    for region in regions(grouped(glyphs_of_page(page, scanned), _begins_run)):
        rows: list[list[Sequence[Glyph]]] = []
        for piece in sorted(region.pieces, key=_middle, reverse=True):
            height = median(glyph.size for glyph in piece)
            if rows and abs(_middle(rows[-1][0]) - _middle(piece)) < _ANOTHER_LINE * height:
                rows[-1].append(piece)
            else:
                rows.append([piece])
        found = (_line(row, number, region.column) for row in rows)
        lines += _with_heads([line for line in found if line.text])
    return lines


def _with_heads(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """`lines`, the rows of tables among them with the heads of their columns."""
    for group in grouped(lines, lambda before, line: is_row(before.text) != is_row(line.text)):
        if is_row(group[0].text):
            texts = rows_with_heads([line.text.split("\t") for line in group])
            yield from (replace(line, text=text) for line, text in zip(group, texts, strict=True))
        else:
            yield from group


def _begins_run(before: Glyph, glyph: Glyph) -> bool:
    """Whether `glyph` is at another height than `before`, or to the left of it."""
    apart = abs(before.middle - glyph.middle)
    higher = apart >= _ANOTHER_LINE * max(before.size, glyph.size)
    return higher or glyph.left <= before.left - before.size


def _middle(piece: Sequence[Glyph]) -> float:
    return median(glyph.middle for glyph in piece)


def _line(row: Sequence[Sequence[Glyph]], number: int, column: int) -> PrintedLine:
    pieces = sorted(row, key=lambda piece: piece[0].left)
    glyphs = [glyph for piece in pieces for glyph in piece]
    wide = (glyph.right - glyph.left for glyph in glyphs if glyph.char >= "\u2e80")
    widths = [width for width in wide if width > 0]  # damaged fonts have none
    # Chinese characters are one em wide; heights are about a tenth more.
    size = median(widths or [0.9 * glyph.size for glyph in glyphs])
    baseline = median(glyph.baseline for glyph in glyphs)
    text = ""
    before: Glyph | None = None
    for glyph in glyphs:
        if not glyph.char:
            before = glyph if before is None else replace(before, right=glyph.right)
            continue
        raised = glyph.baseline > baseline + _RAISED * size and glyph.char in MARK_CHARACTERS
        if raised and before is not None and not is_letter(before.char):
            # A footnote mark; after a letter or a digit it is an exponent (m², 10⁴).
            text += superscript(glyph.char, text) if glyph.char.isdecimal() else ""
            before = replace(before, right=glyph.right)
            continue
        text += (_between(before, glyph, size) if before else "") + glyph.char
        before = glyph
    left = min(glyph.left for glyph in glyphs)
    right = max(glyph.right for glyph in glyphs)
    return PrintedLine(text.strip(), number, left, right, _middle(glyphs), size, column)


def _between(before: Glyph, glyph: Glyph, size: float) -> str:
    """What separates two characters of a line: nothing, a space, or a tab between cells."""
    gap = (glyph.left - before.right) / size
    if gap > _CELL:
        return "\t"
    ascii_gap = before.char.isascii() and glyph.char.isascii() and gap > _ASCII_SPACE
    letters = is_letter(before.char) and is_letter(glyph.char)
    spaced = glyph.spaced or gap > _SPACE or (glyph.gapped and (letters or ascii_gap))
    return " " if spaced else ""
