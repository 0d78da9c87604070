"""Locations in a report: part, section, paragraph and offsets."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.errors import LocationError
from retrieval.reports.model import Heading, Paragraph, Part, Report, Section, Span

__all__ = ["IndexedParagraph", "Location", "entries_of", "location_of"]


@dataclass(frozen=True, slots=True)
class Location:
    """A stretch of a report, which does not cross a paragraph.

    `report`: the seed's file name.  `part`, `section`: their headings word for word, empty if there
    is none.  `paragraph`: its number, from 1.  `start`, `end`: character offsets into the seed's
    text, so that `text[start:end]` is the stretch.  `page`: where it begins, from 1; None for seeds
    without pages.
    """

    report: str
    part: str
    section: str
    paragraph: int
    start: int
    end: int
    page: int | None = None

    @property
    def span(self) -> Span:
        """Its offsets in the text of the report."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class IndexedParagraph:
    """A paragraph with its report, part and section."""

    report: Report
    part: Part
    section: Section
    paragraph: Paragraph

    @property
    def in_title_block(self) -> bool:
        """Whether this paragraph belongs to the title block."""
        return self.paragraph.span.end <= self.report.title_block_end

    def location(self, span: Span) -> Location:
        """The location of `span`, a stretch of this paragraph."""
        return Location(
            report=self.report.name,
            part=self.part.title,
            section=self.section.title,
            paragraph=self.paragraph.number,
            start=span.start,
            end=span.end,
            page=self.report.page(span.start),
        )


def entries_of(report: Report) -> tuple[IndexedParagraph, ...]:
    """The paragraphs of `report` in reading order."""
    return tuple(IndexedParagraph(report, *pieces) for pieces in report.walk())


def location_of(report: Report, start: int, end: int) -> Location:
    """The location of the characters `start` up to, not including, `end` of `report`; of a heading
    that of the paragraph below it.

    Raises LocationError if they are not within one paragraph or heading.
    """
    span = Span(start, end)
    if not 0 <= start < end <= len(report.text):
        characters = f"{report.name} has {len(report.text)} characters"
        message = f"{characters}; {start} to {end} is no stretch of them"
        raise LocationError(message)
    for entry in entries_of(report):
        if span.within(entry.paragraph.span):
            return entry.location(span)
    for heading in report.headings():
        if span.within(heading.span):
            return _below(report, heading).location(span)
    problem = f"{start} to {end} of {report.name} is not within one paragraph"
    raise LocationError(problem + _instead(report, span))


def _below(report: Report, heading: Heading) -> IndexedParagraph:
    """The first paragraph below `heading`; the last one of a report that ends with the heading."""
    entries = entries_of(report)
    below = (each for each in entries if each.paragraph.span.start >= heading.span.end)
    return next(below, entries[-1])


def _instead(report: Report, span: Span) -> str:
    """What is at `span` instead of one paragraph, as the end of a message."""
    if any(span.within(furniture) for furniture in report.furniture):
        return ": it belongs to the page, or repeats the title"
    numbers = [paragraph.number for paragraph in report.paragraphs if paragraph.span.meets(span)]
    if len(numbers) > 1:
        return f": it runs over the paragraphs {numbers[0]} to {numbers[-1]}"
    return f"; the nearest is paragraph {numbers[0]}" if numbers else ""
