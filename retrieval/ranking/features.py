"""Features: how well each sentence of a report fits a question, one number a column.

Scores are divided by the weight of a sentence that holds every word of the question, so that short
and long questions have comparable ones.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from retrieval.index.bm25_field import Field, Scores
from retrieval.index.clauses import Choice
from retrieval.index.index import Index
from retrieval.language.time_expressions import Frame
from retrieval.query.question import Question

__all__ = ["FEATURES", "LEXICAL_FEATURES", "PHRASING_FEATURES", "Features", "features"]

# One row a sentence, one column a feature.
Features = npt.NDArray[np.float64]
# From this many characters on, length counts no further.
_LONG = 150.0
# Keeps the weight of a question without words from being 0, which is divided by.
_LEAST = 1e-9

_Feature = Callable[[Question, Index], Scores]


def _weight(question: Question, index: Index) -> float:
    return index.fields.words.weight(question.terms) + _LEAST


def _share(field: Field, terms: tuple[str, ...]) -> Scores:
    return field.scores(terms) / (field.weight(terms) + _LEAST)


def _paragraph(question: Question, index: Index) -> Scores:
    scores = index.fields.paragraph_words.scores(question.terms)
    return scores[index.entry_of] / _weight(question, index)


def _lexicon(question: Question, index: Index) -> Scores:
    """The weight of the best official term for each everyday term."""
    total = np.zeros(len(index.sentences))
    for expansion in question.expansions:
        best = np.zeros(len(index.sentences))
        for term, weight in expansion.official:
            np.maximum(best, weight * index.occurrences(term), out=best)
        total += best
    return total / _weight(question, index)


def _clause(question: Question, index: Index) -> Scores:
    """The weight of the term groups that one clause of the sentence holds."""
    return index.clauses.most_earned(_term_groups(question, index)) / _weight(question, index)


def _figure(question: Question, index: Index) -> Scores:
    """The weight of the term groups beside one figure, where the question wants a number."""
    if "number" not in question.kinds:
        return np.zeros(len(index.sentences))
    return index.figures.most_earned(_term_groups(question, index)) / _weight(question, index)


def _term_groups(question: Question, index: Index) -> list[Choice]:
    """The terms of `question`, each in one group with its synonyms, with their weights.

    An everyday term and its official terms are scored once, not added up, and the latter weigh as
    much as the former: GDP is rare in reports, 生产总值 is in every one.
    """
    words = index.fields.words
    groups: list[Choice] = []
    explained: set[str] = set()
    for expansion in question.expansions:
        own = [t for t in question.terms if t in expansion.term or expansion.term in t]
        official = [
            (term, share, weight)
            for term, share in expansion.official
            if (weight := index.occurrences(term).max(initial=0.0))
        ]
        weights = [words.idf_of(term) for term in own] or [weight for *_, weight in official]
        group = {term: words.idf_of(term) for term in own}
        for term, share, _ in official:
            group[term] = max(group.get(term, 0.0), share * max(weights))
        if group:
            groups.append(tuple(group.items()))
        explained.update(own)
    others = (term for term in question.terms if term not in explained)
    return groups + [((term, words.idf_of(term)),) for term in others]


def _frame(question: Question, index: Index) -> Scores:
    """1 in a time frame that the question names, -1 in others, 0 where none is known."""
    if not question.period.frames:
        return np.zeros(len(index.sentences))
    meant = index.frames_meant(question.period.frames)
    named = np.isin(index.frame_of, [int(frame) for frame in meant])
    return np.where(index.frame_of == Frame.UNKNOWN, 0.0, np.where(named, 1.0, -1.0))


def _leaning(question: Question, index: Index) -> Scores:
    """1 on the side of now that the tense of the question suggests, -1 on the other."""
    if question.period.frames or not question.period.leaning:
        return np.zeros(len(index.sentences))
    side = np.where(index.frame_of == Frame.REVIEW, -1.0, 1.0)
    return np.where(index.frame_of == Frame.UNKNOWN, 0.0, side * question.period.leaning)


def _number(question: Question, index: Index) -> Scores:
    if "number" not in question.kinds:
        return np.zeros(len(index.sentences))
    return np.where(index.holders["number"], 1.0, -1.0)


def _unit(question: Question, index: Index) -> Scores:
    held = index.unit_holders.get(question.unit or "")
    return np.zeros(len(index.sentences)) if held is None else held.astype(np.float64)


def _holding(kind: str) -> _Feature:
    """The feature: 1 where the sentence holds the kind of answer, if the question wants it."""

    def feature(question: Question, index: Index) -> Scores:
        if kind not in question.kinds:
            return np.zeros(len(index.sentences))
        return index.holders[kind].astype(np.float64)

    return feature


def _year(question: Question, index: Index) -> Scores:
    """1 where the sentence names a year of the question."""
    best = np.zeros(len(index.sentences))
    for year in question.period.years:
        np.maximum(best, index.occurrences(str(year)) > 0, out=best)
    return best


def _other_year(question: Question, index: Index) -> Scores:
    """-1 where the sentence names years and none of them is what the question is about."""
    found = np.zeros(len(index.sentences))
    if question.period.about:
        others = [n for n, years in index.years.items() if years.isdisjoint(question.period.about)]
        found[others] = -1.0
    return found


def _kind(question: Question, index: Index) -> Scores:
    """How many of the specific kinds of answer wanted the sentence holds."""
    total = np.zeros(len(index.sentences))
    for kind in index.kinds:
        if kind.specific and kind.name in question.kinds:
            total += index.holders[kind.name]
    return total


def _kind_asked(question: Question, index: Index) -> Scores:
    """The share of the kinds of answer wanted that some phrasing of the sentence wants too."""
    total = np.zeros(len(index.sentences))
    for name in sorted(question.kinds):
        total += index.asked_kinds[name]
    return total / max(1, len(question.kinds))


_SENTENCE: dict[str, _Feature] = {
    "words": lambda question, index: _share(index.fields.words, question.terms),
    "paragraph": _paragraph,
    "characters": lambda question, index: _share(index.fields.characters, question.characters),
    "syllables": lambda question, index: _share(index.fields.syllables, question.syllables),
    "lexicon": _lexicon,
    "clause": _clause,
    "figure": _figure,
    "frame": _frame,
    "leaning": _leaning,
    "number": _number,
    "unit": _unit,
    "rate": _holding("rate"),
    "sum": _holding("sum"),
    "list": _holding("list"),
    "kind": _kind,
    "year": _year,
    "other_year": _other_year,
    "length": lambda _, index: np.minimum(index.lengths, _LONG) / _LONG,
}
_PHRASING: dict[str, _Feature] = {
    "closest_phrasing": lambda question, index: index.best_of_phrasings(
        index.fields.phrasing_words.shares(question.terms)
    ),
    "all_phrasings_words": lambda question, index: (
        index.fields.asked_words.scores(question.terms) / _weight(question, index)
    ),
    "kind_asked": _kind_asked,
    "all_phrasings_syllables": lambda question, index: _share(
        index.fields.asked_syllables, question.syllables
    ),
}
_ALL = _SENTENCE | _PHRASING

FEATURES = tuple(_ALL)
PHRASING_FEATURES = tuple(_PHRASING)
# A sentence where all of these are 0 has nothing to do with the question.
LEXICAL_FEATURES = (
    "words",
    "characters",
    "syllables",
    "lexicon",
    "closest_phrasing",
    "all_phrasings_words",
    "all_phrasings_syllables",
)


def features(question: Question, index: Index) -> Features:
    """One row a sentence of `index`, one column a feature, in the order of `FEATURES`."""
    return np.stack([feature(question, index) for feature in _ALL.values()], axis=1)
