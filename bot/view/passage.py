"""How a paragraph or a whole section looks, and where one can go from there."""

from __future__ import annotations

from collections.abc import Sequence

from telegram.constants import MessageLimit

from bot import wording
from bot.messages.actions import ShowAnswer, ShowContents, ShowParagraph, ShowSection
from bot.messages.reply import Choice, Choices, Press, Reply
from bot.messages.rich_text import Block, TextRun, paragraph, split, utf16_length
from bot.view.asked import question_lines
from bot.view.place import citation, location_line, short_digest
from bot.view.quotation import paragraph_block
from retrieval import Location, Paragraph, Part, Report, Section, Span

__all__ = ["paragraph_view", "section_view"]

# What heading, place, page number and note of a page may need besides the report's text.
_PAGE_LENGTH = int(MessageLimit.MAX_TEXT_LENGTH) - 600


def _standing(report: Report, number: int) -> tuple[int, int, Part, Section, Paragraph]:
    """Paragraph `number`, with its part and section and their numbers, from 0."""
    for at, part in enumerate(report.parts):
        for within, section in enumerate(part.sections):
            for each in section.paragraphs:
                if each.number == number:
                    return at, within, part, section, each
    message = f"{report.name} has no paragraph {number}"
    raise LookupError(message)


def _way_back(report: Report, number: int, rank: int) -> Choice:
    """To the answer that one came from, else to the contents."""
    digest = short_digest(report)
    if rank >= 0:
        return Choice(wording.BACK, Press(ShowAnswer(digest, rank)))
    part, section, *_ = _standing(report, number)
    return Choice(wording.CONTENTS, Press(ShowContents(digest, part, section)))


def _place(report: Report, number: int) -> Location:
    _, _, part, section, each = _standing(report, number)
    start, end = each.span.start, each.span.end
    return Location(report.name, part.title, section.title, number, start, end, report.page(start))


def paragraph_view(report: Report, number: int, rank: int, question: str, typed: str) -> Reply:
    """Paragraph `number` alone; raises LookupError where the report has none of that number."""
    place = _place(report, number)
    digest = short_digest(report)
    span = Span(place.start, place.end)
    blocks = (
        *question_lines(question, typed),
        paragraph_block(report.text, span, Span(span.end, span.end)),
        paragraph(location_line(place, report)),
        paragraph(wording.OWN_WORDING),
    )
    steps = []
    if number > 1:
        back = ShowParagraph(digest, number - 1, rank)
        steps.append(Choice(wording.PREVIOUS_PARAGRAPH, Press(back)))
    steps.append(Choice(wording.WHOLE_SECTION, Press(ShowSection(digest, number, 0, rank))))
    if number < len(report.paragraphs):
        on = ShowParagraph(digest, number + 1, rank)
        steps.append(Choice(wording.NEXT_PARAGRAPH, Press(on)))
    last = (_way_back(report, number, rank), Choice(wording.COPY, citation(None, place, report)))
    return Reply(blocks, (tuple(steps), last), question)


def _pages(report: Report, section: Section, length: int) -> list[tuple[Block, ...]]:
    """The section's paragraphs as pages, none longer than `length`."""
    blocks: list[Block] = []
    for each in section.paragraphs:
        blocks.append(paragraph(wording.paragraph_number(each.number)))
        blocks.append(paragraph_block(report.text, each.span, Span(each.span.end, each.span.end)))
    return _without_widows(split(blocks, length))


def _without_widows(pages: Sequence[tuple[Block, ...]]) -> list[tuple[Block, ...]]:
    """`pages` with a paragraph's number at the end of one moved to the head of the next."""
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
    _, _, part, section, _ = _standing(report, action.number)
    asked = question_lines(question, typed)
    length = _PAGE_LENGTH - sum(utf16_length(block.text) for block in asked)
    pages = _pages(report, section, length)
    at = min(max(action.page, 0), len(pages) - 1)
    title = " › ".join(each for each in (part.title, section.title) if each)
    head = [TextRun(title, bold=True)] if title else []
    if len(pages) > 1:
        head.append(TextRun(wording.page(at + 1, len(pages))))
    blocks = (
        *asked,
        *([Block(tuple(head))] if head else []),
        *pages[at],
        paragraph(wording.OWN_WORDING),
    )
    return Reply(blocks, _section_choices(report, action, at, len(pages)), question)


def _section_choices(report: Report, action: ShowSection, at: int, count: int) -> Choices:
    def turn(label: str, page: int) -> Choice:
        return Choice(label, Press(ShowSection(action.report, action.number, page, action.rank)))

    turns = []
    if at > 0:
        turns.append(turn(wording.PREVIOUS_PAGE, at - 1))
    if at < count - 1:
        turns.append(turn(wording.NEXT_PAGE, at + 1))
    rows = (tuple(turns), (_way_back(report, action.number, action.rank),))
    return tuple(row for row in rows if row)
