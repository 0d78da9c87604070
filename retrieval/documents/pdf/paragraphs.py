"""The paragraphs of a PDF, joined from printed lines across pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from statistics import median

from retrieval.documents.layout import grouped, joint
from retrieval.documents.pdf.lines import PrintedLine
from retrieval.reports.numbering import numbering_of
from retrieval.reports.sentences import TERMINATORS

__all__ = ["join_paragraphs"]

# Distances are in ems, the width of a Chinese character of the line.
# Paragraphs are indented by two ems; half of that distinguishes them from an uneven margin.
_INDENTED = 1.0
# A line that leaves room for the beginning of the next one, and this much more, ends a paragraph.
_ROOM = 0.6
# Where paragraphs are indented, a line within a sentence may leave more room than that.
_ROOM_IF_INDENTED = 6.0
# Lines whose sizes differ by this factor belong to different paragraphs: headings, notes.
_OTHER_SIZE = 1.15
# A gap larger than the leading by this factor separates paragraphs.
_GAP = 1.25
# Footnotes are smaller than the text by this factor.
_NOTE = 0.9
# At least this share of all lines begins or ends at the margin.
_AT_MARGIN = 0.1
# What is never broken across lines: words and numbers, together with the opening marks before them
# and the closing marks after them.
_UNIT = re.compile(
    "[“‘《〈（(【「『]*(?:[A-Za-z0-9.,%/~+-]+|(.)\\1*)[”’》〉）)】」』，。、；：！？,.;:!?%…—]*"
)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Margins of even and odd pages (`page % 2`) and of the columns on them, em and leading of the
    text in points."""

    left: dict[tuple[int, int], float]
    right: dict[tuple[int, int], float]
    size: float
    leading: float
    indents: bool


def join_paragraphs(pages: Sequence[Sequence[PrintedLine]]) -> tuple[str, tuple[int, ...]]:
    """The text, one paragraph a line, and the offset at which each page begins.

    Footnotes follow the paragraph at the end of their page, which may continue on the next one.  A
    page without text begins where the next one does.
    """
    lines = [line for page in pages for line in page]
    if not lines:
        return "", (0,) * len(pages)
    layout = _layout(lines)
    split = [_split_notes(page, layout.size) for page in pages]
    paragraphs: list[list[PrintedLine]] = []
    begins = partial(_begins, layout)
    for paragraph in grouped((line for body, _ in split for line in body), begins):
        ended = [split[line.page] for line in paragraph if line is split[line.page][0][-1]]
        notes = (note for _, notes in ended for note in notes)
        paragraphs += [paragraph, *grouped(notes, begins)]
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for paragraph in paragraphs:
        before = ""
        for line in paragraph:
            starts += [length] * (line.page + 1 - len(starts))
            pieces += (joint(before, line.text), line.text)
            length += len(pieces[-2]) + len(pieces[-1])
            before = line.text
        pieces.append("\n")
        length += 1
    text = "".join(pieces).rstrip("\n")
    return text, (*starts, *[len(text)] * (len(pages) - len(starts)))


def _split_notes(
    page: Sequence[PrintedLine], size: float
) -> tuple[Sequence[PrintedLine], Sequence[PrintedLine]]:
    """The lines of a page, and the footnotes: the smaller lines at its end."""
    end = len(page)
    while end and page[end - 1].size < _NOTE * size:
        end -= 1
    return (page[:end], page[end:]) if end else (page, ())


def _layout(lines: Sequence[PrintedLine]) -> _Layout:
    """The layout of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    size = max(sizes, key=lambda each: (sizes[each], each))
    text = [line for line in lines if _same_size(line.size, size)] or list(lines)
    frames: dict[tuple[int, int], list[PrintedLine]] = {}
    for line in lines:
        if _same_size(line.size, size):
            frames.setdefault(_frame(line), []).append(line)
    for line in lines:  # of which all are larger or smaller
        if _frame(line) not in frames:
            same = [other for other in text if other.column == line.column]
            frames[_frame(line)] = same or text
    left = {frame: _margin([x.left for x in of], size, first=True) for frame, of in frames.items()}
    right = {
        frame: _margin([x.right for x in of], size, first=False) for frame, of in frames.items()
    }
    gaps = [
        above.middle - below.middle
        for above, below in pairwise(text)
        if above.page == below.page and above.middle > below.middle
    ]
    inside = [line.left - left[_frame(line)] for line in text]
    # Paragraphs of three lines on average have a third of all lines indented, long ones a tenth.
    indented = sum(_INDENTED * size < each < 2 * _INDENTED * size + size for each in inside)
    return _Layout(
        left=left,
        right=right,
        size=size,
        leading=median(gaps) if gaps else 2 * size,
        indents=indented >= _AT_MARGIN / 2 * len(text),
    )


def _frame(line: PrintedLine) -> tuple[int, int]:
    """Whose margins a line has."""
    return line.page % 2, line.column


def _margin(edges: Sequence[float], size: float, first: bool) -> float:
    """The outermost position that a tenth of `edges` share, in steps of half an em."""
    steps = Counter(round(edge / (size / 2)) for edge in edges)

    def near(step: int) -> int:  # with neighbours that only rounding separates
        return steps[step - 1] + steps[step] + steps[step + 1]

    often = [step for step in steps if near(step) >= _AT_MARGIN * len(edges)]
    step = (min if first else max)(often or steps)
    return median(edge for edge in edges if abs(edge / (size / 2) - step) <= 1)


def _same_size(one: float, other: float) -> bool:
    return max(one, other) < _OTHER_SIZE * min(one, other)


def _begins(layout: _Layout, before: PrintedLine, line: PrintedLine) -> bool:
    """Whether `line` begins a paragraph rather than continues that of `before`."""
    if not _same_size(before.size, line.size) or "\t" in before.text + line.text:
        return True
    if line.page == before.page and before.middle - line.middle > _GAP * layout.leading:
        return True
    if line.left - layout.left[_frame(line)] > _INDENTED * line.size:
        return True
    finished = before.text[-1] in TERMINATORS
    numbering = numbering_of(line.text)
    if numbering and numbering.begins_heading and finished:
        return True
    room = (layout.right[_frame(before)] - before.right) / line.size
    needed = _unit(line.text) + _ROOM
    if layout.indents and not finished:
        needed = max(needed, _ROOM_IF_INDENTED)
    return room > needed


def _unit(text: str) -> float:
    """The width in ems of the unbreakable beginning of `text`."""
    unit = _UNIT.match(text)
    return sum(0.5 if char.isascii() else 1.0 for char in unit[0]) if unit else 1.0
