"""The parser: from the text of a report to its parts, sections, paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import PurePath

from retrieval.reports.headings import LONGEST_NUMBERED, find_heading, run_in_headings
from retrieval.reports.lines import Line, is_row, line_at, lines_of, squeeze
from retrieval.reports.model import Heading, Paragraph, Part, Report, Section, Span
from retrieval.reports.numbering import numbering_of
from retrieval.reports.outline import Outline
from retrieval.reports.sentences import SENTENCE_END, TERMINATORS, balanced, sentences_of
from retrieval.reports.title_block import TitleBlock, is_furniture, is_title, read_title_block

__all__ = ["read_report"]

_ADDRESS = "各位代表"
# Line ends that complete or interrupt a sentence; line beginnings that continue one.
_FINISHED = re.compile(f"[{re.escape(TERMINATORS)}:：…—”’》」』）)】〕]$")
_UNFINISHED = re.compile("[，,、（(“‘《]$")
_CONTINUES = re.compile("的|之类|[，,、。；;：:！!？?”’》〉」』）)】〕]")
# Quotations broken across lines are searched for only in blocks of up to this many characters.
_LONGEST_BROKEN = 500


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


def read_report(name: str, text: str, pages: tuple[int, ...] = ()) -> Report:
    """Parses `text`, the content of the seed file `name`; `pages` are the offsets of its pages.

    Never raises: a text without paragraphs gives a report without paragraphs.
    """
    lines = lines_of(text)
    block = read_title_block(text, lines)
    furniture = list(block.furniture)
    body: list[Line] = []
    for line in lines:
        rest = line_at(text, Span(max(line.span.start, block.end), line.span.end))
        if rest and (is_furniture(rest.text) or is_title(rest.text)):
            furniture.append(rest.span)
        elif rest:
            body.append(rest)
    parts = _parts(text, block, _blocks(text, body))
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
    opening = _SectionDraft(None, [(span,) for span in block.paragraphs])
    drafts = [_PartDraft(None, [opening])]
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
            drafts[-1].sections[-1].paragraphs.append(sentences_of(text, rest))
    for draft in drafts:
        draft.split_off_closing(text)
    return _numbered(text, drafts)


def _numbered(text: str, drafts: Sequence[_PartDraft]) -> tuple[Part, ...]:
    """The drafts that are not empty as parts, with paragraphs numbered from 1."""
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
            if section.heading or paragraphs:
                sections.append(Section(section.heading, tuple(paragraphs)))
        if part.heading or sections:
            parts.append(Part(part.heading, tuple(sections)))
    return tuple(parts)


def _continues(block: str, line: str, following: str) -> bool:
    """Whether `following` continues the sentence of `line`, the last line of `block`."""
    if is_row(line) or is_row(following):
        return False
    if _CONTINUES.match(following) or _UNFINISHED.search(line):
        return True
    if _FINISHED.search(line):
        return False
    numbering = numbering_of(following)
    if numbering and numbering.begins_heading:
        return False
    if len(block) <= _LONGEST_BROKEN and not balanced(block):
        return True
    return len(line) > LONGEST_NUMBERED or SENTENCE_END.search(line) is not None


def _blocks(text: str, lines: Sequence[Line]) -> list[Line]:
    """`lines` with those joined that a web site broke in the middle of a sentence.

    A block is a stretch of the text: lines with page furniture between them stay separate.
    """
    blocks: list[Line] = []
    previous = ""
    for line in lines:
        adjoining = blocks and not squeeze(text[blocks[-1].span.end : line.span.start])
        if adjoining and _continues(blocks[-1].text, previous, line.text):
            span = Span(blocks[-1].span.start, line.span.end)
            blocks[-1] = Line(span, span.of(text))
        else:
            blocks.append(line)
        previous = line.text
    return blocks
