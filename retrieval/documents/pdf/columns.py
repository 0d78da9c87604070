"""The columns of a PDF page: text beside other text, to be read one column after the other.

In a table words stand beside words as well, but cells are short, without punctuation, or end
anywhere; the lines of a column are prose, filled up to its right edge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from retrieval.documents.layout import grouped
from retrieval.documents.pdf.glyphs import Glyph
from retrieval.reports.sentences import CLAUSE_END

__all__ = ["Region", "regions"]

# Distances are in ems.
# A gap within a line that may be the one between two columns.
_GAP = 1.0
# What parts two columns at least.
_GUTTER = 0.5
# Lines of a column end where others do, but for this; and begin where others do, but for an indent.
_UNEVEN, _INDENT = 1.5, 2.6
# Fewer lines beside each other are no columns: a signature, a pair of titles.
_FEWEST = 4
# The average line of a column has more characters than a cell.
_SHORTEST = 8
# Shares of the lines of a column that begin at its left edge, end at its right one, hold
# punctuation; and the lines at one height, which are two where a line has a wide gap.
_BEGIN, _FILLED, _PROSE, _ABREAST = 0.8, 0.5, 0.3, 1.3
# Places that are tried as left edges, and columns beside each other: newspapers have five.
_MOST_EDGES, _MOST_COLUMNS = 8, 6
# Points: left edges are the same within this; columns of several pages, within the latter.
_SAME, _ALIKE = 2, 20


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a line, without wide gaps."""

    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    middle: float


@dataclass(frozen=True, slots=True)
class Region:
    """Pieces of lines that are read together; `column`: 0, or what tells their column from others
    on this and other pages."""

    column: int
    pieces: tuple[Sequence[Glyph], ...]


def regions(runs: Sequence[Sequence[Glyph]]) -> list[Region]:
    """The regions of a page in reading order, from its runs of glyphs."""
    pieces = tuple(piece for run in runs for piece in _parted(run))
    if len(pieces) >= 2 * _FEWEST:
        size = median(glyph.size for piece in pieces for glyph in piece.glyphs)
        found = list(_divided(pieces, size, 0))
        if len(found) > 1:
            return found
    return [Region(0, tuple(runs))]


def _parted(run: Sequence[Glyph]) -> Iterator[_Piece]:
    """The pieces of a run between its wide gaps."""
    for glyphs in grouped(run, lambda before, glyph: glyph.left - before.right > _GAP * glyph.size):
        left = min(glyph.left for glyph in glyphs)
        right = max(glyph.right for glyph in glyphs)
        yield _Piece(tuple(glyphs), left, right, median(glyph.middle for glyph in glyphs))


def _divided(pieces: tuple[_Piece, ...], size: float, columns: int) -> Iterator[Region]:
    """`pieces`, which are within this many columns, divided where there are more."""
    for edge in _edges(pieces) if columns < _MOST_COLUMNS else ():
        bands = _bands(pieces, edge)
        if any(_are_columns(left, right, size, columns) for left, right in bands):
            divided = groupby(bands, lambda band: _are_columns(band[0], band[1], size, columns))
            for in_columns, group in divided:
                if in_columns:
                    for left, right in group:
                        yield from _divided(left, size, columns + 1)
                        yield from _divided(right, size, columns + 1)
                else:
                    yield _region([piece for band in group for side in band for piece in side], 0)
            return
    yield _region(pieces, columns)


def _region(pieces: Sequence[_Piece], columns: int) -> Region:
    edge = min((piece.left for piece in pieces), default=0.0)
    column = 1 + round(edge / _ALIKE) if columns else 0
    return Region(column, tuple(piece.glyphs for piece in pieces))


def _edges(pieces: Sequence[_Piece]) -> list[float]:
    """Where several of `pieces` begin, apart from their first edge, from left to right."""
    steps = Counter(round(piece.left / _SAME) for piece in pieces)
    often = [step for step, count in steps.most_common(_MOST_EDGES) if count >= _FEWEST // 2]
    return [_SAME * (step - 1.0) for step in sorted(often) if step > min(steps) + 1]


_Band = tuple[tuple[_Piece, ...], tuple[_Piece, ...]]


def _bands(pieces: Sequence[_Piece], edge: float) -> list[_Band]:
    """Stretches of the page from top to bottom: the pieces to the left of `edge` and those to the
    right of it; what crosses it is to the left, in a band of its own."""
    bands: list[_Band] = []
    by_height = sorted(pieces, key=lambda piece: -piece.middle)
    for crosses, group in groupby(by_height, lambda piece: piece.left < edge < piece.right):
        band = list(group)
        if crosses:
            bands.append((tuple(band), ()))
        else:
            sides = [piece for piece in band if piece.left < edge]
            bands.append((tuple(sides), tuple(p for p in band if p.left >= edge)))
    return bands


def _are_columns(
    left: Sequence[_Piece], right: Sequence[_Piece], size: float, columns: int
) -> bool:
    """Whether `left` is a column, and `right` one or several beside it."""
    if min(len(left), len(right)) < _FEWEST or not _is_column(left, size):
        return False
    if min(p.left for p in right) - max(p.right for p in left) < _GUTTER * size:
        return False
    higher = min(max(p.middle for p in side) for side in (left, right))
    lower = max(min(p.middle for p in side) for side in (left, right))
    beside = [p for p in left if lower - size <= p.middle <= higher + size]
    if len(beside) < _FEWEST:
        return False
    if _is_column(right, size):
        return True
    return columns + 1 < _MOST_COLUMNS and any(
        _are_columns(first, others, size, columns + 1)
        for edge in _edges(right)
        for first, others in _bands(right, edge)
    )


def _is_column(pieces: Sequence[_Piece], size: float) -> bool:
    """Whether `pieces` are lines of prose in one column."""
    count = len(pieces)
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    heights = len({round(p.middle / (size / 2)) for p in pieces})
    texts = ["".join(glyph.char for glyph in p.glyphs) for p in pieces]
    return (
        sum(map(len, texts)) >= _SHORTEST * count
        and sum(p.left <= left + _INDENT * size for p in pieces) >= _BEGIN * count
        and sum(p.right >= right - _UNEVEN * size for p in pieces) >= _FILLED * count
        and sum(bool(CLAUSE_END.search(text)) for text in texts) >= _PROSE * count
        and count <= _ABREAST * heights
    )
