"""The model of a report: report → part → section → paragraph → sentence.

Every piece is a span of the seed file's text; nothing here holds a changed copy of it.
Headings, paragraphs and page furniture do not overlap, and together they hold every visible
character of the seed once.  A heading that runs into its paragraph (`Heading.run_in`) is the one
exception: its characters belong to the paragraph.
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

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part or a section, as it stands in the report.

    `run_in` is true where the title is the beginning of a paragraph rather than a line of its own.
    """

    span: Span
    title: str
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: `number` counts from 1 in reading order through the whole report.

    `heading` is the run-in heading at its beginning (疏解非首都功能扎实有效。), if it has one.
    `sentences` follow each other in order; only white space lies between them.
    """

    number: int
    span: Span
    sentences: tuple[Span, ...]
    heading: Span | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under one section heading, or those of a part that stand under none."""

    heading: Heading | None
    paragraphs: tuple[Paragraph, ...]

    @property
    def title(self) -> str:
        """The heading's words, or an empty string."""
        return self.heading.title if self.heading else ""


@dataclass(frozen=True, slots=True)
class Part:
    """Sections under one part heading, or what stands before the first one."""

    heading: Heading | None
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The heading's words, or an empty string."""
        return self.heading.title if self.heading else ""


@dataclass(frozen=True)
class Report:
    """One seed file, read.

    `name` is the seed's file name; `text` that of the document: of a file of text in UTF-8 its
    content, with newlines untouched.
    `title`, `date`, `occasion`, `speaker` and `office` come from the title block, the first
    paragraph where the report has one; what it does not say is None or empty.
    `title_block_end` is the offset where the body begins, 0 without a title block.
    `furniture` are the spans that belong to the page the text was taken from, or that repeat the
    title: kept for checking, never shown.
    `pages` are the offsets where its pages begin, empty where the seed has none (text, HTML).
    `place` is the place whose government gave it and `year` the year whose work it proposes, where
    other reports are loaded beside it.
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
        """The page, from 1, that the character at `offset` stands on; None without pages."""
        return max(bisect_right(self.pages, offset), 1) if self.pages else None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text as UTF-8, in hexadecimal: the same for the same report only."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in reading order."""
        return tuple(paragraph for _, _, paragraph in self.walk())

    def walk(self) -> Iterator[tuple[Part, Section, Paragraph]]:
        """Each paragraph in reading order, with the part and the section it stands in."""
        for part in self.parts:
            for section in part.sections:
                for paragraph in section.paragraphs:
                    yield part, section, paragraph

    def headings(self) -> Iterator[Heading]:
        """Part and section headings in reading order."""
        for part in self.parts:
            if part.heading:
                yield part.heading
            for section in part.sections:
                if section.heading:
                    yield section.heading
