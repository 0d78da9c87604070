"""Signals: what speaks for and against the best sentence answering the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.index.bm25_field import Field
from retrieval.index.index import Index
from retrieval.language.time_expressions import TERM, Frame, working_year
from retrieval.query.question import Question
from retrieval.ranking.features import FEATURES
from retrieval.ranking.ranker import RankedSentence

__all__ = ["PHRASING_SIGNALS", "SIGNALS", "SIGNS", "signals"]

# Each with the way it speaks: 1 for an answer, -1 against one.
# Features of the best sentence that are signals too.
_OF_THE_BEST = dict.fromkeys(("paragraph", "syllables", "lexicon", "figure"), 1)
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
    "small_talk": -1,
    "few_terms": -1,
    "many_terms": 1,
}
SIGNS = _OF_THE_BEST | _COMPUTED
SIGNALS = tuple(SIGNS)
# Those that say something only of reports that have phrasings.
PHRASING_SIGNALS = ("closest_anywhere", "kinds_unasked", "specific_unasked")

# Up to this many terms each more makes a question clearer.
_ENOUGH_TERMS = 4
# With so many more it is a story around a question: much of it can be found nowhere, and need not.
_STORY_TERMS = 16
_LEAST = 1e-9


def signals(
    question: Question,
    ranked: Sequence[RankedSentence],
    rows: Mapping[int, Sequence[float]],
    index: Index,
) -> dict[str, float]:
    """Every signal by name.  `rows` are the features of the candidates by number of sentence."""
    best = ranked[0]
    values = dict(zip(FEATURES, rows[best.sentence], strict=True))
    found = {name: float(values[name]) for name in _OF_THE_BEST}
    found["score"] = best.score
    found["gap"] = best.score - _runner_up(ranked, index)
    closest = FEATURES.index("closest_phrasing")
    found["closest_anywhere"] = max(float(row[closest]) for row in rows.values())
    found |= _coverage(question, best.sentence, index)
    found |= _kinds(question, best.sentence, index)
    found |= _time(question, best.sentence, index)
    found["places_absent"] = float(len(question.places))
    found["small_talk"] = float(question.small_talk)
    terms = len(question.terms)
    found["few_terms"] = max(0.0, 1 - terms / _ENOUGH_TERMS)
    found["many_terms"] = max(0.0, min(1.0, (terms - _ENOUGH_TERMS) / _STORY_TERMS))
    return found


def _runner_up(ranked: Sequence[RankedSentence], index: Index) -> float:
    """The score of the best sentence of another paragraph."""
    entry = index.sentences[ranked[0].sentence].entry
    for sentence in ranked[1:]:
        if index.sentences[sentence.sentence].entry != entry:
            return sentence.score
    return 0.0


def _coverage(question: Question, sentence: int, index: Index) -> dict[str, float]:
    """How much of the question the sentence and its phrasings hold."""
    fields = index.fields
    official = {
        expansion.term
        for expansion in question.expansions
        if any(index.occurrences(term)[sentence] > 0 for term, _ in expansion.official)
    }
    terms = [term for term in question.terms if not _in_parts(term, question.terms)]
    weights = _weights(question, index)
    total = sum(weights[term] for term in terms) + _LEAST
    uncovered = [
        term
        for term in terms
        if not _held(term, sentence, (fields.words, fields.asked_words))
        and not any(term in everyday for everyday in official)
    ]
    unknown = [
        term for term in uncovered if term not in fields.words and term not in fields.asked_words
    ]
    pairs = [
        pair
        for pair in question.syllables
        if _held(pair, sentence, (fields.syllables, fields.asked_syllables))
    ]
    asked = fields.syllables.weight(question.syllables)
    covered = 1 - sum(weights[term] for term in uncovered) / total
    return {
        "covered": covered,
        # English has no syllables that could be covered: its words speak for both.
        "covered_syllables": fields.syllables.weight(pairs) / asked if asked else covered,
        "heaviest_uncovered": max((weights[term] for term in uncovered), default=0.0),
        "unknown": sum(weights[term] for term in unknown) / total,
    }


def _in_parts(term: str, terms: Sequence[str]) -> bool:
    """Whether `term` is made up of other `terms`, which speak for it (外国, 游客: 外国游客)."""
    spoken = [False] * len(term)
    for part in terms:
        at = term.find(part) if part != term else -1
        if at >= 0:
            spoken[at : at + len(part)] = [True] * len(part)
    return all(spoken)


def _weights(question: Question, index: Index) -> dict[str, float]:
    """How much each term says, from 0 to 1: little where Chinese or phrasings are full of it."""
    asked = index.fields.phrasing_words
    weights = dict(zip(question.terms, question.rarities, strict=True))
    if index.phrasings:
        for term, weight in weights.items():
            weights[term] = min(weight, asked.idf_of(term) / asked.unknown_idf)
    return weights


def _held(term: str, document: int, fields: Sequence[Field]) -> bool:
    return any(field.contribution(term, document) > 0 for field in fields)


def _kinds(question: Question, sentence: int, index: Index) -> dict[str, float]:
    """Whether the sentence has the kind of thing that is asked for."""
    held = {name for name, rows in index.holders.items() if rows[sentence]}
    unasked = set()
    if index.phrasings:
        unasked = {name for name in question.kinds if not index.asked_kinds[name][sentence]}
    specific = {kind.name for kind in index.kinds if kind.specific} & question.kinds
    unit = index.unit_holders.get(question.unit or "")
    units = question.unit is not None and (unit is None or not unit[sentence])
    lacking = {
        f"{name}_lacking": float(name in question.kinds and name not in held)
        for name in ("number", "rate", "sum", "list", "place", "time")
    }
    return lacking | {
        "unit_lacking": float(units),
        "specific_lacking": float(len(specific - held)),
        "specific_held": float(len(specific & held)),
        "kinds_unasked": float(len(unasked)),
        "specific_unasked": float(len(specific & unasked)),
    }


def _time(question: Question, sentence: int, index: Index) -> dict[str, float]:
    """Whether the sentence speaks of the time that is asked about."""
    period = question.period
    frame = index.sentences[sentence].frame
    known = [year for year in period.years if np.any(index.occurrences(str(year)) > 0)]
    report = index.entries[index.sentences[sentence].entry].report
    proposed, _ = working_year(report)
    # What a report looks back on by year is the one before; of others it tells little by year.
    within = [
        year
        for year in period.years
        if index.occurrences(str(year))[sentence] == 0 and year + 1 != proposed
    ]
    return {
        "year_absent": float(len(known) < len(period.years)),
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
