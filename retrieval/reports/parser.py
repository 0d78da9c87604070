"""The parser: from the text of a report to its parts, sections, paragraphs and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import PurePath

from retrieval.reports.blocks import blocks_of
from retrieval.reports.divisions import divided
from retrieval.reports.furniture import is_furniture, report_lines, watermark
from retrieval.reports.headings import find_heading, run_in_headings
from retrieval.reports.lines import Line, line_at, lines_of, trim
from retrieval.reports.model import Heading, Paragraph, Part, Report, Section, Span
from retrieval.reports.notes import begins_note, is_notes_heading, term_of
from retrieval.reports.numbering import Style, numbering_of
from retrieval.reports.outline import Outline
from retrieval.reports.script import as_written, regular
from retrieval.reports.sentences import sentences_of
from retrieval.reports.title_block import TitleBlock, is_title, read_title_block

__all__ = ["read_report"]

_ADDRESS = ("各位代表", "各位委员", "各位同志")
# A single paragraph that begins with [1] is no note.
_FEWEST_NOTES = 2


@dataclass
class _SectionDraft:
    heading: Heading | None = None
    paragraphs: list[tuple[Span, ...]] = field(default_factory=list)


@dataclass
class _PartDraft:
    heading: Heading | None = None
    sections: list[_SectionDraft] = field(default_factory=lambda: [_SectionDraft()])

    def split_off_closing(self, text: str) -> None:
        """Ends the last section where the speaker addresses the audience again.

        The paragraphs from there on (各位代表，五年来，…) conclude the whole part.
        """
        last = self.sections[-1]
        first_words = [sentences[0].of(text) for sentences in last.paragraphs]
        addressed = (at for at, words in enumerate(first_words) if words.startswith(_ADDRESS))
        at = next(filter(None, addressed), None)  # not the first paragraph of the section
        if last.heading and at:
            self.sections.append(_SectionDraft(None, last.paragraphs[at:]))
            del last.paragraphs[at:]

    def split_off_notes(self, text: str) -> _PartDraft | None:
        """Ends the part before the notes that follow it without a heading; None without any."""
        paragraphs = self.sections[-1].paragraphs
        heading = self.sections[-1].heading or self.heading
        if heading and is_notes_heading(heading.title):
            return None
        at = len(paragraphs)
        while at and begins_note(paragraphs[at - 1][0].of(text)):
            at -= 1
        if len(paragraphs) - at < _FEWEST_NOTES:
            return None
        notes = _PartDraft(None, [_SectionDraft(None, paragraphs[at:])])
        del paragraphs[at:]
        return notes


def read_report(name: str, text: str, pages: tuple[int, ...] = ()) -> Report:
    """Parses `text`, the content of the seed file `name`; `pages` are the offsets of its pages.

    Never raises: a text without paragraphs gives a report without paragraphs.
    """
    plain = regular(text)
    report = _read(name, plain, pages)
    return report if plain == text else as_written(report, text)


def _read(name: str, text: str, pages: tuple[int, ...]) -> Report:
    lines = [piece for line in lines_of(text) for piece in divided(text, line)]
    kept = report_lines(lines)
    block = read_title_block(text, lines[:kept])
    body, furniture = _body(text, lines[:kept], block.end)
    furniture += [*block.furniture, *(line.span for line in lines[kept:])]
    parts = _parts(text, block, blocks_of(text, body))
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


def _body(text: str, lines: Sequence[Line], start: int) -> tuple[list[Line], list[Span]]:
    """The lines from `start` on without page furniture, and that."""
    body: list[Line] = []
    furniture: list[Span] = []
    for line in lines:
        rest = line_at(text, Span(max(line.span.start, start), line.span.end))
        if rest is None:
            continue
        if is_furniture(rest.text) or is_title(rest.text):
            furniture.append(rest.span)
            continue
        mark = watermark(rest.text)
        if mark is not None:
            furniture.append(trim(text, Span(rest.span.start + mark, rest.span.end)))
            span = trim(text, Span(rest.span.start, rest.span.start + mark))
            rest = Line(span, span.of(text))
        body.append(rest)
    return body, furniture


def _parts(text: str, block: TitleBlock, blocks: Sequence[Line]) -> tuple[Part, ...]:
    opening = _SectionDraft(None, [(span,) for span in block.paragraphs])
    drafts = [_PartDraft(None, [opening])]
    outline = Outline()
    interrupting = _interrupting(blocks)
    for at, (line, following) in enumerate(zip_longest(blocks, blocks[1:])):
        found = find_heading(text, line, following)
        if found and found.numbering is None and outline.plain_is_part and at in interrupting:
            found = None
        depth = outline.depth_of(found) if found else None
        if found and depth == 0:
            drafts.append(_PartDraft(found.heading))
        elif found and depth == 1:
            drafts[-1].sections.append(_SectionDraft(found.heading))
        rest = found.rest if found and depth in (0, 1) else line.span
        if rest is not None:
            drafts[-1].sections[-1].paragraphs.append(sentences_of(text, rest))
    for draft in drafts:
        draft.split_off_closing(text)
    notes = drafts[-1].split_off_notes(text)
    return _numbered(text, [*drafts, notes] if notes else drafts)


def _interrupting(blocks: Sequence[Line]) -> frozenset[int]:
    """The numbers of the blocks between 一、 and 二、 of one count: a part begins none of them."""
    between: set[int] = set()
    before, value = 0, 0
    for at, block in enumerate(blocks):
        numbering = numbering_of(block.text)
        if numbering and numbering.style is Style.COUNT:
            if numbering.value == value + 1 > 1:
                between.update(range(before, at))
            before, value = at, numbering.value
    return frozenset(between)


def _numbered(text: str, drafts: Sequence[_PartDraft]) -> tuple[Part, ...]:
    """The drafts that are not empty as parts, with paragraphs numbered from 1."""
    number = 0
    parts = []
    for part in drafts:
        sections = []
        for section in part.sections:
            notes = _notes(text, part, section)
            headings = run_in_headings(text, section.paragraphs)
            paragraphs = []
            for sentences, heading, note in zip(section.paragraphs, headings, notes, strict=True):
                number += 1
                span = Span(sentences[0].start, sentences[-1].end)
                own = None if note else heading
                paragraphs.append(Paragraph(number, span, sentences, own, note))
            if section.heading or paragraphs:
                sections.append(Section(section.heading, tuple(paragraphs)))
        if part.heading or sections:
            parts.append(Part(part.heading, tuple(sections)))
    return tuple(parts)


def _notes(text: str, part: _PartDraft, section: _SectionDraft) -> list[Span | None]:
    """The term that each paragraph of `section` explains, or None."""
    above = (part.heading, section.heading)
    headed = any(heading and is_notes_heading(heading.title) for heading in above)
    terms: list[Span | None] = []
    for sentences in section.paragraphs:
        span = Span(sentences[0].start, sentences[-1].end)
        line = Line(span, span.of(text))
        term = term_of(line) if headed or begins_note(line.text) else None
        if term is None and headed:  # goes on with the note before it
            term = (terms[-1] if terms else None) or sentences[0]
        terms.append(term)
    return terms
