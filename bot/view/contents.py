"""The contents as buttons (reports → parts → sections → paragraphs)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot import wording
from bot.messages.actions import Action, ShowContents, ShowParagraph
from bot.messages.page_links import short_digest
from bot.messages.reply import Choice, Choices, Press, Reply
from bot.messages.rich_text import paragraph
from bot.view.location import report_line
from bot.view.paging import page_of, step_choices
from retrieval import Paragraph, Part, Report, ReportMetadata, Section

__all__ = ["contents_view", "page_with"]

# Rows that fit on a phone's screen at once; Telegram takes 100 buttons at most.
_ROWS = 12
# Characters that a button shows on a phone in one row.
_LABEL = 24

# The order in which places are listed; other levels come last.
_LEVELS = ("country", "province", "prefecture", "city", "county", "township")

T = TypeVar("T")
_Entry = tuple[str, Action]


def contents_view(
    reports: Sequence[ReportMetadata],
    action: ShowContents,
    by_digest: Callable[[str], Report | None],
) -> Reply:
    """The level of the contents that `action` names; raises LookupError where there is none.

    `by_digest` returns a report by its short digest.  A level with a single entry is skipped: one
    report, a part with one section.
    """
    if not action.report:
        if len(reports) > 1:
            ordered = sorted(reports, key=_by_place)
            return _page(wording.REPORTS_LEAD, _reports(ordered), action, None)
        (only,) = reports
        action = ShowContents(short_digest(only))
    report = by_digest(action.report)
    if report is None:
        message = f"no report {action.report}"
        raise LookupError(message)
    up = ShowContents() if len(reports) > 1 else None
    if action.part < 0:
        known = next(each for each in reports if each.name == report.name)
        return _page(f"{report_line(known)}\n{wording.CONTENTS_LEAD}", _parts(report), action, up)
    part = _at(report.parts, action.part)
    up = ShowContents(action.report)
    if action.section < 0 and len(part.sections) > 1:
        return _page(_title(part), _sections(report, action.part, part), action, up)
    within = max(action.section, 0)
    section = _at(part.sections, within)
    if len(part.sections) > 1:
        up = ShowContents(action.report, action.part)
    title = "\n".join(each for each in (_title(part), section.title) if each)
    return _page(title, _paragraphs(report, section), action, up)


def _at(pieces: Sequence[T], number: int) -> T:
    if not 0 <= number < len(pieces):
        message = f"no entry {number}"
        raise LookupError(message)
    return pieces[number]


def _title(part: Part) -> str:
    return part.title or wording.TITLE_BLOCK


def _by_place(report: ReportMetadata) -> tuple[int, str, int, str]:
    """The wider place first, then the newest of each."""
    level = _LEVELS.index(report.level) if report.level in _LEVELS else len(_LEVELS)
    return level, report.place, -(report.year or 0), report.name


def _reports(reports: Sequence[ReportMetadata]) -> list[_Entry]:
    return [(report_line(each), ShowContents(short_digest(each))) for each in reports]


def _parts(report: Report) -> list[_Entry]:
    digest = short_digest(report)
    return [(_title(part), ShowContents(digest, at)) for at, part in enumerate(report.parts)]


def _sections(report: Report, at: int, part: Part) -> list[_Entry]:
    digest = short_digest(report)
    return [
        (
            section.title or _beginning(report, section.paragraphs[0]),
            ShowContents(digest, at, within),
        )
        for within, section in enumerate(part.sections)
        if section.paragraphs
    ]


def _paragraphs(report: Report, section: Section) -> list[_Entry]:
    digest = short_digest(report)
    return [
        (_beginning(report, each), ShowParagraph(digest, each.number))
        for each in section.paragraphs
    ]


def _beginning(report: Report, each: Paragraph) -> str:
    """The paragraph's number and its run-in heading, or its first words."""
    text = each.span.of(report.text)
    if each.heading is not None and each.heading.start == each.span.start:
        heading = " ".join(each.heading.of(report.text).split())
        return f"{each.number} {heading.rstrip('。：:')}"
    sentence = " ".join(text[:_LABEL].split())
    return f"{each.number} {sentence}{'…' if len(text) > _LABEL else ''}"


def page_with(section: Section, number: int) -> int:
    """The page, from 0, of the contents of `section` that holds paragraph `number`."""
    numbers = [each.number for each in section.paragraphs]
    return numbers.index(number) // _ROWS


def _page(text: str, entries: Sequence[_Entry], action: ShowContents, up: Action | None) -> Reply:
    """One page of `entries`, a row each, and a last row with the ways to other pages and up."""
    page = page_of(entries, action.page + 1, _ROWS)
    rows: Choices = tuple((Choice(label, Press(does)),) for label, does in page.items)
    between = (Choice(wording.UP, Press(up)),) if up is not None else ()
    last = step_choices(
        page.number, page.pages, lambda number: replace(action, page=number - 1), *between
    )
    return Reply((paragraph(text),), (*rows, last) if last else rows)
