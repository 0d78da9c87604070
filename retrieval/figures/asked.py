"""What a question for figures is about, and how near a figure comes to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.figures.figure import Figure, Kind, Tense
from retrieval.figures.words import FigureWords, load_figure_words
from retrieval.query.question import Question
from retrieval.reports.model import Span

__all__ = ["AskedFigures", "Sort", "asked_figures", "nearest"]

# From this weight on an official term of the lexicon names the same thing.
_SAME = 0.8
# A label has to be the name that is asked for at least by this share of its characters:
# 国内生产总值 is none for 单位国内生产总值能耗.
_NEAR = 0.65
_KINDS = {"rank": Kind.RANK, "rate": Kind.RATE, "amount": Kind.AMOUNT, "share": Kind.SHARE}


@dataclass(frozen=True, slots=True)
class AskedFigures:
    """What a question asks for: things, by all their names; a kind and a tense, None for any."""

    names: tuple[frozenset[str], ...]
    kind: Kind | None = None
    tense: Tense | None = None

    def nearness(self, figure: Figure) -> float:
        """How much of the label of `figure` is the name asked for, 0 where any is missing."""
        label = figure.what.lower()
        if not label or not self.names:
            return 0.0
        label = load_figure_words()["asked scope"].sub("", label) or label
        matched = 0
        for names in self.names:
            longest = max((len(name) for name in names if name in label), default=0)
            if not longest:
                return 0.0
            matched += longest
        return min(1.0, matched / len(label))

    def shared(self, figure: Figure) -> int:
        """How many characters of the words around `figure` the question names; 0 where it names
        nothing but what is done (新增)."""
        said = f"{figure.action.shown if figure.action else ''}{figure.what}".lower()
        found = [max((n for n in names if n in said), key=len, default="") for names in self.names]
        if not any(each and not load_figure_words()["nothing"].fullmatch(each) for each in found):
            return 0
        return sum(map(len, found))


def asked_figures(question: Question, without: Iterable[Span] = ()) -> AskedFigures:
    """What an analysed question asks for; `without`: spans of it that only choose reports."""
    words, text = load_figure_words(), question.read.text
    kind = next((k for name, k in _KINDS.items() if words.holds(f"asked {name}", text)), None)
    planned = words.holds("asked planned", text)
    tense = Tense.PLAN if planned else None
    if not planned and words.holds("asked result", text):
        tense = Tense.RESULT
    names = tuple(_names(question, without, words))
    return AskedFigures(names, kind, tense)


def _names(
    question: Question, without: Iterable[Span], words: FigureWords
) -> Iterator[frozenset[str]]:
    """The names of each thing that the question names, beside what is generic in it."""
    same = {
        each.term: {term.lower() for term, weight in each.official if weight >= _SAME}
        for each in question.expansions
    }
    pieces = list(_pieces(question, without, words))
    generic = words["asked generic"]
    for piece in pieces:
        names = {piece, *same.get(piece, ())}
        # 经济增长 names 经济, of which the kind says that it grows.
        bare = {generic.sub("", name) for name in names}
        yield frozenset(names | {name for name in bare if len(name) > 1})
    if pieces:
        return
    meant = {generic.sub("", term) for official in same.values() for term in official}
    if meant - {""}:
        yield frozenset(meant - {""})


def _pieces(question: Question, without: Iterable[Span], words: FigureWords) -> Iterator[str]:
    """The words of the question that name something, the terms of the lexicon in one piece."""
    text = list(question.read.text)
    spans = [*without, *(each.span for each in question.years)]
    if question.last_years:
        spans.append(question.last_years.span)
    for span in spans:
        text[span.start : span.end] = " " * (span.end - span.start)
    left = words["asked generic"].sub(" ", "".join(text))
    for piece in re.findall(r"[^\W_]+", left):
        terms = [term for term in _known(question) if term in piece]
        if piece in terms or not terms:
            yield piece
        else:
            yield from (term for term in terms if not _inside(term, terms))


def _known(question: Question) -> Sequence[str]:
    return [*(each.term for each in question.expansions), *question.terms]


def _inside(term: str, others: Iterable[str]) -> bool:
    return any(term != other and term in other for other in others)


Sort = tuple[Kind, str, Tense, bool]
"""What has to be the same for two figures to be held against each other: kind, unit, tense, and
whether they are of several years."""


def nearest(
    figures: Iterable[Figure], asked: AskedFigures, year: int | None = None
) -> dict[Sort, Figure]:
    """Of a report's `figures` the one of each sort that is asked for.

    `year`: the working year of the report; one of another year, or a result of another than the
    year before, is none.  Where several are left, one that names its year goes first, then the
    nearest name, then the first.
    """
    words = load_figure_words()
    best: dict[Sort, tuple[tuple[float, ...], Figure]] = {}
    for at, each in enumerate(figures):
        near = asked.nearness(each)
        if near < _NEAR or (asked.kind and each.kind is not asked.kind):
            continue
        if asked.tense and each.tense is not asked.tense:
            continue
        meant = None if year is None else year - (each.tense is Tense.RESULT)
        if meant is not None and each.year not in (None, meant):
            continue
        period = each.period.shown if each.period else ""
        several = words.holds("asked several_years", period)
        rank = (each.year is not None, near, -at)
        sort = each.kind, each.base, each.tense, several
        if sort not in best or rank > best[sort][0]:
            best[sort] = rank, each
    return {sort: figure for sort, (_, figure) in best.items()}
