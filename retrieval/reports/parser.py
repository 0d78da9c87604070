"""Puts a report together from its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import PurePath

from retrieval.reports.furniture import is_furniture
from retrieval.reports.headings import find_heading
from retrieval.reports.lines import Line, lines_of, trim
from retrieval.reports.model import Heading, Paragraph, Part, Report, Section, Span
from retrieval.reports.outline import Outline
from retrieval.reports.runin import run_in_headings
from retrieval.reports.sentences import sentences_of
from retrieval.reports.title_block import TitleBlock, is_title, read_title_block
from retrieval.reports.wrapping import join_broken_lines

__all__ = ["read_report"]

_TO_THE_AUDIENCE = "各位代表"


@dataclass
class _SectionDraft:
    heading: Heading | None
    paragraphs: list[tuple[Span, ...]] = field(default_factory=list)


@dataclass
class _PartDraft:
    heading: Heading | None
    sections: list[_SectionDraft] = field(default_factory=list)

    def section(self) -> _SectionDraft:
        """The section that the next paragraph belongs to."""
        if not self.sections:
            self.sections.append(_SectionDraft(None))
        return self.sections[-1]

    def let_go_of_closing(self, text: str) -> None:
        """Ends the last section where the speaker turns to the audience once more.

        What comes then (各位代表，五年来，…) speaks of the whole part, not of its last section.
        """
        last = self.sections[-1] if self.sections else None
        if last is None or last.heading is None:
            return
        for number, sentences in enumerate(last.paragraphs[1:], start=1):
            if sentences[0].of(text).startswith(_TO_THE_AUDIENCE):
                self.sections.append(_SectionDraft(None, last.paragraphs[number:]))
                del last.paragraphs[number:]
                return


def read_report(name: str, text: str, pages: tuple[int, ...] = ()) -> Report:
    """The report in `text`, the content of the seed file called `name`, whose `pages` begin there.

    Never raises: a text without any paragraph gives a report without any, which the caller refuses.
    """
    lines = lines_of(text)
    block = read_title_block(text, lines)
    furniture = list(block.furniture)
    body: list[Line] = []
    for line in lines:
        span = trim(text, Span(max(line.span.start, block.end), line.span.end))
        if line.span.end <= block.end or span.start >= span.end:
            continue
        if is_furniture(span.of(text)) or is_title(span.of(text)):
            furniture.append(span)
        else:
            body.append(Line(span, span.of(text)))
    parts = _parts(text, block, join_broken_lines(text, body))
    return Report(
        name=name,
        text=text,
        title=block.title or PurePath(name).stem,
        date=block.date,
        occasion=block.occasion,
        speaker=block.speaker,
        office=block.office,
        title_block_end=block.end,
        parts=parts,
        furniture=tuple(sorted(furniture)),
        pages=pages,
    )


def _parts(text: str, block: TitleBlock, blocks: Sequence[Line]) -> tuple[Part, ...]:
    opening = _PartDraft(None)
    drafts = [opening]
    for span in block.paragraphs:
        opening.section().paragraphs.append((span,))
    outline = Outline()
    for line, following in zip_longest(blocks, blocks[1:]):
        found = find_heading(text, line, following)
        depth = outline.depth_of(found) if found else None
        if found and depth == 0:
            drafts.append(_PartDraft(found.heading))
        elif found and depth == 1:
            drafts[-1].sections.append(_SectionDraft(found.heading))
        rest = found.rest if found and depth in (0, 1) else line.span
        if rest is not None:
            drafts[-1].section().paragraphs.append(sentences_of(text, rest))
    for draft in drafts:
        draft.let_go_of_closing(text)
    return _numbered(text, drafts)


def _numbered(text: str, drafts: Sequence[_PartDraft]) -> tuple[Part, ...]:
    """The drafts as the model, with paragraphs numbered from 1; empty openings are dropped."""
    number = 0
    parts = []
    for part in drafts:
        sections = []
        for section in part.sections:
            headings = run_in_headings(text, section.paragraphs)
            paragraphs = []
            for sentences, heading in zip(section.paragraphs, headings, strict=True):
                number += 1
                span = Span(sentences[0].start, sentences[-1].end)
                paragraphs.append(Paragraph(number, span, sentences, heading))
            sections.append(Section(section.heading, tuple(paragraphs)))
        if part.heading or sections:
            parts.append(Part(part.heading, tuple(sections)))
    return tuple(parts)
