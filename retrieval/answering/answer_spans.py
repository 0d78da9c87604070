"""Answer spans: what in an excerpt answers the question, by the kind of answer that it wants.

A figure with its unit, a date, a name, the items of a list; for other questions the clause that
answers.  Offsets are those of the excerpt itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from retrieval.query.question import Question
from retrieval.reports.model import Span
from retrieval.words import load_list

__all__ = ["answer_spans"]

_DIGITS = "0-9０-９"
_NUMBER = rf"[{_DIGITS}]+(?:[.．][{_DIGITS}]+|(?:[,，][{_DIGITS}]{{3}})+(?![{_DIGITS}]))?"
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
_DATE = re.compile(
    rf"[{_DIGITS}]{{4}}年(?:[{_DIGITS}]{{1,2}}月(?:[{_DIGITS}]{{1,2}}日)?|底|初|年底|上半年|下半年)?"
    rf"|[{_DIGITS}]{{1,2}}月(?:[{_DIGITS}]{{1,2}}日|底|份)?|今后[三五十]年|未来[三五十]年"
    "|年底前?|年内|上半年|下半年|“?[一二三]十?[一二三四五六七八九]?五”?时期|[明后]年"
)
_YEAR_OF_FIGURE = re.compile(rf"[{_DIGITS}]+年|[{_DIGITS}]{{1,2}}[月日]")
_NAME = re.compile(
    r"(?:(?<=[区市省县州]长)|(?<=总理)|(?<=主席)|(?<=主任))\s*"
    r"(?P<name>[\u4e00-\u9fff]\s*[\u4e00-\u9fff]{1,3})\s*$",
    re.MULTILINE,
)
_CLAUSE = re.compile("[^，；：。！？,;:!?\n]+")
_ITEMS = re.compile("[^，；：。！？,;:!?\n、]+(?:、[^，；：。！？,;:!?\n、]+)+")

_RATE = "率"
_RATES = frozenset(["个百分点", "百分点", "%", "％", "‰", "倍", "成", "番"])

# Kinds of answer (`words/kinds.toml`) that are a figure, a date, a name, a list.
_FIGURES = frozenset({"number", "rate", "sum", "price", "money", "measure"})
_DATES = frozenset({"time", "date", "hours"})
# A figure wins by what the question names near it, a character of which counts so much: beside it,
# before that in its clause (办理议案9件、建议1203件), behind it, in a clause before that says the
# subject of this one too, in any other before it.
_BESIDE, _AHEAD, _BEHIND, _SUBJECT, _BEFORE = 2.0, 1.5, 0.5, 1.5, 0.3
# A word of the question's own counts more than an official one close to it, and a long one no more
# than one of so many characters.
_OWN_WORD, _LONGEST_WORD = 3.0, 6
# Characters before a figure that say no subject: 为, 近.
_NO_SUBJECT = 1
# Of two as near the one in the unit that people use of anything.
_GENERAL_UNIT, _IN_GENERAL_UNIT = "个", 4.0
# A clause of which this share are words of the question announces what the next one says.
_ANNOUNCES = 0.6


def answer_spans(excerpt: str, question: Question, named: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of `excerpt` that answer `question`, in order, none overlapping another.

    `named`: the words of the question in it.  At least one, where there is any text.
    """
    kinds = question.kinds
    if "person" in kinds and (name := _NAME.search(excerpt)):
        return (Span(name.start("name"), name.end("name")),)
    if kinds & _FIGURES and (figures := _figures(excerpt, question, named)):
        return figures
    if kinds & _DATES and (dates := _nearest_date(excerpt, named)):
        return (dates,)
    if "list" in kinds and (items := _items(excerpt, named)):
        return items
    return _clause(excerpt, question, named)


def _span(found: re.Match[str]) -> Span:
    return Span(found.start(), found.end())


def _figures(excerpt: str, question: Question, named: Sequence[Span]) -> tuple[Span, ...]:
    """The figure that is asked for, or the amount and the rate (有多少元,增长百分之几)."""
    figures = [each for each in _FIGURE.finditer(excerpt) if _counts(excerpt, each)]
    spans = [_span(each) for each in figures]
    near = [_nearness(excerpt, spans, at, named, question) for at in range(len(spans))]
    for at, figure in enumerate(figures):
        near[at] += _IN_GENERAL_UNIT if question.unit == _GENERAL_UNIT == figure["unit"] else 0

    def best(rate: bool) -> Span | None:
        sorts = [_sort(each, question, rate=rate) for each in figures]
        order = range(len(spans))
        return spans[max(order, key=lambda at: (sorts[at], near[at]))] if spans else None

    rate = "rate" in question.kinds
    both = rate and (question.unit is not None or "sum" in question.kinds)
    found = {best(rate), *([best(rate=False)] if both else [])} - {None}
    return tuple(sorted(each for each in found if each))


