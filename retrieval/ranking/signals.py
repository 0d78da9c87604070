"""Answerability signals of the best sentence: evidence that it answers the question or does not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.index.index import Index
from retrieval.language.time_frames import TERM, Frame, working_year
from retrieval.query.question import Question
from retrieval.ranking.coverage import (
    clause_signals,
    coverage_signals,
    held_apart,
    own_terms,
    word_weights,
)
from retrieval.ranking.features import FEATURES
from retrieval.ranking.ranker import Candidates, RankedSentence

__all__ = [
    "COVERAGE_SIGNALS",
    "RELEVANCE_SIGNS",
    "SIGNALS",
    "SIGNS",
    "relevance_signals",
    "signals",
]

# Each with its sign: 1 is evidence for an answer, -1 against.
# Features of the best sentence that are signals too.
_OF_THE_BEST = dict.fromkeys(
    ("paragraph", "syllables", "lexicon", "figure", "near_phrasing", "same_phrasing"), 1
)
_COMPUTED = {
    "score": 1,
    "gap": 1,
    "covered": 1,
    "covered_syllables": 1,
    "closest_anywhere": 1,
    "heaviest_uncovered": -1,
    "unknown": -1,
    "number_lacking": -1,
    "unit_lacking": -1,
    "rate_lacking": -1,
    "sum_lacking": -1,
    "list_lacking": -1,
    "place_lacking": -1,
    "time_lacking": -1,
    "specific_lacking": -1,
    "specific_held": 1,
    "kinds_unasked": -1,
    "specific_unasked": -1,
    "year_absent": -1,
    "year_beyond": -1,
    "year_within_review": -1,
    "frame_lacking": -1,
    "places_absent": -1,
    "few_terms": -1,
    "many_terms": 1,
    "likelihood": 1,
    "bridged": 1,
    "clauses": -1,
    "figure_apart_lacking": -1,
    "length": 1,
    "open": 1,
}
SIGNS = _OF_THE_BEST | _COMPUTED
SIGNALS = tuple(SIGNS)
# Of the relevance of the best sentence: what is shared, whatever is asked of it.
RELEVANCE_SIGNS = {
    "score": 1,
    "gap": 1,
    "paragraph": 1,
    "lexicon": 1,
    "covered": 1,
    "covered_syllables": 1,
    "closest_anywhere": 1,
    "near_phrasing": 1,
    "same_phrasing": 1,
    "heaviest_covered": 1,
    "heaviest_covered_pair": 1,
    "heaviest_uncovered": -1,
    "unknown": -1,
    "places_absent": -1,
    "few_terms": -1,
}
# Those that mean something only where phrasings cover a report.
COVERAGE_SIGNALS = ("closest_anywhere", "kinds_unasked", "specific_unasked")

# Up to this many terms each one makes a question clearer.
_ENOUGH_TERMS = 4
# From the first number on a question is a story around one, much of which no report need hold;
# from the second on it is nothing else.
_STORY, _ALL_STORY = 10, 20
# Characters of a long question that is no story yet: it says in passing what no report says.
_LONG = 40
_LATIN_WORD = re.compile("[a-z]+ ?")


def signals(
    question: Question,
    ranked: Sequence[RankedSentence],
    candidates: Candidates,
    index: Index,
) -> dict[str, float]:
    """Every signal of the first of `ranked`, by name; `candidates`: what was ranked."""
    best = ranked[0]
    row = candidates.features[candidates.sentences.searchsorted(best.sentence)]
    found = {name: float(row[FEATURES.index(name)]) for name in _OF_THE_BEST}
    found["score"] = best.score
    found["gap"] = best.score - _runner_up(ranked, index)
    closest = candidates.features[:, FEATURES.index("closest_phrasing")]
    found["closest_anywhere"] = float(closest.max())
    found["likelihood"] = _likelihood(ranked)
    terms = own_terms(question)
    found |= coverage_signals(question, terms, best.sentence, index)
    found |= clause_signals(question, terms, best.sentence, index)
    found |= _kinds(question, best.sentence, index)
    found |= _time(question, best.sentence, index)
    found["places_absent"] = float(len(question.places))
    found["few_terms"] = max(0.0, 1 - len(question.terms) / _ENOUGH_TERMS)
    beyond = (len(terms) - _STORY) / (_ALL_STORY - _STORY)
    found["many_terms"] = max(0.0, min(1.0, beyond))
    found["length"] = min(1.0, len(_LATIN_WORD.sub("a", question.read.text)) / _LONG)
    found["open"] = float(not question.kinds)
    return found


def _likelihood(ranked: Sequence[RankedSentence]) -> float:
    """The logarithm of the likelihood that the ranking, fitted as such, gives the first."""
    beyond = np.array([each.score for each in ranked]) - ranked[0].score
    return -float(np.log(np.exp(beyond).sum()))


def relevance_signals(
    found: Mapping[str, float], question: Question, sentence: int, index: Index
) -> dict[str, float]:
    """The signals of relevance of `sentence`: some of `found`, and the weight of the rarest term,
    and of the two rarest, that stands in it word for word."""
    weights = word_weights(question, index)
    text = index.sentences[sentence].folded
    held = sorted(
        (w for term, w in weights.items() if len(term) > 1 and term in text), reverse=True
    )
    own = {"heaviest_covered": sum(held[:1]), "heaviest_covered_pair": sum(held[:2])}
    return {name: own.get(name, found.get(name, 0.0)) for name in RELEVANCE_SIGNS}


def _runner_up(ranked: Sequence[RankedSentence], index: Index) -> float:
    """The score of the best sentence of another paragraph."""
    entry = index.sentences[ranked[0].sentence].entry
    others = (each for each in ranked if index.sentences[each.sentence].entry != entry)
    return next((each.score for each in others), 0.0)


def _kinds(question: Question, sentence: int, index: Index) -> dict[str, float]:
    """Whether the sentence holds the kinds of answer that the question wants."""
    held = {name for name, rows in index.holders.items() if rows[sentence]}
    text = index.sentences[sentence].folded
    unasked = {name for name in question.kinds if not index.phrasing_kinds[name][sentence]}
    plenty = float(index.plenty[sentence])
    wanted = [kind for kind in index.kinds if kind.specific and kind.name in question.kinds]
    specific = {kind.name for kind in wanted}
    specific_held = {kind.name for kind in wanted if held_apart(kind, question, text)}
    unit = index.unit_holders.get(question.unit or "")
    units = question.unit is not None and (unit is None or not unit[sentence])
    lacking = {
        f"{name}_lacking": float(name in question.kinds and name not in held)
        for name in ("number", "rate", "sum", "list", "place", "time")
    }
    return lacking | {
        "unit_lacking": float(units),
        "specific_lacking": float(len(specific - specific_held)),
        "specific_held": float(len(specific_held)),
        "kinds_unasked": plenty * len(unasked),
        "specific_unasked": plenty * len(specific & unasked),
    }


def _time(question: Question, sentence: int, index: Index) -> dict[str, float]:
    """Whether the sentence is about the time that the question is about."""
    period = question.period
    frame = index.sentences[sentence].frame
    held = {year: index.holding(str(year)) for year in period.years}
    proposed, _ = working_year(index.report)
    # A report seldom names its own year, nor the one before: 今年.
    own = (proposed, proposed - 1) if proposed else ()
    known = [year for year, sentences in held.items() if year in own or len(sentences)]
    # A report reviews the year before its own; of earlier ones it says little by year.
    within = [
        year
        for year, sentences in held.items()
        if sentence not in sentences and year + 1 != proposed
    ]
    return {
        "year_absent": float(len(known) < len(held)),
        "year_beyond": float(
            proposed is not None and any(abs(year - proposed) > TERM for year in period.years)
        ),
        "year_within_review": float(
            len(period.years) == 1 and bool(within) and frame is Frame.REVIEW
        ),
        "frame_lacking": float(
            bool(period.frames)
            and frame is not Frame.UNKNOWN
            and frame not in index.frames_meant(period.frames)
        ),
    }
