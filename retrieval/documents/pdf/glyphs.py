"""The characters of a PDF page that are seen, with their positions."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from retrieval.documents.pdf.strokes import rotated, strokes_of_page
from retrieval.documents.symbols import symbol
from retrieval.reports.script import RADICALS

__all__ = ["Glyph", "character", "glyphs_of_page"]

# Characters rotated by more than this (in degrees) are a watermark.
_LEANING = 5.0
# Codes that PDFium returns for a hyphen at the end of a line.
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: ""}
# Where symbol fonts (Wingdings) have the bullets of lists.
_SYMBOLS = range(0xF000, 0xF100)
# Bytes of the name of a font (PDF, annex C: a name has 127 at most).
_LONGEST_FONT = 128
# Distances are in ems.  A glyph that is drawn again this near is the same one, made bold or given a
# shadow; the narrowest letters are a fifth of an em wide.
_AGAIN = 0.12
# Points: the sides of the squares in which such glyphs are looked for.
_SQUARE = 4.0
# The text render mode of glyphs that are not drawn: those that OCR lays over a scan.
_INVISIBLE = 3


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, or nothing where it is struck out.

    Edges and baseline are in points, as on an upright page.
    """

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
        """Its height on the page."""
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        """Its own height."""
        return self.top - self.bottom


def glyphs_of_page(page: Any, scanned: bool) -> list[Glyph]:
    """The visible characters in file order, as on an upright page; no watermarks.

    `scanned`: whether a picture covers the page: then the text that OCR laid over it, which is not
    drawn, is what the picture shows.
    """
    textpage = page.get_textpage()
    try:
        marks = list(_marks(textpage, page.get_bbox(), scanned))
    finally:
        textpage.close()
    # A page may be printed sideways and rotated by the viewer; the majority of characters decides.
    turns = Counter(round(mark.angle / 90) % 4 for mark in marks)
    turn = max(turns, key=lambda each: turns[each], default=0)
    glyphs = (
        Glyph(mark.char, *_turned(mark.edges, turn), mark.spaced, mark.gapped)
        for mark in marks
        if abs((mark.angle - 90 * turn + 180) % 360 - 180) <= _LEANING
    )
    strokes = strokes_of_page(page, turn)
    # Struck text shows nothing, but keeps its place: there is no gap around it.
    return [
        replace(glyph, char="")
        if strokes.strike(glyph.left, glyph.bottom, glyph.right, glyph.top)
        else glyph
        for glyph in _once(glyphs)
    ]


class _Mark(NamedTuple):
    """A character as PDFium has it: its angle in degrees, its edges and its origin."""

    char: str
    angle: float
    edges: tuple[float, ...]
    spaced: bool
    gapped: bool


def _marks(textpage: Any, seen: tuple[float, ...], scanned: bool) -> Iterator[_Mark]:
    """The characters that are within the edges `seen` of the page, in file order."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    left, bottom, right, top = seen
    spaced = gapped = False
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        char = symbol(_font(textpage, index), f"{code:x}") if code in _SYMBOLS else character(code)
        if not char.strip():
            spaced = spaced or not pdfium.FPDFText_IsGenerated(textpage, index)
            gapped = True
        elif pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
            across, up = (box.left + box.right) / 2, (box.bottom + box.top) / 2
            if not (left <= across <= right and bottom <= up <= top):
                continue
            if not scanned and _is_invisible(textpage, index):
                continue
            angle = math.degrees(pdfium.FPDFText_GetCharAngle(textpage, index))
            pdfium.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
            edges = box.left, box.right, box.bottom, box.top, x.value, y.value
            yield _Mark(char, angle, edges, spaced, gapped)
            spaced = gapped = False


def _font(textpage: Any, index: int) -> str:
    name = ctypes.create_string_buffer(_LONGEST_FONT)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, index, name, _LONGEST_FONT, ctypes.byref(flags))
    return name.value.decode("utf-8", "replace")


def _is_invisible(textpage: Any, index: int) -> bool:
    drawn = pdfium.FPDFText_GetTextObject(textpage, index)
    return bool(drawn) and pdfium.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Those of `glyphs` that have a size, without those that are drawn again at their places."""
    drawn: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in glyphs:
        if glyph.size <= 0:
            continue
        column, row = round(glyph.left / _SQUARE), round(glyph.baseline / _SQUARE)
        near = min(_AGAIN * glyph.size, _SQUARE)
        if any(
            abs(other.left - glyph.left) <= near and abs(other.baseline - glyph.baseline) <= near
            for across in (column - 1, column, column + 1)
            for up in (row - 1, row, row + 1)
            for other in drawn.get((glyph.char, across, up), ())
        ):
            continue
        drawn.setdefault((glyph.char, column, row), []).append(glyph)
        yield glyph


def character(code: int) -> str:
    """The character of a code; U+FFFD for private use, surrogates and zero.

    Many PDFs name a radical (⼯ U+2F2F) for the character that looks the same (工 U+5DE5).
    """
    if code in _HYPHENS:
        return _HYPHENS[code]
    if code in _SYMBOLS:
        return ""
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    if code == 0 or private or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return RADICALS.get(chr(code), chr(code)) if code >= 0x20 else " "


def _turned(edges: tuple[float, ...], turn: int) -> tuple[float, float, float, float, float]:
    """Left, right, bottom, top and baseline of a character, rotated back by `turn` quarters.

    `edges`: left, right, bottom, top, and the origin (x, y) on the baseline.
    """
    left, right, bottom, top, x, y = edges
    one, other = rotated(left, bottom, turn), rotated(right, top, turn)
    return (
        min(one[0], other[0]),
        max(one[0], other[0]),
        min(one[1], other[1]),
        max(one[1], other[1]),
        rotated(x, y, turn)[1],
    )
