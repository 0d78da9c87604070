"""Which figures of a report a question names, and how well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from retrieval.figures.asked import asked_figures
from retrieval.figures.figure import Figure, Kind
from retrieval.figures.words import load_figure_words
from retrieval.index.index import Index
from retrieval.query.question import Question
from retrieval.query.shape_words import load_shape_words

__all__ = ["COUNTS", "OTHER_SORT", "NamedFigure", "bare_name", "named_figures"]

COUNTS = frozenset({Kind.AMOUNT, Kind.CHANGE})
"""Kinds of figures that count things."""

OTHER_SORT = 0.5
"""What a figure is worth that is of another kind, in another unit, or of another time, than the
question wants."""

# What a name is worth of which hardly anything is asked for (单位国内生产总值能耗 for 能源), and
# what a word is worth that stands before the figure in its sentence and not in its name.
_PARTLY, _BESIDE = 0.3, 0.3
# The rarity of the most frequent words.
_FREQUENT = 0.05


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure with what it is worth; `named`: the rarities of the things that name it."""

    figure: Figure
    score: float
    named: Mapping[int, float]

    def shared(self, other: NamedFigure) -> float:
        """What share of the things that name one of them names both."""
        common = sum(self.named[thing] for thing in self.named.keys() & other.named.keys())
        return common / sum({**self.named, **other.named}.values())


_Thing = tuple[float, Mapping[str, float]]


def named_figures(index: Index, whole: Question, figures: Sequence[Figure]) -> list[NamedFigure]:
    """Those of `figures` that `whole` names, each with how well; where it names none, those that
    are meant by what it says of any figure (增长目标: of the gross product)."""
    things, meant = _names(whole)
    return list(_named(index, whole, things, figures)) or list(_named(index, whole, meant, figures))


def _named(
    index: Index, whole: Question, things: Sequence[_Thing], figures: Sequence[Figure]
) -> Iterator[NamedFigure]:
    text = index.report.text
    kind = asked_figures(whole).kind
    rate = "rate" in whole.kinds and not whole.unit and kind is None
    for each in figures:
        label, before = each.named.lower(), text[each.sentence.start : each.number.span.start]
        held = [[name for name in weights if name in label] for _, weights in things]
        if not any(held):
            continue
        score = beside = 0.0
        for (rarity, weights), names in zip(things, held, strict=True):
            if names:
                score += rarity * max(weights[name] for name in names)
            elif any(name in before for name in weights):
                beside += rarity
        score = score * (_PARTLY + (1 - _PARTLY) * _covered(label, held)) + _BESIDE * beside
        other = each.kind in COUNTS if rate else kind not in (None, each.kind)
        if other or (whole.unit and each.base != whole.unit):
            score *= OTHER_SORT
        named = {n: things[n][0] for n, names in enumerate(held) if names}
        yield NamedFigure(each, score, named)


def _covered(label: str, held: Sequence[Sequence[str]]) -> float:
    """What share of `label` the names in it are, but for words that say whose it is."""
    covered: set[int] = set()
    for name in (name for names in held for name in names):
        covered.update(range(label.index(name), label.index(name) + len(name)))
    bare = load_figure_words()["asked scope"].sub("", label) or label
    return min(1.0, len(covered) / len(bare))


def _names(whole: Question) -> tuple[list[_Thing], list[_Thing]]:
    """What the question names beside times and what every question for figures says, and what that
    means: the rarity of each thing, and its names with their weights."""
    rarities = {
        term: max(rarity, _FREQUENT)
        for term, rarity in zip(whole.terms, whole.rarities, strict=True)
    }
    found: dict[str, _Thing] = {}
    meant: list[_Thing] = []
    for expansion in whole.expansions:
        own = [term for term in rarities if term in expansion.term]
        weights = [(bare_name(name), weight) for name, weight in expansion.official]
        weights += [(bare_name(name), 1.0) for name in (expansion.term, *own)]
        held = {name: weight for name, weight in reversed(weights) if len(name) > 1}
        thing = max((rarities[term] for term in own), default=_FREQUENT), held
        if bare_name(expansion.term):
            found[expansion.term] = thing
        else:
            meant.append(thing)
    within = list(found)
    for term, rarity in rarities.items():
        if (
            len(bare_name(term)) > 1
            and not term.isdecimal()
            and not any(term in each for each in within)
        ):
            found[term] = rarity, {bare_name(term): 1.0}
    return list(found.values()), meant


def bare_name(name: str) -> str:
    """`name` without words of time, and without those at its end that are generic."""
    for pattern in (load_shape_words()["times"], _generic_end()):
        name = pattern.sub("", name)
    return name


@cache
def _generic_end() -> re.Pattern[str]:
    return re.compile(f"(?:{load_figure_words()['asked generic'].pattern})+$")
