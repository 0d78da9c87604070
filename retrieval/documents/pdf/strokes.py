"""The level lines that are drawn on a PDF page: those through text strike it out."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

__all__ = ["Strokes", "rotated", "strokes_of_page"]

# Points: a line that rises less is level; one that is shorter is a dot.
_LEVEL, _SHORTEST = 0.5, 2.0
# Segments of paths on one page that are looked at: a page of tables has some hundreds, and one with
# more than this is a drawing.
_MOST_SEGMENTS = 20_000
# Where a line strikes text out, as shares of the height of a glyph: lines under a text or above it
# are outside.
_LOWEST, _HIGHEST = 0.25, 0.75
# The share of a glyph's width that the line has to cover.
_COVERED = 0.6

_Line = tuple[float, float, float]  # height, left and right end


@dataclass(frozen=True, slots=True)
class Strokes:
    """`lines`: level lines by their height.  `boxes`: what a reviewer has marked as struck out:
    left, bottom, right, top.  `segments`: how many were looked at."""

    lines: tuple[_Line, ...] = ()
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    segments: int = 0

    def strike(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether a glyph with these edges is struck out."""
        if not self.lines and not self.boxes:
            return False
        height, width = top - bottom, right - left
        across, up = (left + right) / 2, (bottom + top) / 2
        if any(b[0] <= across <= b[2] and b[1] <= up <= b[3] for b in self.boxes):
            return True
        at = bisect_left(self.lines, (bottom + _LOWEST * height,))
        highest = bottom + _HIGHEST * height
        while at < len(self.lines) and self.lines[at][0] <= highest:
            _, begin, end = self.lines[at]
            if min(right, end) - max(left, begin) >= _COVERED * width > 0:
                return True
            at += 1
        return False


def rotated(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of a page, rotated back by `turn` quarters."""
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]


def strokes_of_page(page: Any, turn: int) -> Strokes:
    """The level lines of `page` after it is rotated back by `turn` quarters."""
    lines: list[_Line] = []
    segments = 0
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        segments += pdfium.FPDFPath_CountSegments(each)
        if segments > _MOST_SEGMENTS:
            break
        for (x, y), (to_x, to_y) in _segments(each, turn):
            if abs(y - to_y) < _LEVEL and abs(x - to_x) > _SHORTEST:
                lines.append(((y + to_y) / 2, min(x, to_x), max(x, to_x)))
    return Strokes(tuple(sorted(lines)), tuple(_marked(page, turn)), segments)


def _segments(path: Any, turn: int) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight segments of `path`, each from point to point."""
    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    before = None
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        across, up = matrix.on_point(x.value, y.value)
        point = rotated(across, up, turn)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
            yield before, point
        before = point


def _marked(page: Any, turn: int) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of the annotations that strike text out."""
    quad = pdfium.FS_QUADPOINTSF()
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_STRIKEOUT:
                for each in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
                    pdfium.FPDFAnnot_GetAttachmentPoints(annotation, each, ctypes.byref(quad))
                    corners = [
                        rotated(getattr(quad, f"x{corner}"), getattr(quad, f"y{corner}"), turn)
                        for corner in (1, 2, 3, 4)
                    ]
                    across, up = zip(*corners, strict=True)
                    yield min(across), min(up), max(across), max(up)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
