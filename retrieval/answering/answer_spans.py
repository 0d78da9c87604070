"""Answer spans: what in an excerpt answers the question, by the kind of answer that it wants.

A figure with its unit, a date, a name, the items of a list; for other questions the clause that
answers.  Offsets are those of the excerpt itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.answering.excerpt_figures import (
    DIGITS,
    ExcerptFigure,
    clauses_in,
    figures_in,
    span_of,
)
from retrieval.query.question import Question
from retrieval.reports.model import Span

__all__ = ["answer_spans"]

_DATE = re.compile(
    rf"[{DIGITS}]{{4}}年(?:[{DIGITS}]{{1,2}}月(?:[{DIGITS}]{{1,2}}日)?|底|初|年底|上半年|下半年)?"
    rf"|[{DIGITS}]{{1,2}}月(?:[{DIGITS}]{{1,2}}日|底|份)?|今后[三五十]年|未来[三五十]年"
    "|年底前?|年内|上半年|下半年|“?[一二三]十?[一二三四五六七八九]?五”?时期|[明后]年"
)
_NAME = re.compile(
    r"(?:(?<=[区市省县州]长)|(?<=总理)|(?<=主席)|(?<=主任))\s*"
    r"(?P<name>[\u4e00-\u9fff]\s*[\u4e00-\u9fff]{1,3})\s*$",
    re.MULTILINE,
)
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


def _figures(excerpt: str, question: Question, named: Sequence[Span]) -> tuple[Span, ...]:
    """The figure that is asked for, or the amount and the rate (有多少元,增长百分之几)."""
    figures = figures_in(excerpt)
    clauses = clauses_in(excerpt)
    words = [
        (word, next((n for n, each in enumerate(clauses) if each.end > word.start), None), weight)
        for word, weight in zip(named, _weights(excerpt, named, question), strict=True)
    ]
    near = [_nearness(each, words) for each in figures]
    for at, figure in enumerate(figures):
        general = question.unit == _GENERAL_UNIT == figure.unit and not figure.spelled
        near[at] += _IN_GENERAL_UNIT if general else 0

    def best(rate: bool) -> Span | None:
        sorts = [_sort(each.unit, question, rate=rate) for each in figures]
        at = max(range(len(figures)), key=lambda at: (sorts[at], near[at]), default=None)
        return None if at is None else figures[at].span

    rate = "rate" in question.kinds
    both = rate and (question.unit is not None or "sum" in question.kinds)
    found = {best(rate), *([best(rate=False)] if both else [])} - {None}
    return tuple(sorted(each for each in found if each))


def _sort(unit: str, question: Question, *, rate: bool) -> int:
    """1 where a figure in `unit` is of the sort that is asked for, -1 where of another, 0 where
    unknown."""
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


def _nearness(figure: ExcerptFigure, words: Sequence[tuple[Span, int | None, float]]) -> float:
    """How much of what the question names stands near `figure`.

    `words`: what it names, each with the number of its clause (None: behind all) and its weight.
    """
    total = 0.0
    for word, clause, weight in words:
        number, worth = figure.own if clause is None else clause, 0.0
        if number == figure.own:
            ahead = _AHEAD if word.start < figure.span.start else _BEHIND
            worth = _BESIDE if figure.beside.start <= word.start < figure.beside.end else ahead
        elif number < figure.own:
            worth = _SUBJECT if number == figure.subject else _BEFORE
        total += worth * weight
    return total


def _weights(excerpt: str, words: Sequence[Span], question: Question) -> list[float]:
    """What each of `words` counts: its characters, and more where the question itself has it."""
    asked = set(question.read.text)
    return [
        (_OWN_WORD if asked.issuperset(word.of(excerpt)) else 1.0)
        * min(word.end - word.start, _LONGEST_WORD)
        for word in words
    ]


def _nearest_date(excerpt: str, named: Sequence[Span]) -> Span | None:
    """The date nearest to what the question names; one that the question itself names is none."""
    dates = [span_of(each) for each in _DATE.finditer(excerpt)]
    dates = [each for each in dates if not any(_meet(each, word) for word in named)]

    def distance(date: Span) -> int:
        return min((abs(word.start - date.end) for word in named), default=0)

    return min(dates, key=distance, default=None)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _items(excerpt: str, named: Sequence[Span]) -> tuple[Span, ...]:
    """The enumeration nearest to what the question names, all items together; empty without one."""
    runs = [span_of(each) for each in _ITEMS.finditer(excerpt)]
    best = max(runs, key=lambda run: (_covered([run], named), run.end - run.start), default=None)
    return (best,) if best is not None else ()


def _clause(excerpt: str, question: Question, named: Sequence[Span]) -> tuple[Span, ...]:
    """The clause that holds most of what the question names, with the next one where it only
    announces that."""
    clauses = clauses_in(excerpt)
    if not clauses:
        return ()
    words = list(zip(named, _weights(excerpt, named, question), strict=True))

    def worth(clause: Span) -> float:
        return sum(weight for word, weight in words if clause.start <= word.start < clause.end)

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
