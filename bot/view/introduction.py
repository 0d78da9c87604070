"""What the bot says of itself, made of the loaded reports and of the office's settings."""

from __future__ import annotations

from dataclasses import dataclass

from bot.view.location import report_line
from bot.wording import introducing
from retrieval import Library, Outcome, Report

__all__ = ["NOTHING_SET", "Office", "Profile", "covers", "subject_of"]

# Parts of a report that are named where a question is about another year, and characters of each:
# together they stay a sentence.
_PARTS, _PART = 4, 16


@dataclass(frozen=True, slots=True)
class Office:
    """What an office sets about itself.

    `bot_name`: what the bot calls itself.  `contact_line`: where people turn with what is no
    question about a report.  `public_url`: base of the reading pages.  Each may be missing.
    """

    bot_name: str = ""
    contact_line: str = ""
    public_url: str | None = None


NOTHING_SET = Office()
"""An office that sets nothing about itself."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The bot as Telegram shows it before anybody asks.

    `name`: its name, empty where @BotFather's stays.  `subject`: the loaded reports in a few words.
    `example`: a question that they answer; empty without one.
    """

    name: str
    subject: str
    example: str


def subject_of(library: Library) -> str:
    """The loaded reports in a few words."""
    metadata, home = library.metadata, library.home_place
    if len(metadata) == 1:
        return report_line(metadata[0])
    places = {meta.place for meta in metadata}
    if len(places) > 1:
        return introducing.reports_of_places(home, len(places), len(metadata))
    years = sorted(meta.year for meta in metadata if meta.year)
    return introducing.reports_of_place(home, years, len(metadata))


def covers(outcome: Outcome, library: Library) -> str:
    """What the only report covers, where a question is about another year or place; else empty."""
    if len(library.metadata) > 1:
        return ""
    (meta,) = library.metadata
    if outcome is Outcome.OTHER_PLACE and meta.place:
        return introducing.covers_place(meta.place)
    if outcome is Outcome.OTHER_YEAR:
        date = meta.date.isoformat() if meta.date else ""
        return introducing.covers_year(date, _parts(library.home_report))
    return ""


def _parts(report: Report) -> list[str]:
    """The titles of the first parts."""
    titles = [part.title for part in report.parts if part.title]
    return [each if len(each) <= _PART else f"{each[:_PART]}…" for each in titles[:_PARTS]]
