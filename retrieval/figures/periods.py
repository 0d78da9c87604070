"""Periods: the words that say which time a figure is about, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.figures.words import FigureWords
from retrieval.language.years import years_in_sentence

__all__ = ["Time", "time_of", "times_of"]

_PLAN_NAME = re.compile("([一二三四五六七八九十]{1,3})五(?![年个])")
_HAN_YEAR = re.compile("[一二][〇零一二三四五六七八九]{3}(?=年)")
_HAN = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0"}
# By how many years a time follows the present one of the report.
_COUNTED = {"present": 0, "before": -1, "two_before": -2, "after": 1}
# The first years of the first five-year plan and of the third; the others follow from them.
_FIRST_PLAN, _YEARS = 1953, 5
_THIRD_PLAN = 1966


@dataclass(frozen=True, slots=True)
class Time:
    """Words of time at `start` up to `end` of plain text.

    `year`: the year meant; `ahead`: True where they look ahead, False where back, None neither.
    `owned`: it holds for the figure right behind it only (由五十年代的50%, 比一九五七年的537亿元).
    `weak`: it says how often rather than when (年均), so that a time before it holds on.
    `is_term`: it is a term of years (“十四五”时期), which sentences after it may be about.
    """

    start: int
    end: int
    year: int | None = None
    ahead: bool | None = None
    owned: bool = False
    weak: bool = False
    is_term: bool = False


def times_of(text: str, year: int | None, late: bool, words: FigureWords) -> list[Time]:
    """The times that plain `text` names, in order, for a report whose working year is `year`.

    `late`: it was given in the year before, which it calls 今年.  A time that another is compared
    with (比上年增长) is none, unless a figure follows right behind it.
    """
    times = []
    for match in words["period"].finditer(text):
        said = match.group()
        if words.starts("periods compared_behind", text, match.end()):
            continue
        is_length = words["periods length"].fullmatch(said)
        if is_length and words.starts("periods named_behind", text, match.end()):
            continue
        owned = words.holds("periods compared", text[: match.start()])
        if owned and not words.starts("periods owns", text, match.end()):
            continue
        begins = words.holds("periods from", text[: match.start()]) and not words.holds(
            "periods range", said
        )
        owned = owned or begins
        named = _year(said, None if year is None else year - late, words)
        ahead = _ahead(said, named, year, words)
        weak = words["periods weak"].fullmatch(said) is not None
        is_term = ahead is not None and words.holds("periods term", said)
        times.append(Time(*match.span(), named, ahead, owned, weak, is_term))
    return times


def time_of(text: str, times: Sequence[Time], start: int, before: int, end: int) -> Time | None:
    """The one of `times` that holds for a figure at `start` of plain `text`.

    That is the nearest before it in its sentence, else one behind it in its clause, which ends at
    `end`, else the one that the sentences before it, up to ；, begin with.
    `before`: the end of the figure before it, 0 where it is the first.
    """
    begin = max(text.rfind("；", 0, start), text.rfind(";", 0, start))
    earlier = [t for t in times if t.end <= start and (not t.owned or t.end > before)]
    own = [each for each in earlier if each.start > begin]
    strong = [each for each in own if not each.weak]
    later = [each for each in times if start < each.start < end and not each.owned]
    topic = [each for each in earlier if not each.weak and not each.owned]
    return next(iter([*strong[-1:], *own[-1:], *later[:1], *topic[:1]]), None)


def _year(said: str, year: int | None, words: FigureWords) -> int | None:
    """The year that `said` is about: the last one of several."""
    digits = _HAN_YEAR.sub(lambda found: "".join(_HAN[char] for char in found.group()), said)
    years: Sequence[int] = years_in_sentence(digits)
    if years:
        return years[-1]
    if year is None:
        return None
    counted = (by for name, by in _COUNTED.items() if words.holds(f"periods {name}", said))
    return next((year + by for by in counted), None)


def _ahead(said: str, named: int | None, year: int | None, words: FigureWords) -> bool | None:
    if named is not None and year is not None:
        return named >= year
    if words.holds("periods back", said):
        return False
    plan = _PLAN_NAME.search(said)
    if plan and year is not None:
        return _last_year_of(plan.group(1)) >= year
    return True if words.holds("periods ahead", said) else None


def _last_year_of(ordinal: str) -> int:
    """The last year of the five-year plan of this ordinal (十三: the thirteenth)."""
    number = 0
    for char in ordinal:
        number = (number or 1) * 10 if char == "十" else number + int(_HAN[char])
    first = (
        _FIRST_PLAN + _YEARS * (number - 1) if number < 3 else _THIRD_PLAN + _YEARS * (number - 3)
    )
    return first + _YEARS - 1
