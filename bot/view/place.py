"""How a place reads on one line, and how to cite it."""

from __future__ import annotations

from bot import wording
from bot.messages.reply import Copy
from bot.messages.rich_text import utf16_length
from retrieval import Hit, Location, Report, ReportMetadata

__all__ = ["citation", "location_line", "report_line", "short_digest"]

# Enough hexadecimal digits to tell any number of reports apart, few enough for a button.
_DIGEST_DIGITS = 8
_LONGEST_COPY = 256


def short_digest(report: Report | ReportMetadata) -> str:
    """What names a report, and this very text of it, in buttons and links."""
    return report.digest[:_DIGEST_DIGITS]


def report_line(report: Report | ReportMetadata) -> str:
    """《政府工作报告》（2016-12-20）; beside others with place and year where it says none."""
    facts = [report.date.isoformat() if report.date else ""]
    if report.date is None and report.year is not None and str(report.year) not in report.title:
        facts = [wording.year_name(report.year)]
    if report.place not in report.title:
        facts.insert(0, report.place)
    return wording.report_name(report.title, [fact for fact in facts if fact])


def location_line(place: Location, report: Report) -> str:
    """The place on one line: report and date › part › section › 第 n 段."""
    in_title_block = place.end <= report.title_block_end
    pieces = (
        report_line(report),
        wording.TITLE_BLOCK if in_title_block else place.part,
        place.section,
        wording.page_number(place.page) if place.page else "",
        wording.paragraph_number(place.paragraph),
    )
    return " › ".join(piece for piece in pieces if piece)


def citation(hit: Hit | None, place: Location, report: Report) -> Copy:
    """The excerpt with its place; where that is too long the place alone, at last its ends."""
    line = location_line(place, report)
    texts = [line, f"{report_line(report)} › {wording.paragraph_number(place.paragraph)}"]
    if hit is not None:
        texts.insert(0, wording.citation("".join(hit.excerpt.splitlines()), line))
    fitting = (text for text in texts if utf16_length(text) <= _LONGEST_COPY)
    return Copy(next(fitting, wording.paragraph_number(place.paragraph)))
