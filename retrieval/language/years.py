"""Years: the parser of the years and ranges of years that a text names.

A question is parsed once, when it is analysed.  What its years mean for one report (time frames,
years that are not loaded, the route) follows from the result and the year of that report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from retrieval.errors import WordsError
from retrieval.language.numerals import DIGITS
from retrieval.reports.model import Span
from retrieval.words.files import either, load_table, word_file

__all__ = [
    "LastYears",
    "YearExpression",
    "YearParser",
    "load_year_parser",
    "years_in_sentence",
    "years_in_title",
    "years_meant",
]

# 2016, 2016年, 2016年度; not within a longer number, no price, nor the second half of 3.2016.
_FULL = r"(?<![0-9¥$€£第])(?<![0-9][.,])(?P<full>(?:19|20)[0-9]{2})(?![0-9])\s?(?:年度?)?"
# '16, ’16年
_MARKED = r"(?<![0-9])['’‘](?P<marked>[0-9]{2})(?![0-9])(?:年度?)?"
# 16年, and the first half of 16-18年.
_TO = r"\s?(?:到|至|-|—|~|–)+\s?"
_SHORT = rf"(?<![0-9.])(?P<short>[0-9]{{2}})(?:年度?|(?={_TO}[0-9]{{2}}年))"
_YEAR = re.compile(f"{_FULL}|{_MARKED}|{_SHORT}")
_RANGE = re.compile(_TO)
# Two digits from here on mean the century before: 98年.
_CENTURY = 50
# Two digits that mean a length of time: 改革开放40年.  No report is of these years.
_ROUND = frozenset((30, 40))
# Years of a range that are listed: a longer one is no range of reports, so only its end is added.
_MOST_YEARS = 12

_IN_TITLE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_IN_SENTENCE = re.compile(r"(?<![0-9.])(?:19|20)[0-9]{2}(?=年)")


@dataclass(frozen=True, slots=True)
class YearExpression:
    """A span of a text that names a year: either in full, or counted from the present one.

    `span`: its offsets; the years of a range share that of the range.
    `year`: the year in full (2016年, 16年); None where it is counted.
    `offset`: by how many years it follows the present one (去年: -1); None where it is in full.
    """

    span: Span
    year: int | None = None
    offset: int | None = None

    def year_from(self, this_year: int | None) -> int | None:
        """The year meant where `this_year` is the present one; None where that is not known."""
        if self.offset is None:
            return self.year
        return None if this_year is None else this_year + self.offset


@dataclass(frozen=True, slots=True)
class LastYears:
    """近三年: its span in the text, and the number of years."""

    span: Span
    count: int


class YearParser:
    """Finds years by the table `years` of `retrieval/words/time.toml`."""

    def __init__(
        self,
        relative: Mapping[re.Pattern[str], int],
        patterns: Mapping[str, re.Pattern[str]],
    ) -> None:
        self._relative = relative
        self._patterns = patterns

    def parse(self, text: str) -> tuple[YearExpression, ...]:
        """The years that folded `text` names, by their offsets; all years of a range."""
        found = [*self._in_full(text), *self._counted(text)]
        return tuple(sorted(found, key=lambda each: (each.span, each.year or 0)))

    def last_years(self, text: str) -> LastYears | None:
        """The number of last years that folded `text` names (近三年); None where it names none."""
        match = self._patterns["last"].search(text)
        if match is None:
            return None
        number = next(group for group in match.groups() if group)
        return LastYears(Span(*match.span()), DIGITS.get(number) or int(number))

    def _in_full(self, text: str) -> Iterator[YearExpression]:
        singles = [each for each in map(self._single, _YEAR.finditer(text)) if each is not None]
        while singles:
            first, year = singles.pop(0)
            years, end = {year}, first.end
            if singles:
                after, last = singles[0]
                if year < last and _RANGE.fullmatch(text, first.end, after.start):
                    years = {*range(year, min(last, year + _MOST_YEARS)), last}
                    end = after.end
                    singles.pop(0)
            yield from (YearExpression(Span(first.start, end), each) for each in years)

    def _single(self, match: re.Match[str]) -> tuple[Span, int] | None:
        """The year that `match` of `_YEAR` is, if it is neither an amount nor a length of time."""
        text, span = match.string, Span(*match.span())
        if match["full"]:
            amount = self._patterns["amount"].match(text, match.end("full"))
            with_year = match.group().endswith(("年", "度"))
            return None if amount and not with_year else (span, int(match["full"]))
        short = int(match["marked"] or match["short"])
        if match["short"] and (
            short in _ROUND
            or self._patterns["duration_after"].match(text, match.end())
            or self._patterns["duration_before"].search(text, 0, match.start())
        ):
            return None
        return span, short + (1900 if short >= _CENTURY else 2000)

    def _counted(self, text: str) -> Iterator[YearExpression]:
        for pattern, offset in self._relative.items():
            for match in pattern.finditer(text):
                yield YearExpression(Span(*match.span()), offset=offset)


def years_meant(expressions: Iterable[YearExpression], this_year: int | None) -> tuple[int, ...]:
    """What `expressions` mean where `this_year` is the present one: each year once, in order."""
    years = {each.year_from(this_year) for each in expressions}
    return tuple(sorted(year for year in years if year is not None))


def years_in_sentence(text: str) -> list[int]:
    """The years that a report's sentence names: with 年 only, as 2000多家 and 2000 are amounts."""
    return [int(found) for found in _IN_SENTENCE.findall(text)]


def years_in_title(text: str) -> list[int]:
    """The years in a heading or a file name: any four digits that can be one."""
    return [int(found) for found in _IN_TITLE.findall(text)]


def load_year_parser(file: Traversable | None = None) -> YearParser:
    """Raises WordsError, whose message names file and reason."""
    file = file or word_file("time.toml")
    table = load_table(file).get("years")
    relative = table.get("relative") if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(relative, dict):
        message = f"{file}: the table years.relative is missing"
        raise WordsError(message)
    if not all(type(value) is int for value in relative.values()):
        message = f"{file}: years.relative has to give a whole number for each word"
        raise WordsError(message)
    names = ("amount", "duration_after", "duration_before", "last")
    patterns = {name: either(file, table, name) for name in names}
    try:
        counted = {re.compile(word): offset for word, offset in relative.items()}
    except re.error as error:
        message = f"{file}: {error.pattern!r} in years.relative is no regular expression: {error}"
        raise WordsError(message) from error
    return YearParser(counted, patterns)
