"""What a question for figures is about, and how near a figure comes to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.figures.figure import Figure, Kind, Tense
from retrieval.figures.words import FigureWords, load_figure_words
from retrieval.query.question import Question
from retrieval.reports.model import Span

__all__ = [
    "AskedFigures",
    "Sort",
    "asked_figures",
    "asks_for_figure",
    "common_stretch",
    "figure_asked",
    "nearest",
]

# From this weight on an official term of the lexicon names the same thing.
_SAME = 0.8
# A label has to be the name that is asked for at least by this share of its characters:
# 国内生产总值 is none for 单位国内生产总值能耗.
_NEAR = 0.65
# Characters of its name that a question has to share with a figure: a word.
_SHARED = 2
# Kinds of answer (`words/kinds.toml`) that are a figure.
_ANSWERS = frozenset({"number", "rate", "sum", "price", "money", "measure"})
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

    def is_named(self, figure: Figure) -> bool:
        """Whether `figure` goes by the name asked for."""
        return self.nearness(figure) >= _NEAR

    def shared(self, figure: Figure) -> int:
        """How many characters of the words around `figure` the question names; 0 where it names
        nothing but what is done (新增)."""
        said = figure.named.lower()
        found = [max((n for n in names if n in said), key=len, default="") for names in self.names]
        if not any(each and not load_figure_words()["nothing"].fullmatch(each) for each in found):
            return 0
        return sum(map(len, found))

    def fits(self, figure: Figure) -> bool:
        """Whether `figure` is of the kind and of the tense asked for."""
        kind = self.kind is None or figure.kind is self.kind
        return kind and (self.tense is None or figure.tense is self.tense)


def asks_for_figure(question: Question) -> bool:
    """Whether an analysed question wants a figure."""
    return bool(question.kinds & _ANSWERS)


def figure_asked(figures: Iterable[Figure], question: Question) -> Figure | None:
    """Of `figures` of an excerpt the one that an analysed question asks for; None where none is.

    It is the one whose name shares most with the question, in the unit, of the kind and of the
    tense that the question wants; of several, one of several years where the question says so, else
    the first.
    """
    asked = asked_figures(question)
    fitting = [each for each in figures if asked.fits(each)]
    fitting = [each for each in fitting if each.base == question.unit] or fitting
    fitting = [each for each in fitting if asked.shared(each) >= _SHARED]
    if not fitting:
        return None
    # The person's own word counts beside the official ones that mean it.
    text = question.read.text
    scores = [asked.shared(each) + common_stretch(each.what.lower(), text) for each in fitting]
    most = max(scores)
    best = [each for each, score in zip(fitting, scores, strict=True) if score == most]
    if asked.kind is None:  # 收入达到59886元，同比增长8%: how much is asked for
        best = [each for each in best if each.kind is Kind.AMOUNT] or best
    wanted = load_figure_words().holds("asked several_years", text)
    of_time = (each for each in best if _of_several_years(each) is wanted)
    return next(of_time, best[0])


def common_stretch(one: str, other: str) -> int:
    """The length of the longest stretch that two texts share."""
    shorter, longer = sorted((one, other), key=len)
    lengths = (
        length
        for length in range(len(shorter), 0, -1)
        if any(shorter[at : at + length] in longer for at in range(len(shorter) - length + 1))
    )
    return next(lengths, 0)


def _of_several_years(figure: Figure) -> bool:
    said = figure.period.shown if figure.period else ""
    return load_figure_words().holds("asked several_years", said)


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
    generic = words["asked generic"]
    same: dict[str, set[str]] = {}
    for expansion in question.expansions:
        official = {term.lower() for term, weight in expansion.official if weight >= _SAME}
        for term in {expansion.term, generic.sub("", expansion.term)}:
            same.setdefault(term, set()).update(official)
    pieces = list(_pieces(question, without, words))
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
        if len(piece) < _SHARED:  # 数 of 实际数
            continue
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
    best: dict[Sort, tuple[tuple[float, ...], Figure]] = {}
    for at, each in enumerate(figures):
        if not asked.is_named(each) or not asked.fits(each):
            continue
        meant = None if year is None else year - (each.tense is Tense.RESULT)
        if meant is not None and each.year not in (None, meant):
            continue
        rank = (each.year is not None, asked.nearness(each), -at)
        sort = each.kind, each.base, each.tense, _of_several_years(each)
        if sort not in best or rank > best[sort][0]:
            best[sort] = rank, each
    return {sort: figure for sort, (_, figure) in best.items()}
