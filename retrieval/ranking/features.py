"""Features: how well each sentence of a report fits a question, one number a column.

Scores are divided by the weight of a sentence that holds every word of the question, so that short
and long questions have comparable ones.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.index.bm25_field import Field, Scores
from retrieval.index.clauses import Choice
from retrieval.index.index import Index
from retrieval.language.time_frames import Frame
from retrieval.query.question import Question

__all__ = ["COVERAGE_FEATURES", "FEATURES", "LEXICAL_FEATURES", "Features", "features"]

# One row a sentence, one column a feature.
Features = npt.NDArray[np.float64]
# From this many characters on, length counts no further.
_LONG = 150.0
# Keeps the weight of a question without words from being 0, which is divided by.
_LEAST = 1e-9
# A phrasing this near asks for the same, with a word or two more or less.
_NEAR = 0.7


class _Scorer:
    """Computes the features of the sentences of one report for one question."""

    def __init__(self, question: Question, index: Index) -> None:
        self.question = question
        self.index = index
        self.fields = index.fields
        self.zeros = np.zeros(len(index.sentences))
        self.weight = index.fields.words.weight(question.terms) + _LEAST

    def share(self, field: Field, terms: tuple[str, ...]) -> Scores:
        """The share of the weight of `terms` that `field` holds."""
        return field.scores(terms) / (field.weight(terms) + _LEAST)

    def paragraph(self) -> Scores:
        """The words of the paragraph."""
        scores = self.fields.paragraph_words.scores(self.question.terms)
        return scores[self.index.entry_of] / self.weight

    @cached_property
    def words(self) -> Scores:
        """The words of the sentence."""
        return self.share(self.fields.words, self.question.terms)

    def lexicon(self) -> Scores:
        """The weight of the best official term for each everyday term."""
        total = self.zeros.copy()
        for expansion in self.question.expansions:
            best = self.zeros.copy()
            for term, weight in expansion.official:
                held = self.index.holding(term)
                best[held] = np.maximum(best[held], weight * self.index.rarity_of(term))
            total += best
        return total / self.weight

    def clause(self) -> Scores:
        """The weight of the term groups that one clause of the sentence holds."""
        return self.index.clauses.most_earned(self.term_groups) / self.weight

    def figure(self) -> Scores:
        """The weight of the term groups beside one figure, where the question wants a number."""
        if "number" not in self.question.kinds:
            return self.zeros
        return self.index.figures.most_earned(self.term_groups) / self.weight

    @cached_property
    def term_groups(self) -> list[Choice]:
        """The terms of the question, each in one group with its synonyms, with their weights.

        An everyday term and its official terms are scored once, not added up, and the latter weigh
        as much as the former: GDP is rare in reports, 生产总值 is in every one.
        """
        words, terms = self.fields.words, self.question.terms
        groups: list[Choice] = []
        explained: set[str] = set()
        for expansion in self.question.expansions:
            own = [t for t in terms if t in expansion.term or expansion.term in t]
            official = [
                (term, share, weight)
                for term, share in expansion.official
                if len(self.index.holding(term)) and (weight := self.index.rarity_of(term))
            ]
            group = {term: words.idf_of(term) for term in own}
            most = max(group.values() or [weight for *_, weight in official], default=0.0)
            for term, share, _ in official:
                group[term] = max(group.get(term, 0.0), share * most)
            if group:
                groups.append(tuple(group.items()))
            explained.update(own)
        return groups + [((term, words.idf_of(term)),) for term in terms if term not in explained]

    def frame(self) -> Scores:
        """1 in a time frame that the question names, -1 in others, 0 where none is known."""
        frames = self.question.period.frames
        if not frames:
            return self.zeros
        of_frame = np.full(len(Frame), -1.0)
        of_frame[[int(frame) for frame in self.index.frames_meant(frames)]] = 1.0
        of_frame[Frame.UNKNOWN] = 0.0
        return of_frame[self.index.frame_of]

    def leaning(self) -> Scores:
        """1 on the side of now that the tense of the question suggests, -1 on the other."""
        period, frame_of = self.question.period, self.index.frame_of
        if period.frames or not period.leaning:
            return self.zeros
        side = np.where(frame_of == Frame.REVIEW, -1.0, 1.0)
        return np.where(frame_of == Frame.UNKNOWN, 0.0, side * period.leaning)

    def number(self) -> Scores:
        """1 where the sentence holds a number and the question wants one, -1 where it lacks it."""
        if "number" not in self.question.kinds:
            return self.zeros
        return np.where(self.index.holders["number"], 1.0, -1.0)

    def unit(self) -> Scores:
        """1 where the sentence holds a figure in the unit of the question."""
        held = self.index.unit_holders.get(self.question.unit or "")
        return self.zeros if held is None else held.astype(np.float64)

    def holding(self, kind: str) -> Scores:
        """1 where the sentence holds this kind of answer, if the question wants it."""
        if kind not in self.question.kinds:
            return self.zeros
        return self.index.holders[kind].astype(np.float64)

    def kind(self) -> Scores:
        """How many of the specific kinds of answer wanted the sentence holds."""
        specific = [each.name for each in self.index.kinds if each.specific]
        return sum(map(self.holding, specific), start=self.zeros)

    def year(self) -> Scores:
        """1 where the sentence names a year of the question."""
        best = self.zeros.copy()
        for year in self.question.period.years:
            best[self.index.holding(str(year))] = 1.0
        return best

    def other_year(self) -> Scores:
        """-1 where the sentence names years and none of them is what the question is about."""
        about = self.question.period.about
        found = self.zeros.copy()
        if about:
            found[[n for n, years in self.index.years.items() if years.isdisjoint(about)]] = -1.0
        return found

    def kind_asked(self) -> Scores:
        """The share of the kinds of answer wanted that some phrasing of the sentence wants too."""
        kinds = self.question.kinds
        total = self.zeros.copy()
        for name in sorted(kinds):
            total += self.index.phrasing_kinds[name]
        return total / max(1, len(kinds))

    def closest_phrasing(self) -> Scores:
        """The share of the words of the question and of the phrasing that both hold."""
        shares = self.fields.phrasing_words.shares(self.question.terms)
        return self.index.best_of_phrasings(shares)

    def near_phrasing(self) -> Scores:
        """How near the nearest phrasing of the sentence is, 0 for all that are not near."""
        near = self.index.phrasings_near(self.question.terms, self.question.rarities)
        return np.maximum(0.0, (self.index.best_of_phrasings(near) - _NEAR) / (1 - _NEAR))

    def same_phrasing(self) -> Scores:
        """1 where a phrasing of the sentence is the question."""
        same = self.zeros.copy()
        same[list(self.index.taught(self.question.read.text))] = 1.0
        return same


_SENTENCE: dict[str, Callable[[_Scorer], Scores]] = {
    "words": lambda s: s.words,
    "paragraph": _Scorer.paragraph,
    "characters": lambda s: s.share(s.fields.characters, s.question.characters),
    "syllables": lambda s: s.share(s.fields.syllables, s.question.syllables),
    "announced": lambda s: s.index.announcements.above(s.words),
    "announcing": lambda s: -1.0 * s.index.announcements.alone,
    "lexicon": _Scorer.lexicon,
    "clause": _Scorer.clause,
    "figure": _Scorer.figure,
    "frame": _Scorer.frame,
    "leaning": _Scorer.leaning,
    "number": _Scorer.number,
    "unit": _Scorer.unit,
    "rate": lambda s: s.holding("rate"),
    "sum": lambda s: s.holding("sum"),
    "list": lambda s: s.holding("list"),
    "kind": _Scorer.kind,
    "year": _Scorer.year,
    "other_year": _Scorer.other_year,
    "length": lambda s: np.minimum(s.index.lengths, _LONG) / _LONG,
}
_PHRASING: dict[str, Callable[[_Scorer], Scores]] = {
    "near_phrasing": _Scorer.near_phrasing,
    "same_phrasing": _Scorer.same_phrasing,
    "closest_phrasing": _Scorer.closest_phrasing,
    "all_phrasings_words": lambda s: (
        s.fields.phrasing_words_by_sentence.scores(s.question.terms) / s.weight
    ),
    "kind_asked": _Scorer.kind_asked,
    "all_phrasings_syllables": lambda s: s.share(
        s.fields.phrasing_syllables_by_sentence, s.question.syllables
    ),
}
_ALL = _SENTENCE | _PHRASING

FEATURES = tuple(_ALL)
# Those that mean something only where phrasings cover a report: without, they would have one
# phrasing change the answers to questions that are nothing like it.
COVERAGE_FEATURES = (
    "closest_phrasing",
    "all_phrasings_words",
    "kind_asked",
    "all_phrasings_syllables",
)
# A sentence where all of these are 0 has nothing to do with the question.
LEXICAL_FEATURES = (
    "words",
    "characters",
    "syllables",
    "lexicon",
    "near_phrasing",
    "same_phrasing",
    "closest_phrasing",
    "all_phrasings_words",
    "all_phrasings_syllables",
)


def features(question: Question, index: Index) -> Features:
    """One row a sentence of `index`, one column a feature, in the order of `FEATURES`."""
    scorer = _Scorer(question, index)
    return np.stack([feature(scorer) for feature in _ALL.values()], axis=1)
