"""Time frames: what a report reviews, plans for the years ahead, and proposes for the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from importlib.resources.abc import Traversable

from retrieval.language.numerals import DIGITS
from retrieval.language.years import years_in_title
from retrieval.reports.model import Report
from retrieval.words.files import either, load_table, word_file

__all__ = ["TERM", "Frame", "Period", "TimeWords", "load_time_words", "working_year"]

# A report given in the last months of a year proposes the work of the next one.
_LATE = 11
# Years of a term of office: reports review one and plan for one.
TERM = 5


# Five-year plans by their number: since the third the last year of each is this year and five times
# its number.  六五 may be another number, unless more is said.
_BEFORE_PLANS = 1955
_PLAN = re.compile(
    "十(?P<later>[一二三四五六])五|(?P<early>[六七八九])五(?=时期|期间|规划|计划|末)"
)


class Frame(IntEnum):
    """The time that a sentence is about."""

    UNKNOWN = 0
    REVIEW = 1
    PLAN = 2
    NEXT = 3


# The lists of `time.toml` with the words of each frame, and the others that are used here.
_WORDS = {Frame.REVIEW: "review", Frame.PLAN: "plan", Frame.NEXT: "next"}
_OTHERS = ("leans_back", "leans_ahead", "announces")


@dataclass(frozen=True, slots=True)
class Period:
    """The time that a question names, for one report.

    `frames`: the time frames that it names.
    `leaning`: -1 where its tense looks back, 1 where it looks ahead, 0 where it does neither.
    `years`: the years that it names and that the answer may repeat.
    `about`: `years`, or those that chose the report, which its sentences need not repeat.
    """

    frames: frozenset[Frame] = frozenset()
    leaning: int = 0
    years: tuple[int, ...] = ()
    about: tuple[int, ...] = ()


class TimeWords:
    """Words of time, from `retrieval/words/time.toml`."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self._patterns = patterns

    def _says(self, name: str, text: str) -> bool:
        return self._patterns[name].search(text) is not None

    def period(self, folded: str, year: int | None, years: Sequence[int]) -> Period:
        """The time of a question that names `years`, for a report whose working year is `year`."""
        frames = {_frame_of(named, year) for named in years}
        frames |= set(_frames_of_plans(folded, year))
        frames |= {frame for frame, name in _WORDS.items() if self._says(name, folded)}
        leaning = 0
        if self._says("leans_back", folded):
            leaning = -1
        elif self._says("leans_ahead", folded):
            leaning = 1
        return Period(frozenset(frames - {Frame.UNKNOWN}), leaning, tuple(years), tuple(years))

    def frames(self, titles: Sequence[str], year: int | None) -> list[Frame]:
        """The frame of each part of a report, by the headings of its parts in order.

        A heading without a time continues a plan before it, but not a review.
        """
        frames: list[Frame] = []
        for title in titles:
            frame = self._frame(title, year)
            before = frames[-1] if frames else Frame.UNKNOWN
            continues = frame is Frame.UNKNOWN and before is not Frame.REVIEW
            frames.append(before if continues else frame)
        return frames

    def announces(self, folded: str) -> bool:
        """Whether a sentence announces what the report proposes for its year."""
        return self._says("announces", folded)

    def _frame(self, title: str, year: int | None) -> Frame:
        if self._says("heading_review", title):
            return Frame.REVIEW
        named = [_frame_of(found, year) for found in years_in_title(title)] if year else []
        if Frame.NEXT in named:
            return Frame.NEXT
        if self._says("heading_plan", title):
            return Frame.PLAN
        if named:
            return named[0]
        return Frame.NEXT if self._says("heading_next", title) else Frame.UNKNOWN


def _frames_of_plans(folded: str, year: int | None) -> Iterator[Frame]:
    """The frames of the five-year plans that are named (十三五 is the one of 2016 to 2020)."""
    for found in _PLAN.finditer(folded):
        number = 10 + DIGITS[found["later"]] if found["later"] else DIGITS[found["early"]]
        last = _BEFORE_PLANS + TERM * number
        if year is not None and abs(last - year) <= 2 * TERM:
            yield Frame.REVIEW if last < year else Frame.PLAN


def _frame_of(named: int, year: int | None) -> Frame:
    """The frame of the year `named` in a report whose working year is `year`."""
    if year is None or not year - TERM <= named <= year + TERM:
        return Frame.UNKNOWN
    if named == year:
        return Frame.NEXT
    return Frame.REVIEW if named < year else Frame.PLAN


def working_year(report: Report) -> tuple[int | None, bool]:
    """The year whose work `report` proposes, and whether it was given late in the year before.

    From its date, else from the year in its name or title; None without either.
    """
    if report.date is not None:
        late = report.date.month >= _LATE
        return report.date.year + late, late
    named = years_in_title(report.name) or years_in_title(report.title)
    return (named[0] if named else None), False


def load_time_words(file: Traversable | None = None) -> TimeWords:
    """Raises WordsError, whose message names file and reason."""
    file = file or word_file("time.toml")
    table = load_table(file)
    names = (*_WORDS.values(), *(f"heading_{name}" for name in _WORDS.values()), *_OTHERS)
    return TimeWords({name: either(file, table, name) for name in names})
