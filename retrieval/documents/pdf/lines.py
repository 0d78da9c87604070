"""The printed lines of a PDF page, from its characters and their positions."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from retrieval.documents.layout import MARK_CHARACTERS, grouped, is_letter

__all__ = ["PrintedLine", "character", "lines_of_page"]

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
# Characters rotated by more than this (in degrees) are a watermark.
_LEANING = 5.0
# Codes that PDFium returns for a hyphen at the end of a line.
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: ""}
# Where symbol fonts (Wingdings) have the bullets of lists.
_SYMBOLS = range(0xF000, 0xF100)
_KANGXI = range(0x2F00, 0x2FD6)
# Radicals of simplified characters, which NFKC does not map.
_RADICALS = str.maketrans(
    "⺁⺜⺝⺟⺠⺧⺩⺫⺶⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "厂日月母民牛王目羊西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line: `page` counts from 0; edges in points from the left, `middle` from the bottom.

    `size` is the em of its characters, in points.
    """

    text: str
    page: int
    left: float
    right: float
    middle: float
    size: float


@dataclass(frozen=True, slots=True)
class _Glyph:
    char: str
    left: float
    right: float
    bottom: float
    top: float
    baseline: float
    spaced: bool  # preceded by a space character of the file
    gapped: bool  # preceded by a gap that PDFium reports as a space

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        return self.top - self.bottom


def lines_of_page(page: Any, number: int) -> list[PrintedLine]:
    """The lines on `page` from top to bottom; runs at one height are one line."""
    textpage = page.get_textpage()
    try:
        glyphs = _glyphs(textpage)
    finally:
        textpage.close()
    rows: list[list[list[_Glyph]]] = []
    for piece in sorted(grouped(glyphs, _begins_run), key=_middle, reverse=True):
        height = median(glyph.size for glyph in piece)
        if rows and abs(_middle(rows[-1][0]) - _middle(piece)) < _ANOTHER_LINE * height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = (_line(row, number) for row in rows)
    return [line for line in lines if line.text]


def _glyphs(textpage: Any) -> list[_Glyph]:
    """The visible characters in file order, as on an upright page; no watermarks."""
    marks: list[tuple[str, float, tuple[float, ...], bool, bool]] = []
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    spaced = gapped = False
    for index in range(textpage.count_chars()):
        char = character(pdfium.FPDFText_GetUnicode(textpage, index))
        if not char.strip():
            spaced = spaced or not pdfium.FPDFText_IsGenerated(textpage, index)
            gapped = True
        elif pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
            angle = math.degrees(pdfium.FPDFText_GetCharAngle(textpage, index))
            pdfium.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
            edges = box.left, box.right, box.bottom, box.top, x.value, y.value
            marks.append((char, angle, edges, spaced, gapped))
            spaced = gapped = False
    # A page may be printed sideways and rotated by the viewer; the majority of characters decides.
    turns = Counter(round(angle / 90) % 4 for _, angle, *_ in marks)
    turn = max(turns, key=lambda each: turns[each], default=0)
    glyphs = (
        _Glyph(char, *_turned(edges, turn), spaced, gapped)
        for char, angle, edges, spaced, gapped in marks
        if abs((angle - 90 * turn + 180) % 360 - 180) <= _LEANING
    )
    return [glyph for glyph in glyphs if glyph.size > 0]


def character(code: int) -> str:
    """The character of a code; U+FFFD for private use, surrogates and zero.

    Many PDFs name a radical (⼯ U+2F2F) for the character that looks the same (工 U+5DE5).
    """
    if code in _HYPHENS:
        return _HYPHENS[code]
    if code in _KANGXI:
        return unicodedata.normalize("NFKC", chr(code))
    if code in _SYMBOLS:
        return ""
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    if code == 0 or private or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return chr(code).translate(_RADICALS) if code >= 0x20 else " "


def _turned(edges: tuple[float, ...], turn: int) -> tuple[float, float, float, float, float]:
    """Left, right, bottom, top and baseline of a character, rotated back by `turn` quarters.

    `edges`: left, right, bottom, top, and the origin (x, y) on the baseline.
    """
    left, right, bottom, top, x, y = edges
    if turn == 1:
        return -top, -bottom, left, right, x
    if turn == 2:
        return -right, -left, -top, -bottom, -y
    if turn == 3:
        return bottom, top, -right, -left, -x
    return left, right, bottom, top, y


def _begins_run(before: _Glyph, glyph: _Glyph) -> bool:
    """Whether `glyph` is at another height than `before`, or to the left of it."""
    apart = abs(before.middle - glyph.middle)
    higher = apart >= _ANOTHER_LINE * max(before.size, glyph.size)
    return higher or glyph.left <= before.left - before.size


def _middle(piece: Sequence[_Glyph]) -> float:
    return median(glyph.middle for glyph in piece)


def _line(row: Sequence[Sequence[_Glyph]], number: int) -> PrintedLine:
    pieces = sorted(row, key=lambda piece: piece[0].left)
    glyphs = [glyph for piece in pieces for glyph in piece]
    wide = (glyph.right - glyph.left for glyph in glyphs if glyph.char >= "\u2e80")
    widths = [width for width in wide if width > 0]  # damaged fonts have none
    # Chinese characters are one em wide; heights are about a tenth more.
    size = median(widths or [0.9 * glyph.size for glyph in glyphs])
    baseline = median(glyph.baseline for glyph in glyphs)
    text = ""
    before: _Glyph | None = None
    for glyph in glyphs:
        raised = glyph.baseline > baseline + _RAISED * size and glyph.char in MARK_CHARACTERS
        if raised and before is not None and not is_letter(before.char):
            # A footnote mark; after a letter it is an exponent (m²).
            before = replace(before, right=glyph.right)
            continue
        text += (_between(before, glyph, size) if before else "") + glyph.char
        before = glyph
    left = min(glyph.left for glyph in glyphs)
    right = max(glyph.right for glyph in glyphs)
    return PrintedLine(text.strip(), number, left, right, _middle(glyphs), size)


def _between(before: _Glyph, glyph: _Glyph, size: float) -> str:
    """What separates two characters of a line: nothing, a space, or a tab between cells."""
    gap = (glyph.left - before.right) / size
    if gap > _CELL:
        return "\t"
    ascii_gap = before.char.isascii() and glyph.char.isascii() and gap > _ASCII_SPACE
    letters = is_letter(before.char) and is_letter(glyph.char)
    spaced = glyph.spaced or gap > _SPACE or (glyph.gapped and (letters or ascii_gap))
    return " " if spaced else ""
