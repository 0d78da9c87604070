"""Replies that show a paragraph or a section, with buttons to its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram.constants import MessageLimit

from bot import wording
from bot.messages.actions import ShowAnswer, ShowContents, ShowParagraph, ShowSection
from bot.messages.page_links import short_digest
from bot.messages.reply import Choice, Choices, Press, Reply
from bot.messages.rich_text import Block, TextRun, paragraph, split, utf16_length
from bot.view.location import citation, location_line
from bot.view.paging import step_choices
from bot.view.quotation import paragraph_block, question_lines
from retrieval import Location, Paragraph, Part, Report, Section, Span

__all__ = ["neighbour_choices", "paragraph_view", "section_view"]

# UTF-16 code units; the rest of a message is for heading, location, page number and note.
_PAGE_LENGTH = int(MessageLimit.MAX_TEXT_LENGTH) - 600


def _position(report: Report, number: int) -> tuple[int, int, Part, Section, Paragraph]:
    """Paragraph `number`, with its part and section and their numbers, from 0."""
    for at, part in enumerate(report.parts):
        for within, section in enumerate(part.sections):
            for each in section.paragraphs:
                if each.number == number:
                    return at, within, part, section, each
    message = f"{report.name} has no paragraph {number}"
    raise LookupError(message)


def _way_back(report: Report, number: int, rank: int) -> Choice:
    """Back to the answer of rank `rank`, or to the contents where it is negative."""
    digest = short_digest(report)
    if rank >= 0:
        return Choice(wording.BACK, Press(ShowAnswer(digest, rank)))
    part, section, *_ = _position(report, number)
    return Choice(wording.CONTENTS, Press(ShowContents(digest, part, section)))


def neighbour_choices(report: Report, number: int, rank: int) -> tuple[Choice, ...]:
    """Previous paragraph, whole section, next paragraph; `rank`: of the answer to go back to."""
    digest = short_digest(report)
    return step_choices(
        number,
        len(report.paragraphs),
        lambda other: ShowParagraph(digest, other, rank),
        Choice(wording.WHOLE_SECTION, Press(ShowSection(digest, number, 0, rank))),
        labels=(wording.PREVIOUS_PARAGRAPH, wording.NEXT_PARAGRAPH),
    )


def paragraph_view(report: Report, number: int, rank: int, question: str, typed: str) -> Reply:
    """Paragraph `number` alone; raises LookupError where the report has none of that number."""
    _, _, part, section, found = _position(report, number)
    span, page = found.span, report.page(found.span.start)
    location = Location(report.name, part.title, section.title, number, span.start, span.end, page)
    blocks = (
        *question_lines(question, typed),
        paragraph_block(report.text, span, Span(span.end, span.end)),
        paragraph(location_line(location, report)),
        paragraph(wording.OWN_WORDING),
    )
    copy = Choice(wording.COPY, citation(None, location, report))
    last = (_way_back(report, number, rank), copy)
    return Reply(blocks, (neighbour_choices(report, number, rank), last), question)


def _pages(report: Report, section: Section, length: int) -> list[tuple[Block, ...]]:
    """The section's paragraphs as pages, none longer than `length`."""
    blocks: list[Block] = []
    for each in section.paragraphs:
        blocks.append(paragraph(wording.paragraph_number(each.number)))
        blocks.append(paragraph_block(report.text, each.span, Span(each.span.end, each.span.end)))
    return _without_widows(split(blocks, length))


def _without_widows(pages: Sequence[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """`pages`, with a paragraph number at the end of a page moved to the next."""
    moved: list[tuple[Block, ...]] = []
    carried: tuple[Block, ...] = ()
    for page in pages:
        blocks = carried + page
        carried = ()
        if len(blocks) > 1 and not blocks[-1].quotation:
            blocks, carried = blocks[:-1], blocks[-1:]
        moved.append(blocks)
    return moved


def section_view(report: Report, action: ShowSection, question: str, typed: str) -> Reply:
    """One page of the section that holds a paragraph; raises LookupError where there is none."""
    _, _, part, section, _ = _position(report, action.number)
    lines = question_lines(question, typed)
    length = _PAGE_LENGTH - sum(utf16_length(block.text) for block in lines)
    pages = _pages(report, section, length)
    at = min(max(action.page, 0), len(pages) - 1)
    title = " › ".join(each for each in (part.title, section.title) if each)
    head = [TextRun(title, bold=True)] if title else []
    if len(pages) > 1:
        head.append(TextRun(wording.page(at + 1, len(pages))))
    blocks = (
        *lines,
        *([Block(tuple(head))] if head else []),
        *pages[at],
        paragraph(wording.OWN_WORDING),
    )
    return Reply(blocks, _section_choices(report, action, at, len(pages)), question)


def _section_choices(report: Report, action: ShowSection, at: int, count: int) -> Choices:
    turns = step_choices(at + 1, count, lambda page: replace(action, page=page - 1))
    back = (_way_back(report, action.number, action.rank),)
    return (turns, back) if turns else (back,)
