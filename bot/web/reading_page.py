"""The content of a reading page: headings and paragraphs of a report as runs of text.

The text is the seed's save for white space: line breaks within a paragraph, which come from web
pages, are removed; those of the title block stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval import Heading, Paragraph, Report, Span

__all__ = ["MarkedText", "ShownParagraph", "ShownPart", "ShownSection", "Title", "shown_parts"]

_LINE_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A run of text in one style: `strong` for a paragraph's heading, `cited` for the citation.

    `first` and `last`: whether it is the citation's first or last run.
    """

    text: str
    strong: bool = False
    cited: bool = False
    first: bool = False
    last: bool = False


# Characters, four lines on a telephone: the style sheet scrolls by such steps to a citation far
# down a long paragraph.
_SCROLL_STEP = 80
# The style sheet has classes for as many steps; the longest paragraph seen has 1342 characters.
_MOST_STEPS = 24

PageLine = tuple[MarkedText, ...]
Cited = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Title:
    """A heading: its `anchor` in the page, its level (h2 is 2), its `words` in the contents.

    `line`: the heading as in the report; empty for a run-in heading, which its paragraph shows.
    """

    anchor: str
    level: int
    words: str
    line: str


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph: its lines, more than one in the title block only.

    `title`: the heading of its section or part that runs into it, if any; `opening`: the text of
    that.  `heading`: its own run-in heading for the contents, empty for none.  `ahead`: steps of
    `_SCROLL_STEP` characters before the citation in it.
    """

    number: int
    lines: tuple[PageLine, ...]
    title: Title | None = None
    opening: PageLine = ()
    heading: str = ""
    in_title_block: bool = False
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class ShownSection:
    """Paragraphs under one heading, or under none."""

    title: Title | None
    paragraphs: tuple[ShownParagraph, ...]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """Sections under one heading, or under none."""

    title: Title | None
    sections: tuple[ShownSection, ...]


def _unbroken(text: str, span: Span) -> Iterator[Span]:
    """`span` without its line breaks and the white space around them."""
    start = span.start
    for found in _LINE_BREAK.finditer(text, span.start, span.end):
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, span.end)


def _joint(before: str, after: str) -> str:
    """What replaces a line break within a sentence: a space between Latin words, else nothing."""
    wide = any(unicodedata.east_asian_width(char) in "WFA" for char in (before, after))
    return "" if wide else " "


def _runs(text: str, span: Span, strong: Span | None, cited: Cited) -> Iterator[MarkedText]:
    """`span` in runs of one style."""
    styles = [*cited, *([strong] if strong else [])]
    edges = {edge for styled in styles for edge in (styled.start, styled.end)}
    inner = sorted(edge for edge in edges if span.start < edge < span.end)
    for start, end in pairwise([span.start, *inner, span.end]):
        run = Span(start, end)
        marked = next((each for each in cited if run.within(each)), None)
        yield MarkedText(
            text=run.of(text),
            strong=strong is not None and run.within(strong),
            cited=marked is not None,
            first=marked is not None and start == marked.start,
            last=marked is not None and end == marked.end,
        )


def _line(text: str, span: Span, cited: Cited, strong: Span | None = None) -> PageLine:
    """`span` on one line."""
    runs: list[MarkedText] = []
    for piece in _unbroken(text, span):
        if (
            runs
            and piece.start < piece.end
            and (joint := _joint(runs[-1].text[-1], text[piece.start]))
        ):
            runs.append(MarkedText(joint))
        runs += [run for run in _runs(text, piece, strong, cited) if run.text]
    return tuple(runs)


def _title(report: Report, heading: Heading | None, anchor: str, level: int) -> Title | None:
    if heading is None:
        return None
    line = "" if heading.run_in else _LINE_BREAK.sub("", heading.span.of(report.text))
    return Title(anchor, level, heading.title, line)


def _paragraph(
    report: Report, paragraph: Paragraph, cited: Cited, running_in: Mapping[Heading, Title]
) -> ShownParagraph:
    text, span = report.text, paragraph.span
    first = next((each.start for each in cited if each.within(span)), span.start)
    ahead = min((first - span.start) // _SCROLL_STEP, _MOST_STEPS)
    if span.end <= report.title_block_end:
        lines = tuple(_line(text, piece, cited) for piece in _unbroken(text, span))
        return ShownParagraph(paragraph.number, lines, in_title_block=True)
    for heading, title in running_in.items():
        if heading.span.start == span.start:
            end = max(heading.span.end, paragraph.heading.end if paragraph.heading else 0)
            end += text[end : end + 1] == "。"  # in the style of the heading
            opening = _line(text, Span(span.start, end), cited)
            rest = _line(text, Span(end, span.end), cited)
            return ShownParagraph(paragraph.number, (rest,), title, opening, ahead=ahead)
    line = _line(text, span, cited, paragraph.heading)
    own = paragraph.heading
    words = own.of(text).rstrip("。：:") if own and own.start == span.start else ""
    return ShownParagraph(paragraph.number, (line,), heading=words, ahead=ahead)


def shown_parts(report: Report, cited: Cited = ()) -> tuple[ShownPart, ...]:
    """The parts of `report`, with the characters `cited` marked, in their order."""
    parts = []
    for part_number, part in enumerate(report.parts, 1):
        part_title = _title(report, part.heading, f"part-{part_number}", 2)
        sections = []
        for number, section in enumerate(part.sections, 1):
            # Without the heading of a part a section's follows the report's title.
            level = 3 if part_title else 2
            anchor = f"section-{part_number}-{number}"
            title = _title(report, section.heading, anchor, level)
            running_in = {
                heading: shown
                for heading, shown in ((part.heading, part_title), (section.heading, title))
                if heading and shown and heading.run_in
            }
            paragraphs = tuple(
                _paragraph(report, paragraph, cited, running_in) for paragraph in section.paragraphs
            )
            sections.append(ShownSection(title, paragraphs))
        parts.append(ShownPart(part_title, tuple(sections)))
    return tuple(parts)
