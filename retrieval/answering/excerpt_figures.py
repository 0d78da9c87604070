"""The clauses of an excerpt and its figures, each with the words that say what it counts: all that
can be read of an excerpt without a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from retrieval.reports.model import Span
from retrieval.words import load_list

__all__ = ["DIGITS", "ExcerptFigure", "clauses_in", "figures_in", "span_of"]

DIGITS = "0-9０-９"
_NUMBER = rf"[{DIGITS}]+(?:[.．][{DIGITS}]+|(?:[,，][{DIGITS}]{{3}})+(?![{DIGITS}]))?"
# 一条主线 counts nothing that anyone asks for; 三十多家 does.
_SPELLED = "[一二两三四五六七八九十百千]{2,}"
_UNITS = (
    "个百分点|百分点|[%％‰]|平方米|平方公里|立方米|公里|公顷|美元|欧元|港元|元|户次|人次|人|户|家|个"
    "|所|条|处|套|辆|张|件|项|名|次|座|部|片|台|场|栋|枚|只|班|本|米|亩|吨|倍|成|位|天|岁|支|间|批|门"
    "|对|种|股|艘|架|块|册|篇|例|起|宗|幅|尊|道|级|分|桶|袋|度|标准煤|千瓦时|千瓦|兆瓦|微克|蒸吨|番"
)
_FIGURE = re.compile(
    r"(?:约|近|超过|不低于|不少于|不高于|超)?"
    rf"(?:{_NUMBER}(?:[-~—至]{_NUMBER})?[余多]?(?P<many>[十百千万亿]*)[余多]?(?P<unit>{_UNITS})?"
    rf"|{_SPELLED}[余多]?[万亿]*(?P<spelled>{_UNITS}))"
    r"(?:/[\u4e00-\u9fff]+)?(?:以上|以下|以内|左右)?"
)
_YEAR_OF_FIGURE = re.compile(rf"[{DIGITS}]+年|[{DIGITS}]{{1,2}}[月日]")
_CLAUSE = re.compile("[^，；：。！？,;:!?\n]+")
# Characters before a figure that say no subject: 为, 近.
_NO_SUBJECT = 1
# Excerpts of which it is kept what can be read without the question, of some kilobytes each: the
# same ones are found again and again.
_MOST_KEPT = 1000


def span_of(found: re.Match[str]) -> Span:
    """Where `found` stands."""
    return Span(found.start(), found.end())


@dataclass(frozen=True, slots=True)
class ExcerptFigure:
    """A figure that counts something, in clause `own`, which goes on about that of clause
    `subject`.

    `beside`: the words that say what it counts.  `unit`: empty without one.  `spelled`: whether it
    is in characters (三十多家).
    """

    span: Span
    unit: str
    spelled: bool
    own: int
    subject: int
    beside: Span


@lru_cache(_MOST_KEPT)
def clauses_in(excerpt: str) -> tuple[Span, ...]:
    """The pieces of `excerpt` between its punctuation marks, in order."""
    return tuple(span_of(each) for each in _CLAUSE.finditer(excerpt))


@lru_cache(_MOST_KEPT)
def figures_in(excerpt: str) -> tuple[ExcerptFigure, ...]:
    """The figures of `excerpt` that count something, in order."""
    found = [each for each in _FIGURE.finditer(excerpt) if _counts(excerpt, each)]
    spans, clauses = [span_of(each) for each in found], clauses_in(excerpt)
    figures = []
    for at, (figure, span) in enumerate(zip(found, spans, strict=True)):
        own = next(n for n, each in enumerate(clauses) if each.end >= span.end)
        beside = _beside(excerpt, spans, at, clauses[own])
        spelled = figure["spelled"] or ""
        unit, subject = figure["unit"] or spelled, _subject(excerpt, clauses, own)
        figures.append(ExcerptFigure(span, unit, bool(spelled), own, subject, beside))
    return tuple(figures)


def _counts(excerpt: str, figure: re.Match[str]) -> bool:
    """Whether `figure` counts something: with a unit or in 万, no date, no ordinal (第三)."""
    counted = figure["unit"] or figure["spelled"] or figure["many"]
    if not counted or _YEAR_OF_FIGURE.match(excerpt, figure.start()):
        return False
    return excerpt[max(0, figure.start() - 1) : figure.start()] not in ("第", "“", "十")


def _subject(excerpt: str, clauses: Sequence[Span], own: int) -> int:
    """The number of the clause that says what clause `own` goes on about; its own, as a rule."""
    number = own
    while number and _goes_on(clauses[number].of(excerpt)):
        number -= 1
    return number


def _goes_on(clause: str) -> bool:
    """Whether `clause` says nothing before its figure that it could be about."""
    figure = _FIGURE.search(clause)
    words = _links().sub("", clause[: figure.start()] if figure else clause)
    return len(words) <= _NO_SUBJECT


@cache
def _links() -> re.Pattern[str]:
    words = sorted(load_list("figure_links.txt"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _beside(excerpt: str, figures: Sequence[Span], at: int, clause: Span) -> Span:
    """The words that say what figure `at` counts: its item of a list, without other figures."""
    figure = figures[at]
    before = figures[at - 1].end if at else 0
    after = figures[at + 1].start if at + 1 < len(figures) else len(excerpt)
    start, end = max(before, clause.start), min(after, clause.end)
    if before > clause.start:  # 议案9件、建议1203件: before the first figure, all belongs to it
        start += excerpt[start : figure.start].rfind("、") + 1
    stop = excerpt.find("、", figure.end, end)
    return Span(start, end if stop < 0 else stop)
