"""Mentions: what a question says of the places, years and reports that it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.errors import WordsError
from retrieval.language.years import YearExpression
from retrieval.reports.model import Span
from retrieval.words.files import either, load_table, word_file

__all__ = [
    "Mentions",
    "PlaceMention",
    "RouteWords",
    "YearMention",
    "load_route_words",
    "year_mentions",
]

# Regular expressions for the words that choose reports, by their name in `routes.toml`.
RouteWords = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A span of the question that names a place.

    `span`: its offsets.
    `places`: the places that have this name.
    """

    span: Span
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class YearMention:
    """A span of the question that names a year.

    `span`: its offsets.
    `year`: the year in full.
    `relative`: whether it counts from the newest report (去年).
    """

    span: Span
    year: int
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a question says of the reports to search.

    `text`: the normalized question; all spans are offsets into it.
    `places`: mentions of places with reports.
    `years`: mentions of years.
    `report`: mentions of the report itself (政府工作报告里).
    `counted`: whether any year is relative (去年), even beside years in full.
    `plan`: whether the question is about a plan.
    `result`: whether it is about a result.
    `other`: spans that choose other reports of an answer side by side.
    """

    text: str
    places: tuple[PlaceMention, ...]
    years: tuple[YearMention, ...]
    report: tuple[Span, ...]
    counted: bool
    plan: bool
    result: bool
    other: tuple[Span, ...] = ()

    @property
    def named_years(self) -> tuple[int, ...]:
        """The years, each once, in order."""
        return tuple(sorted({mention.year for mention in self.years}))

    @property
    def of_report(self) -> bool:
        """Whether a year is that of a report, not of its content: 2012年报告里…, 2012年…去年…."""
        return bool(self.report) or self.counted

    def names_report(self, mention: YearMention) -> bool:
        """Whether `mention` is the name of a report: 去年的报告 is not one about 去年."""
        return any(span.start == mention.span.end for span in self.report)


def year_mentions(
    expressions: Sequence[YearExpression], newest: int | None
) -> tuple[YearMention, ...]:
    """The years of a question that choose reports, in the order of their offsets.

    Relative ones count from `newest`, and only where no year is named in full: 2012年…去年 means
    the report of 2012 and the year before it.
    """
    in_full = any(each.year is not None for each in expressions)
    return tuple(
        YearMention(each.span, year, relative=each.offset is not None)
        for each in expressions
        if (each.offset is None or not in_full) and (year := each.year_from(newest)) is not None
    )


def load_route_words() -> RouteWords:
    """The words of `retrieval/words/routes.toml`.

    Raises WordsError, whose message names file and reason.
    """
    file = word_file("routes.toml")
    asking = load_table(file).get("asking")
    if not isinstance(asking, dict):
        message = f"{file}: the table asking is missing"
        raise WordsError(message)
    names = ("each", "provinces", "result", "plan", "report")
    return {name: either(file, asking, name) for name in names}
