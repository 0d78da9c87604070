"""The time frame: what a report looks back on, plans for years ahead, and proposes for the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from importlib.resources.abc import Traversable

from retrieval.report import Report
from retrieval.words.files import either, load_table, word_file

__all__ = ["TERM", "Frame", "Period", "TimeWords", "load_time_words", "working_year", "years_in"]

# A report given in the last months of a year proposes the work of the next one.
_LATE = 11
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年|$|[^0-9])")
_SHORT_YEAR = re.compile(r"(?<![0-9.])([12][0-9])年(?![来间内里])")
# Reports look back on the term of office, five years, and plan for as many.
TERM = 5


class Frame(IntEnum):
    """The time a sentence speaks of."""

    UNKNOWN = 0
    REVIEW = 1
    PLAN = 2
    NEXT = 3


@dataclass(frozen=True, slots=True)
class Period:
    """What a question says of time.

    `frames` are those it names, `leaning` -1 where its tense looks back, 1 where it looks ahead and
    0 where it does neither; `years` are the years it names, in full.
    """

    frames: frozenset[Frame] = frozenset()
    leaning: int = 0
    years: tuple[int, ...] = ()


class TimeWords:
    """Words of time, from `retrieval/words/time.toml`."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str] | None]) -> None:
        self._patterns = patterns

    def _says(self, name: str, text: str) -> bool:
        pattern = self._patterns[name]
        return pattern is not None and pattern.search(text) is not None

    def period(self, folded: str, year: int | None, years: Sequence[int]) -> Period:
        """What folded text says of time, for a report whose working year is `year`.

        `years` are those that it names, as `years_in` reads them.
        """
        frames = {_frame_of(named, year) for named in years if year}
        for frame, name in ((Frame.REVIEW, "review"), (Frame.PLAN, "plan"), (Frame.NEXT, "next")):
            if self._says(name, folded):
                frames.add(frame)
        leaning = 0
        if self._says("leans_back", folded):
            leaning = -1
        elif self._says("leans_ahead", folded):
            leaning = 1
        return Period(frozenset(frames - {Frame.UNKNOWN}), leaning, tuple(years))

    def frames(self, titles: Sequence[str], year: int | None) -> list[Frame]:
        """The frame that each of the headings of a report's parts opens, in order.

        A heading that says nothing of time goes on with a plan before it, but not with a review.
        """
        frames: list[Frame] = []
        for title in titles:
            frame = self._frame(title, year)
            before = frames[-1] if frames else Frame.UNKNOWN
            goes_on = frame is Frame.UNKNOWN and before is not Frame.REVIEW
            frames.append(before if goes_on else frame)
        return frames

    def announces(self, folded: str) -> bool:
        """Whether a sentence announces what the report proposes for its year."""
        return self._says("announces", folded)

    def _frame(self, title: str, year: int | None) -> Frame:
        if self._says("heading_review", title):
            return Frame.REVIEW
        named = [_frame_of(int(found), year) for found in _YEAR.findall(title)] if year else []
        if Frame.NEXT in named:
            return Frame.NEXT
        if self._says("heading_plan", title):
            return Frame.PLAN
        if named:
            return named[0]
        return Frame.NEXT if self._says("heading_next", title) else Frame.UNKNOWN


def years_in(folded: str, year: int | None, *, late: bool) -> tuple[int, ...]:
    """The years that folded text names: 2016年, 16年, and those counted from a report's date.

    `year` is the report's working year; `late`: it was given at the end of the year before, so that
    next year is its working year; otherwise this year is.
    """
    years = [int(found) for found in _YEAR.findall(folded)]
    years += [2000 + int(found) for found in _SHORT_YEAR.findall(folded)]
    if year is not None:
        this = year - 1 if late else year
        relative = {"前年": this - 2, "去年": this - 1, "今年": this, "明年": this + 1}
        years += [value for word, value in relative.items() if word in folded]
    return tuple(sorted(set(years)))


def _frame_of(named: int, year: int | None) -> Frame:
    """The frame that the year `named` belongs to in a report whose working year is `year`."""
    if year is None or not year - TERM <= named <= year + TERM:
        return Frame.UNKNOWN
    if named == year:
        return Frame.NEXT
    return Frame.REVIEW if named < year else Frame.PLAN


def working_year(report: Report) -> tuple[int | None, bool]:
    """The year whose work `report` proposes, and whether it was given late in the year before.

    From its date, else from the year in its name or title; None where neither says one.
    """
    if report.date is not None:
        late = report.date.month >= _LATE
        return report.date.year + late, late
    named = _YEAR.search(report.name) or _YEAR.search(report.title)
    return (int(named.group(1)) if named else None), False


def load_time_words(file: Traversable | None = None) -> TimeWords:
    """Raises WordsError, whose message names file and reason."""
    file = file or word_file("time.toml")
    names = ("review", "plan", "next", "leans_back", "leans_ahead")
    headings = ("heading_review", "heading_plan", "heading_next", "announces")
    table = load_table(file)
    return TimeWords({name: either(file, table, name) for name in (*names, *headings)})
