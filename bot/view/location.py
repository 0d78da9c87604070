"""Locations in a report: as a short line, in full, and as a citation to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot import wording
from bot.messages.page_links import short_digest
from bot.messages.reply import Copy
from bot.messages.rich_text import utf16_length
from bot.wording import places as words
from retrieval import Hit, Library, Location, Report, ReportMetadata

__all__ = ["Source", "citation", "group_line", "location_line", "place_line", "report_line",
           "source_of"]  # fmt: skip

# UTF-16 code units that Telegram copies to the clipboard by one button.
_LONGEST_COPY = 256
# Characters of a part's title in the short line, which fits two lines of a phone of 390 px.
_LONGEST_PART = 14


@dataclass(frozen=True, slots=True)
class Source:
    """A report that is quoted, with its metadata."""

    report: Report
    meta: ReportMetadata

    @property
    def digest(self) -> str:
        """The report's name in buttons."""
        return short_digest(self.report)


def source_of(library: Library, name: str) -> Source:
    """The report of `library` called `name`.  Raises what `Library.report` does."""
    report = library.report(name)
    return Source(report, library.metadata_of(report.name))


def report_line(report: Report | ReportMetadata) -> str:
    """《政府工作报告》（2016-12-20）, with place or year where the title lacks it."""
    facts = [report.date.isoformat() if report.date else ""]
    if report.date is None and report.year is not None and str(report.year) not in report.title:
        facts = [wording.year_name(report.year)]
    if report.place not in report.title:
        facts.insert(0, report.place)
    return wording.report_name(report.title, [fact for fact in facts if fact])


def location_line(location: Location, source: Source) -> str:
    """Report with place and date › part › section › page › paragraph, without what is unknown."""
    pieces = (
        report_line(source.meta),
        wording.TITLE_BLOCK if _in_title_block(location, source) else location.part,
        location.section,
        wording.page_number(location.page) if location.page else "",
        wording.paragraph_number(location.paragraph),
    )
    return " › ".join(piece for piece in pieces if piece)


def place_line(location: Location, source: Source) -> str:
    """朝阳区2016年报告 › 五年回顾 › 第13段: whose report, which part, which paragraph."""
    return group_line([location], source)


def group_line(locations: Sequence[Location], source: Source) -> str:
    """The same for several places of one report: the part that they share, all paragraphs."""
    parts = {_part(each, source) for each in locations}
    numbers = [each.paragraph for each in locations]
    pieces = (
        words.report(source.meta.place, _year(source.meta)) or report_line(source.meta),
        next(iter(parts)) if len(parts) == 1 else "",
        words.paragraphs(list(dict.fromkeys(numbers))),
    )
    return " › ".join(piece for piece in pieces if piece)


def _year(meta: ReportMetadata) -> int | None:
    return meta.date.year if meta.date else meta.year


def _part(location: Location, source: Source) -> str:
    if _in_title_block(location, source):
        return wording.TITLE_BLOCK
    title = words.shorter(location.part)
    return title if len(title) <= _LONGEST_PART else title[: _LONGEST_PART - 1] + "…"


def _in_title_block(location: Location, source: Source) -> bool:
    return location.end <= source.report.title_block_end


def citation(hit: Hit | None, location: Location, source: Source) -> Copy:
    """The excerpt with its location; where that is too long, less and less of the two."""
    line, number = location_line(location, source), wording.paragraph_number(location.paragraph)
    short = f"{report_line(source.meta)} › {number}"
    texts = [line, short]
    if hit is not None:
        excerpt = "".join(hit.excerpt.splitlines())
        texts = [wording.citation(excerpt, each) for each in (line, short)] + texts
    fitting = (text for text in texts if utf16_length(text) <= _LONGEST_COPY)
    return Copy(next(fitting, number))
