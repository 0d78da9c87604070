"""Paragraphs from printed lines, over the ends of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from retrieval.documents.joining import joint
from retrieval.documents.pdf.lines import PrintedLine
from retrieval.reports.numbering import Style, numbering_of
from retrieval.reports.sentences import TERMINATORS

__all__ = ["put_together"]

# Distances are in ems, the height of the characters of a line.
# Paragraphs begin two ems in; half of that tells them from an uneven margin.
_INDENTED = 1.0
# Room for what begins the next line, and this much more, was left on purpose.
_ROOM = 0.6
# Where paragraphs are indented, a line in the midst of a sentence may leave more room than that.
_ROOM_IF_INDENTED = 6.0
# Lines of other sizes belong to other paragraphs: headings, captions, notes.
_OTHER_SIZE = 1.15
# A gap this much larger than that between lines parts paragraphs.
_GAP = 1.25
# Notes at the foot of a page are smaller than its text by this much.
_NOTE = 0.9
# This share of all lines begins at the margin or ends at it.
_AT_MARGIN = 0.1
# What a line is not broken within: words and numbers, the marks that may not begin a line with
# what they follow, those that may not end one with what follows them.
_UNIT = re.compile(
    "[“‘《〈（(【「『]*(?:[A-Za-z0-9.,%/~+-]+|(.)\\1*)[”’》〉）)】」』，。、；：！？,.;:!?%…—]*"
)
_HEADED = (Style.CHAPTER, Style.COUNT, Style.BRACKET)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the text of a report stands on pages with odd and with even numbers (by `page % 2`)."""

    left: tuple[float, float]
    right: tuple[float, float]
    size: float
    leading: float
    indents: bool


@dataclass(slots=True)
class _Writer:
    """Text that grows line by line."""

    layout: _Layout
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    before: PrintedLine | None = None
    notes: list[PrintedLine] = field(default_factory=list)

    def goes_on(self, line: PrintedLine) -> bool:
        """Whether `line` goes on with the paragraph that was written last."""
        return self.before is not None and not _begins(self.before, line, self.layout)

    def end_paragraph(self) -> None:
        """Writes the notes that waited for the end of the paragraph."""
        notes, self.notes = self.notes, []
        for note in notes:
            if not self.goes_on(note) and self.length:
                self._add("\n")
                self.before = None
            self.write(note)
        self.before = None
        if self.length:
            self._add("\n")

    def write(self, line: PrintedLine) -> None:
        """Writes `line` where the text ends, after what joins it to a paragraph begun."""
        between = joint(self.before.text, line.text) if self.before else ""
        self._add(between + line.text)
        self.before = line

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def put_together(pages: Sequence[Sequence[PrintedLine]]) -> tuple[str, tuple[int, ...]]:
    """The text, a paragraph a line, and the offset at which each page begins in it.

    Notes at the foot of a page follow the paragraph that runs over them to the next page.
    """
    lines = [line for page in pages for line in page]
    if not lines:
        return "", (0,) * len(pages)
    writer = _Writer(_layout(lines))
    starts: list[int | None] = []
    for page in pages:
        start = None
        body, notes = _parted(page, writer.layout.size)
        for line in body:
            if not writer.goes_on(line):
                writer.end_paragraph()
            start = writer.length if start is None else start
            writer.write(line)
        writer.notes += notes
        starts.append(start)
    writer.end_paragraph()
    text = "".join(writer.pieces).rstrip("\n")
    return text, _filled(starts, len(text))


def _filled(starts: Sequence[int | None], end: int) -> tuple[int, ...]:
    """`starts`, with pages that hold no text beginning where the next one does."""
    filled: list[int] = []
    following = end
    for start in reversed(starts):
        following = following if start is None else start
        filled.append(following)
    return tuple(reversed(filled))


def _parted(
    page: Sequence[PrintedLine], size: float
) -> tuple[Sequence[PrintedLine], Sequence[PrintedLine]]:
    """The lines of a page without the smaller ones at its foot, and these."""
    end = len(page)
    while end and page[end - 1].size < _NOTE * size:
        end -= 1
    return (page[:end], page[end:]) if end else (page, ())


def _layout(lines: Sequence[PrintedLine]) -> _Layout:
    """The layout that most characters of the report follow."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = max(sizes, key=lambda each: (sizes[each], each))
    text = [line for line in lines if _same_size(line.size, size)] or list(lines)
    sides = [[line for line in text if line.page % 2 == side] or text for side in (0, 1)]
    left = [_margin([line.left for line in side], size, first=True) for side in sides]
    right = [_margin([line.right for line in side], size, first=False) for side in sides]
    gaps = [
        above.middle - below.middle
        for above, below in pairwise(text)
        if above.page == below.page and above.middle > below.middle
    ]
    inside = [line.left - left[line.page % 2] for line in text]
    # Paragraphs of three lines on average have a third of all lines indented, long ones a tenth.
    indented = sum(_INDENTED * size < each < 2 * _INDENTED * size + size for each in inside)
    return _Layout(
        left=(left[0], left[1]),
        right=(right[0], right[1]),
        size=size,
        leading=median(gaps) if gaps else 2 * size,
        indents=indented >= _AT_MARGIN / 2 * len(text),
    )


def _margin(edges: Sequence[float], size: float, first: bool) -> float:
    """The outermost place at which a tenth of `edges` stand, by steps of half an em."""
    steps = Counter(round(edge / (size / 2)) for edge in edges)
    often = [step for step in steps if _near(steps, step) >= _AT_MARGIN * len(edges)]
    step = (min if first else max)(often or steps)
    return median(edge for edge in edges if abs(edge / (size / 2) - step) <= 1)


def _near(steps: Counter[int], step: int) -> int:
    """Edges at `step`, with those that only rounding parts from it."""
    return steps[step - 1] + steps[step] + steps[step + 1]


def _same_size(one: float, other: float) -> bool:
    return max(one, other) < _OTHER_SIZE * min(one, other)


def _begins(before: PrintedLine, line: PrintedLine, layout: _Layout) -> bool:
    """Whether `line` begins a paragraph rather than goes on with that of `before`."""
    if not _same_size(before.size, line.size) or "\t" in before.text + line.text:
        return True
    if line.page == before.page and before.middle - line.middle > _GAP * layout.leading:
        return True
    if line.left - layout.left[line.page % 2] > _INDENTED * line.size:
        return True
    finished = before.text[-1] in TERMINATORS
    numbering = numbering_of(line.text)
    if numbering and numbering.style in _HEADED and finished:
        return True
    room = (layout.right[before.page % 2] - before.right) / line.size
    needed = _unit(line.text) + _ROOM
    if layout.indents and not finished:
        needed = max(needed, _ROOM_IF_INDENTED)
    return room > needed


def _unit(text: str) -> float:
    """The width in ems of what `text` begins with that no line break parts."""
    unit = _UNIT.match(text)
    return sum(0.5 if char.isascii() else 1.0 for char in unit[0]) if unit else 1.0
