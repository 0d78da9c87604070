"""Replies that show a paragraph or a section, with buttons to its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram.constants import MessageLimit

from bot import wording
from bot.messages.actions import ShowAnswer, ShowContents, ShowParagraph, ShowSection
from bot.messages.page_links import reading_url
from bot.messages.reply import Choice, Choices, Link, Press, Reply
from bot.messages.rich_text import Block, TextRun, paragraph, split, utf16_length
from bot.view.contents import page_with
from bot.view.location import Source, citation, location_line
from bot.view.paging import step_choices
from bot.view.quotation import paragraph_block, question_lines
from retrieval import Hit, Location, Paragraph, Part, Report, Section, Span

__all__ = ["paragraph_view", "section_view"]

# UTF-16 code units; the rest of a message is for heading, location and page number.
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


def _way_back(source: Source, number: int, rank: int) -> Choice:
    """Back to the answer of rank `rank`, or to the page of the contents where it is negative."""
    if rank >= 0:
        return Choice(wording.BACK, Press(ShowAnswer(source.digest, rank)))
    part, within, _, section, _ = _position(source.report, number)
    page = page_with(section, number)
    return Choice(wording.CONTENTS, Press(ShowContents(source.digest, part, within, page)))


def paragraph_view(
    source: Source,
    number: int,
    rank: int = -1,
    question: str = "",
    words: Sequence[str] = (),
    hit: Hit | None = None,
    public_url: str | None = None,
) -> Reply:
    """Paragraph `number` alone; raises LookupError where the report has none of that number.

    `rank`: of the answer to go back to, -1 for none; `hit`: the excerpt to mark in it, if any.
    """
    report = source.report
    _, _, part, section, found = _position(report, number)
    span, page = found.span, report.page(found.span.start)
    location = Location(report.name, part.title, section.title, number, span.start, span.end, page)
    if hit is not None and hit.location.paragraph != number:
        hit = None
    blocks = (
        *question_lines(question, words),
        paragraph_block(report, found, _marked(hit)),
        paragraph(wording.SOURCE_LEAD + location_line(location, source)),
    )
    cited = hit.location if hit else location
    uses = [Choice(wording.COPY, citation(hit, cited, source))]
    if public_url is not None:
        uses.append(Choice(wording.READ_IN_REPORT, Link(reading_url(public_url, report, cited))))
    back = (_way_back(source, number, rank),)
    return Reply(blocks, (_neighbours(source, number, rank), tuple(uses), back), question)


def _marked(hit: Hit | None) -> list[Span]:
    return [hit.location.span] if hit else []


def _neighbours(source: Source, number: int, rank: int) -> tuple[Choice, ...]:
    """Previous paragraph, whole section, next paragraph."""
    return step_choices(
        number,
        len(source.report.paragraphs),
        lambda other: ShowParagraph(source.digest, other, rank),
        Choice(wording.WHOLE_SECTION, Press(ShowSection(source.digest, number, -1, rank))),
        labels=(wording.PREVIOUS_PARAGRAPH, wording.NEXT_PARAGRAPH),
    )


def _pages(
    report: Report, section: Section, length: int, marked: Sequence[Span]
) -> list[tuple[Block, ...]]:
    """The section's paragraphs as pages, none longer than `length`."""
    blocks: list[Block] = []
    for each in section.paragraphs:
        blocks.append(paragraph(wording.paragraph_number(each.number)))
        blocks.append(paragraph_block(report, each, marked))
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


def section_view(
    source: Source,
    action: ShowSection,
    question: str = "",
    words: Sequence[str] = (),
    hit: Hit | None = None,
) -> Reply:
    """One page of the section that holds a paragraph, with the excerpt `hit` marked; a negative
    page is the one where that, or else the paragraph, begins.

    Raises LookupError where there is no such paragraph.
    """
    _, _, part, section, _ = _position(source.report, action.number)
    lines = question_lines(question, words)
    length = _PAGE_LENGTH - sum(utf16_length(block.text) for block in lines)
    pages = _pages(source.report, section, length, _marked(hit))
    at = action.page if action.page >= 0 else _page_of(pages, action.number)
    at = min(at, len(pages) - 1)
    title = " › ".join(each for each in (part.title, section.title) if each)
    head = [TextRun(title, bold=True)] if title else []
    if len(pages) > 1:
        head.append(TextRun(wording.page(at + 1, len(pages))))
    blocks = (*lines, *([Block(tuple(head))] if head else []), *pages[at])
    return Reply(blocks, _section_choices(source, action, at, len(pages)), question)


def _page_of(pages: Sequence[Sequence[Block]], number: int) -> int:
    """The page with the mark, else the one on which paragraph `number` begins."""
    for at, page in enumerate(pages):
        if any(run.underlined for block in page for run in block.runs):
            return at
    wanted = wording.paragraph_number(number)
    found = (at for at, page in enumerate(pages) if any(each.text == wanted for each in page))
    return next(found, 0)


def _section_choices(source: Source, action: ShowSection, at: int, count: int) -> Choices:
    turns = step_choices(at + 1, count, lambda page: replace(action, page=page - 1))
    back = (_way_back(source, action.number, action.rank),)
    return (turns, back) if turns else (back,)