def _counts(excerpt: str, figure: re.Match[str]) -> bool:
    """Whether `figure` counts something: with a unit or in 万, no date, no ordinal (第三)."""
    counted = figure["unit"] or figure["spelled"] or figure["many"]
    if not counted or _YEAR_OF_FIGURE.match(excerpt, figure.start()):
        return False
    return excerpt[max(0, figure.start() - 1) : figure.start()] not in ("第", "“", "十")


def _sort(figure: re.Match[str], question: Question, *, rate: bool) -> int:
    """1 where `figure` is of the sort that is asked for, -1 where of another, 0 where unknown."""
    unit = figure["unit"] or figure["spelled"] or ""
    is_rate = unit in _RATES
    if rate:
        return 1 if is_rate else -1
    if is_rate and _RATE not in question.read.text:  # 失业率是多少
        return -1
    if question.unit and question.unit != _GENERAL_UNIT:
        return 1 if unit.endswith(question.unit) else -1 if unit else 0
    if question.kinds & {"sum", "price", "money"}:
        return 1 if unit.endswith("元") else -1
    return 0


def _nearness(
    excerpt: str, figures: Sequence[Span], at: int, named: Sequence[Span], question: Question
) -> float:
    """How much of what the question names stands near figure `at`."""
    figure = figures[at]
    clauses = [_span(each) for each in _CLAUSE.finditer(excerpt)]
    own = next(n for n, each in enumerate(clauses) if each.end >= figure.end)
    subject = _subject(excerpt, clauses, own)
    beside = _beside(excerpt, figures, at, clauses[own])
    total = 0.0
    for word in named:
        number = next((n for n, each in enumerate(clauses) if each.end > word.start), own)
        worth = 0.0
        if number == own:
            ahead = _AHEAD if word.start < figure.start else _BEHIND
            worth = _BESIDE if beside.start <= word.start < beside.end else ahead
        elif number < own:
            worth = _SUBJECT if number == subject else _BEFORE
        total += worth * _weight(excerpt, word, question)
    return total


def _weight(excerpt: str, word: Span, question: Question) -> float:
    """What `word` counts: its characters, and more where the question itself has it."""
    own = _OWN_WORD if set(word.of(excerpt)) <= set(question.read.text) else 1.0
    return own * min(word.end - word.start, _LONGEST_WORD)


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


def _nearest_date(excerpt: str, named: Sequence[Span]) -> Span | None:
    """The date nearest to what the question names; one that the question itself names is none."""
    dates = [_span(each) for each in _DATE.finditer(excerpt)]
    dates = [each for each in dates if not any(_meet(each, word) for word in named)]

    def distance(date: Span) -> int:
        return min((abs(word.start - date.end) for word in named), default=0)

    return min(dates, key=distance, default=None)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _items(excerpt: str, named: Sequence[Span]) -> tuple[Span, ...]:
    """The enumeration nearest to what the question names, all items together; empty without one."""
    runs = [_span(each) for each in _ITEMS.finditer(excerpt)]
    best = max(runs, key=lambda run: (_covered([run], named), run.end - run.start), default=None)
    return (best,) if best is not None else ()


def _clause(excerpt: str, question: Question, named: Sequence[Span]) -> tuple[Span, ...]:
    """The clause that holds most of what the question names, with the next one where it only
    announces that."""
    clauses = [_span(each) for each in _CLAUSE.finditer(excerpt)]
    if not clauses:
        return ()

    def worth(clause: Span) -> float:
        inside = [word for word in named if clause.start <= word.start < clause.end]
        return sum(_weight(excerpt, word, question) for word in inside)

    best = max(range(len(clauses)), key=lambda at: worth(clauses[at]))
    chosen = clauses[best]
    share = _covered([chosen], named) / (chosen.end - chosen.start)
    if share >= _ANNOUNCES and best + 1 < len(clauses):
        chosen = Span(chosen.start, clauses[best + 1].end)
    return (chosen,)


def _covered(spans: Sequence[Span], named: Sequence[Span]) -> int:
    """Characters of `spans` that the question names."""
    return sum(
        max(0, min(span.end, word.end) - max(span.start, word.start))
        for span in spans
        for word in named
    )
