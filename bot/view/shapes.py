"""Replies of several excerpts: topics, outlines, lists, several questions at once, and what a
report mentions without saying what is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from telegram.constants import MessageLimit

from bot import wording
from bot.messages.actions import ShowAnswer, ShowParagraph
from bot.messages.page_links import short_digest
from bot.messages.reply import Choice, Choices, Press, Reply
from bot.messages.rich_text import Block, TextRun, paragraph, utf16_length
from bot.view.location import report_line
from bot.view.quotation import excerpt_block, question_lines
from bot.wording import shapes as words
from retrieval import Answer, Hit, Report

__all__ = ["related_view", "relative_line", "several_view"]

# Buttons in a row: four labels of a number and a paragraph fit a phone's width.
_IN_A_ROW = 4
# Excerpts with a button of their own: two rows.  The others are reached by the section.
_BUTTONS = 8
# Excerpts of each further page, about a screen and a half.
_FURTHER = 6
# UTF-16 code units of a message's excerpts; the rest is for labels and the lines around them.
_LONGEST = int(MessageLimit.MAX_TEXT_LENGTH) - 1_000

ReportOf = Callable[[str], Report]


def several_view(
    answer: Answer, rank: int, report_of: ReportOf, typed: str, uses: Sequence[Choice]
) -> Reply:
    """The page of the hits of `answer` that holds hit `rank` (from 0), under their groups.

    `report_of`: a report by its name; `uses`: the choices below any answer.
    """
    first, last = _page(answer, rank)
    hits = answer.hits[first:last]
    reports = {hit.location.report for hit in answer.hits}
    only = report_of(answer.hits[0].location.report)
    blocks = [
        *question_lines(answer.question, typed),
        *_hits(hits, first, report_of, grouped=True, named=len(reports) > 1),
        *(paragraph(words.unanswered(each)) for each in answer.unanswered if first == 0),
        *([paragraph(report_line(only))] if len(reports) == 1 else []),
        *relative_line(answer, only),
    ]
    digest = short_digest(only)
    turns = []
    if first > 0:
        turns.append(
            Choice(wording.PREVIOUS_PAGE, Press(ShowAnswer(digest, _before(answer, first))))
        )
    if last < len(answer.hits):
        turns.append(Choice(words.MORE, Press(ShowAnswer(digest, last))))
    rows = (*_openers(hits, first, report_of, way_back=True), tuple(turns), tuple(uses))
    return Reply(tuple(blocks), tuple(row for row in rows if row), answer.question)


def related_view(answer: Answer, report_of: ReportOf, typed: str) -> Reply:
    """What is missing, and the nearest excerpts."""
    report = report_of(answer.related[0].location.report)
    said = (
        words.absent(answer.absent)
        if answer.absent
        else words.related(answer.subject, answer.missing)
    )
    several = len({hit.location.report for hit in answer.related}) > 1
    blocks = (
        *question_lines(answer.question, typed),
        paragraph(said + words.RELATED_LEAD),
        *_hits(answer.related, 0, report_of, grouped=False, named=several),
        *([] if several else [paragraph(report_line(report))]),
        *relative_line(answer, report),
    )
    return Reply(blocks, _openers(answer.related, 0, report_of, way_back=False), answer.question)


def relative_line(answer: Answer, report: Report) -> tuple[Block, ...]:
    """How relative words of the question were read; nothing where it has none."""
    if not answer.relative_years:
        return ()
    return (paragraph(words.relative_years(report.date, answer.relative_years)),)


def _page(answer: Answer, rank: int) -> tuple[int, int]:
    """The first hit, and the one after the last, of the page that holds hit `rank`."""
    if not 0 <= rank < len(answer.hits):
        message = f"no hit {rank}"
        raise LookupError(message)
    first, last = 0, max(answer.shown, 1)
    while rank >= last:
        first, last = last, last + _FURTHER
    last = min(last, len(answer.hits))
    units = 0
    for number in range(first, last):
        units += utf16_length(answer.hits[number].excerpt)
        if units > _LONGEST and number > max(first, rank):
            return first, number
    return first, last


def _before(answer: Answer, first: int) -> int:
    """A hit of the page before the one that begins with hit `first`."""
    return _page(answer, first - 1)[0]


def _hits(
    hits: Sequence[Hit], first: int, report_of: ReportOf, *, grouped: bool, named: bool
) -> list[Block]:
    """Each hit as a quotation under its number and place; a group's label stands above its first.

    `named`: the place names the report.
    """
    blocks: list[Block] = []
    group = ""
    for number, hit in enumerate(hits, start=first + 1):
        if grouped and hit.group and hit.group != group:
            blocks.append(Block((TextRun(hit.group, bold=True),)))
        group = hit.group
        place = wording.paragraph_number(hit.location.paragraph)
        if named:
            place = f"{report_line(report_of(hit.location.report))} › {place}"
        blocks.append(paragraph(words.numbered_place(number, place)))
        blocks.append(excerpt_block(hit))
    return blocks


def _openers(hits: Sequence[Hit], first: int, report_of: ReportOf, *, way_back: bool) -> Choices:
    """A button for each hit that opens its paragraph; `way_back`: which leads back to the hits."""
    choices = [
        Choice(
            words.number_button(number + 1, hit.location.paragraph),
            Press(
                ShowParagraph(
                    short_digest(report_of(hit.location.report)),
                    hit.location.paragraph,
                    number if way_back else -1,
                )
            ),
        )
        for number, hit in enumerate(hits[:_BUTTONS], start=first)
    ]
    return tuple(tuple(choices[at : at + _IN_A_ROW]) for at in range(0, len(choices), _IN_A_ROW))
