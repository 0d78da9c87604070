"""The model of a report: report → part → section → paragraph → sentence.

Every element is a span of the seed's text.  Headings, paragraphs and page furniture do not overlap,
and together they cover every visible character of the seed.  The one exception are run-in headings
(`Heading.run_in`), whose characters belong to the paragraph as well.
"""

from __future__ import annotations

import datetime
import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Heading", "Paragraph", "Part", "Report", "Section", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to, not including, `end` of a seed's text, counted from 0."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether this span lies inside `other`."""
        return other.start <= self.start and self.end <= other.end

    def meets(self, other: Span) -> bool:
        """Whether this span shares characters with `other`."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part or a section, word for word.

    `run_in`: it is the beginning of a paragraph rather than a line of its own.
    """

    span: Span
    title: str
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `number` counts from 1 through the whole report.

    `sentences`: in order, with only white space between them.
    `heading`: the run-in heading at its beginning (疏解非首都功能扎实有效。), if it has one.
    `note`: the term that it explains, if it is a note or goes on with one; None for the report
    itself.
    """

    number: int
    span: Span
    sentences: tuple[Span, ...]
    heading: Span | None = None
    note: Span | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The paragraphs under one section heading, or those of a part that are under none."""

    heading: Heading | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def title(self) -> str:
        """The heading's words, or an empty string."""
        return self.heading.title if self.heading else ""


@dataclass(frozen=True, slots=True)
class Part:
    """The sections under one part heading, or those before the first one."""

    heading: Heading | None
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The heading's words, or an empty string."""
        return self.heading.title if self.heading else ""


@dataclass(frozen=True)
class Report:
    """A parsed seed file.

    `name`: the seed's file name.
    `text`: its text; of a file of plain text in UTF-8 the unchanged content.
    `title`, `date`, `occasion`, `speaker`, `office`: from the title block; None or empty if it does
    not state them.
    `title_block_end`: the offset where the body begins, 0 without a title block.
    `furniture`: spans that belong to the web page, or repeat the title; never shown.
    `pages`: the offsets where its pages begin, empty for formats without pages.
    `place`, `year`: the place whose government gave it and the year whose work it proposes, if
    several reports are loaded.
    """

    name: str
    text: str
    title: str
    date: datetime.date | None
    occasion: str
    speaker: str
    office: str
    title_block_end: int
    parts: tuple[Part, ...]
    furniture: tuple[Span, ...]
    pages: tuple[int, ...] = ()
    place: str = ""
    year: int | None = None

    def page(self, offset: int) -> int | None:
        """The page, from 1, of the character at `offset`; None without pages."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text as UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in reading order."""
        return tuple(paragraph for _, _, paragraph in self.walk())

    def walk(self) -> Iterator[tuple[Part, Section, Paragraph]]:
        """Each paragraph in reading order, with its part and section."""
        for part in self.parts:
            for section in part.sections:
                for paragraph in section.paragraphs:
                    yield part, section, paragraph

    def headings(self) -> Iterator[Heading]:
        """Part and section headings in reading order."""
        for part in self.parts:
            headings = (part.heading, *(section.heading for section in part.sections))
            yield from filter(None, headings)
