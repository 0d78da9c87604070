"""Mentions: where a question names places and years, and the report itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from retrieval.errors import WordsError
from retrieval.language.matching import is_inside_latin_word, longest_matches
from retrieval.language.years import YearExpression
from retrieval.reports.model import Span
from retrieval.words.files import either, load_table, word_file

__all__ = [
    "PlaceMention",
    "RouteWords",
    "YearMention",
    "load_route_words",
    "places_in",
    "year_mentions",
]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A stretch of the question that names a place.

    `span`: its offsets.
    `places`: the places that are called so.
    """

    span: Span
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class YearMention:
    """A stretch of the question that names a year.

    `span`: its offsets.
    `year`: the year in full.
    `relative`: whether it counts from the newest report (去年).
    """

    span: Span
    year: int
    relative: bool = False


def year_mentions(
    expressions: Sequence[YearExpression], newest: int | None
) -> tuple[YearMention, ...]:
    """The years of a question that choose reports, by their offsets.

    Those counted from the present one are counted from `newest`, and only where no year is named in
    full: 2012年…去年 means the report of 2012 and the year before it.
    """
    in_full = any(each.year is not None for each in expressions)
    return tuple(
        YearMention(each.span, year, relative=each.offset is not None)
        for each in expressions
        if (each.offset is None or not in_full) and (year := each.year_from(newest)) is not None
    )


def places_in(
    text: str, names: Mapping[str, frozenset[str]], boundaries: frozenset[int]
) -> list[PlaceMention]:
    """Where normalized `text` names places by `names`, the longest where they overlap.

    `boundaries` are the offsets where words begin and end.  A name of one character counts beside a
    year only (沪2024年), one in letters as a word of its own.
    """
    longest = max(map(len, names), default=0)

    def accepts(start: int, end: int) -> bool:
        if end - start > 1 or text[start].isascii():
            return not is_inside_latin_word(text, start, end)
        before, after = text[start - 1 : start], text[end : end + 1]
        beside_year = after.isdigit() or before in "年0123456789"
        return start in boundaries and end in boundaries and beside_year

    matches = longest_matches(text, names, longest, accepts)
    return [PlaceMention(span, names[span.of(text)]) for span in matches]


class RouteWords:
    """Words that say which report a question is about, from `retrieval/words/routes.toml`."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str] | None]) -> None:
        self._patterns = patterns

    def says(self, name: str, text: str) -> bool:
        """Whether normalized `text` has any of the words called `name`."""
        pattern = self._patterns[name]
        return pattern is not None and pattern.search(text) is not None

    def report_spans(self, text: str) -> list[Span]:
        """Where the report itself is named (政府工作报告里提出的)."""
        pattern = self._patterns["report"]
        return [Span(*match.span()) for match in pattern.finditer(text)] if pattern else []


def load_route_words(file: Traversable | None = None) -> RouteWords:
    """Raises WordsError, whose message names file and reason."""
    file = file or word_file("routes.toml")
    table = load_table(file)
    asking = table.get("asking")
    if not isinstance(asking, dict):
        message = f"{file}: the table asking is missing"
        raise WordsError(message)
    names: Sequence[str] = ("each", "provinces", "result", "plan", "report")
    return RouteWords({name: either(file, asking, name) for name in names})
