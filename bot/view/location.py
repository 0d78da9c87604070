"""Locations in a report as one line of text, and as a citation to copy."""

from __future__ import annotations

from bot import wording
from bot.messages.reply import Copy
from bot.messages.rich_text import utf16_length
from retrieval import Hit, Location, Report, ReportMetadata

__all__ = ["citation", "location_line", "report_line"]

# UTF-16 code units that Telegram copies to the clipboard by one button.
_LONGEST_COPY = 256


def report_line(report: Report | ReportMetadata) -> str:
    """《政府工作报告》（2016-12-20）, with place or year where the title lacks it."""
    facts = [report.date.isoformat() if report.date else ""]
    if report.date is None and report.year is not None and str(report.year) not in report.title:
        facts = [wording.year_name(report.year)]
    if report.place not in report.title:
        facts.insert(0, report.place)
    return wording.report_name(report.title, [fact for fact in facts if fact])


def location_line(location: Location, report: Report) -> str:
    """Report and date › part › section › page › paragraph, without what is unknown."""
    in_title_block = location.end <= report.title_block_end
    pieces = (
        report_line(report),
        wording.TITLE_BLOCK if in_title_block else location.part,
        location.section,
        wording.page_number(location.page) if location.page else "",
        wording.paragraph_number(location.paragraph),
    )
    return " › ".join(piece for piece in pieces if piece)


def citation(hit: Hit | None, location: Location, report: Report) -> Copy:
    """The excerpt with its location; where that is too long, less and less of the two."""
    line, number = location_line(location, report), wording.paragraph_number(location.paragraph)
    texts = [line, f"{report_line(report)} › {number}"]
    if hit is not None:
        texts.insert(0, wording.citation("".join(hit.excerpt.splitlines()), line))
    fitting = (text for text in texts if utf16_length(text) <= _LONGEST_COPY)
    return Copy(next(fitting, number))
