"""A report as it stands on its reading page: headings and paragraphs as runs of characters.

Characters are those of the seed.  Only white space changes: line breaks of the title block stay
line breaks, those that a web site put into the middle of a paragraph go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from retrieval import Heading, Paragraph, Report, Span

__all__ = ["STRETCH", "LeafParagraph", "LeafPart", "LeafSection", "MarkedText", "Title", "leaf_of"]

_LINE_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Characters in one look: `strong` opens a paragraph, `cited` is what the link points to.

    `begins` and `ends` say whether the citation begins or ends here: it may take several runs.
    """

    text: str
    strong: bool = False
    cited: bool = False
    begins: bool = False
    ends: bool = False


STRETCH = 80
"""Four lines on a telephone.  The style sheet scrolls past so many of them that a sentence cited
from far down a long paragraph is in view."""
# As many as the style sheet has classes for; the longest paragraph at hand has 1342 characters.
_MOST_AHEAD = 24

PageLine = tuple[MarkedText, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A heading: its `anchor` in the page, its level (h2 is 2), its words for the contents.

    `line` is the heading as it stands in the report; empty where it runs into a paragraph, which
    then shows it.
    """

    anchor: str
    level: int
    words: str
    line: str


@dataclass(frozen=True, slots=True)
class LeafParagraph:
    """A paragraph: its lines, of which only the title block has more than one.

    `title` is the heading that runs into it, if one does, `opening` the characters of that.
    `ahead` counts the stretches of `STRETCH` characters before what is cited in it.
    """

    number: int
    lines: tuple[PageLine, ...]
    title: Title | None = None
    opening: PageLine = ()
    in_title_block: bool = False
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class LeafSection:
    """Paragraphs under one heading, or under none."""

    title: Title | None
    paragraphs: tuple[LeafParagraph, ...]


@dataclass(frozen=True, slots=True)
class LeafPart:
    """Sections under one heading, or under none."""

    title: Title | None
    sections: tuple[LeafSection, ...]


def _unbroken(text: str, span: Span) -> Iterator[Span]:
    """`span` without its line breaks and the white space around them."""
    start = span.start
    for found in _LINE_BREAK.finditer(text, span.start, span.end):
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, span.end)


def _joint(before: str, after: str) -> str:
    """What stands for a line break within a sentence: a space between Latin words, else nothing."""
    wide = any(unicodedata.east_asian_width(char) in "WFA" for char in (before, after))
    return "" if wide else " "


def _runs(text: str, span: Span, strong: Span | None, cited: Span | None) -> Iterator[MarkedText]:
    """`span` cut where a look begins or ends."""
    edges = {edge for look in (strong, cited) if look for edge in (look.start, look.end)}
    inner = sorted(edge for edge in edges if span.start < edge < span.end)
    for start, end in pairwise([span.start, *inner, span.end]):
        run = Span(start, end)
        marked = cited if cited and run.within(cited) else None
        yield MarkedText(
            text=run.of(text),
            strong=strong is not None and run.within(strong),
            cited=marked is not None,
            begins=marked is not None and start == marked.start,
            ends=marked is not None and end == marked.end,
        )


def _line(text: str, span: Span, cited: Span | None, strong: Span | None = None) -> PageLine:
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
    report: Report, paragraph: Paragraph, cited: Span | None, running_in: Mapping[Heading, Title]
) -> LeafParagraph:
    text, span = report.text, paragraph.span
    ahead = 0
    if cited and cited.within(span):
        ahead = min((cited.start - span.start) // STRETCH, _MOST_AHEAD)
    if span.end <= report.title_block_end:
        lines = tuple(_line(text, piece, cited) for piece in _unbroken(text, span))
        return LeafParagraph(paragraph.number, lines, in_title_block=True)
    for heading, title in running_in.items():
        if heading.span.start == span.start:
            end = max(heading.span.end, paragraph.heading.end if paragraph.heading else 0)
            end += text[end : end + 1] == "。"  # looks like what it ends
            opening = _line(text, Span(span.start, end), cited)
            rest = _line(text, Span(end, span.end), cited)
            return LeafParagraph(paragraph.number, (rest,), title, opening, ahead=ahead)
    line = _line(text, span, cited, paragraph.heading)
    return LeafParagraph(paragraph.number, (line,), ahead=ahead)


def leaf_of(report: Report, cited: Span | None = None) -> tuple[LeafPart, ...]:
    """`report` as it is shown, with the characters `cited` marked."""
    parts = []
    for part_number, part in enumerate(report.parts, 1):
        part_title = _title(report, part.heading, f"part-{part_number}", 2)
        sections = []
        for number, section in enumerate(part.sections, 1):
            # Without a part above it a section's heading is next to the report's title.
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
            sections.append(LeafSection(title, paragraphs))
        parts.append(LeafPart(part_title, tuple(sections)))
    return tuple(parts)
