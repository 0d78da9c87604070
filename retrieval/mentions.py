"""Mentions: where a question names places and years, and the report itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from retrieval.errors import WordsError
from retrieval.report import Span
from retrieval.words.files import either, load_table, word_file

__all__ = ["PlaceMention", "RouteWords", "YearMention", "load_route_words", "places_in"]

_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?![0-9])\s?(?:年度?)?")
_SHORT_YEAR = re.compile(r"(?<![0-9.])([0-9]{2})年(?:度)?(?![来间内里下])")
_RANGE = re.compile(
    r"(?<![0-9.])((?:19|20)[0-9]{2})\s?年?\s?(?:到|至|-|—|~|–)+\s?((?:19|20)[0-9]{2})(?![0-9])"
)
# Two digits from here on mean the century before: 98年.
_CENTURY = 50
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A stretch of the question that names one of `places`."""

    span: Span
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class YearMention:
    """A stretch that names `year`; `relative` where it counts from the newest report (去年)."""

    span: Span
    year: int
    relative: bool = False


def places_in(
    text: str, names: Mapping[str, frozenset[str]], boundaries: frozenset[int]
) -> list[PlaceMention]:
    """Where folded `text` names places by `names`, the longest where they overlap.

    `boundaries` are the offsets where words begin and end.  A name of one character counts beside a
    year only (沪2024年), one in letters as a word of its own.
    """
    longest = max(map(len, names), default=0)
    found: list[PlaceMention] = []
    covered = 0
    for start in range(len(text)):
        for end in range(min(len(text), start + longest), max(start, covered), -1):
            places = names.get(text[start:end])
            if places and _stands(text, start, end, boundaries):
                found.append(PlaceMention(Span(start, end), places))
                covered = end
                break
    return found


def _stands(text: str, start: int, end: int, boundaries: frozenset[int]) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if text[start:end].isascii():
        return not any(char.isascii() and char.isalnum() for char in before + after)
    if end - start > 1:
        return True
    return (
        start in boundaries and end in boundaries and (after.isdigit() or before in "年0123456789")
    )


class RouteWords:
    """Words that say which report is asked, from `retrieval/words/routes.toml`."""

    def __init__(self, relative: Mapping[str, int], patterns: Mapping[str, re.Pattern[str] | None]):
        self._relative = relative
        self._patterns = patterns

    def says(self, name: str, text: str) -> bool:
        """Whether folded `text` says what the words called `name` say."""
        pattern = self._patterns[name]
        return pattern is not None and pattern.search(text) is not None

    def years(self, text: str, newest: int | None) -> list[YearMention]:
        """The years that folded `text` names, in order; those between the ends of a range too.

        Words that count from a report count from `newest`, but only where no year is named: in
        2012年…去年 they count from the report of 2012.
        """
        found = [YearMention(Span(*m.span()), int(m[1])) for m in _YEAR.finditer(text)]
        for match in _SHORT_YEAR.finditer(text):
            short = int(match[1])
            year = short + (1900 if short >= _CENTURY else 2000)
            found.append(YearMention(Span(*match.span()), year))
        for match in _RANGE.finditer(text):
            first, last = int(match[1]), int(match[2])
            between = range(first + 1, min(last, first + _MOST_YEARS))
            found += [YearMention(Span(*match.span()), year) for year in between]
        if newest is not None and not found:
            found = self._counted(text, newest)
        return sorted(found, key=lambda mention: (mention.span, mention.year))

    def _counted(self, text: str, newest: int) -> list[YearMention]:
        found: list[YearMention] = []
        for word in sorted(self._relative, key=len, reverse=True):
            at = text.find(word)
            span = Span(at, at + len(word))
            if at >= 0 and not any(span.within(each.span) for each in found):
                found.append(YearMention(span, newest + self._relative[word], relative=True))
        return found

    def counts(self, text: str) -> bool:
        """Whether `text` has a word that counts from a report (今年, 去年)."""
        return any(word in text for word in self._relative)

    def last_years(self, text: str) -> tuple[Span, int] | None:
        """近三年: where it stands, and how many years."""
        pattern = self._patterns["last"]
        match = pattern.search(text) if pattern else None
        if match is None:
            return None
        number = next(group for group in match.groups() if group)
        return Span(*match.span()), _DIGITS.get(number) or int(number)

    def report_spans(self, text: str) -> list[Span]:
        """Where the report itself is named (政府工作报告里提出的)."""
        pattern = self._patterns["report"]
        return [Span(*match.span()) for match in pattern.finditer(text)] if pattern else []


# A range of more years is no range of reports.
_MOST_YEARS = 12


def load_route_words(file: Traversable | None = None) -> RouteWords:
    """Raises WordsError, whose message names file and reason."""
    file = file or word_file("routes.toml")
    table = load_table(file)
    relative, asking = table.get("relative"), table.get("asking")
    if not isinstance(relative, dict) or not all(type(v) is int for v in relative.values()):
        message = f"{file}: relative has to give a whole number for each word"
        raise WordsError(message)
    if not isinstance(asking, dict):
        message = f"{file}: the table asking is missing"
        raise WordsError(message)
    names: Sequence[str] = ("each", "last", "provinces", "result", "plan", "report")
    return RouteWords(relative, {name: either(file, asking, name) for name in names})
