"""Calibration: from labelled questions to fitted weights, for every coverage by phrasings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from retrieval.errors import GoldError
from retrieval.evaluation.calibration.decisions import Fit, fit_answering, fit_relevance
from retrieval.evaluation.calibration.densities import LabelledEngine, TrainingSet, densities
from retrieval.evaluation.calibration.examples import (
    RankingExample,
    phrasing_examples,
    ranking_examples,
)
from retrieval.evaluation.calibration.fitting import fit_ranking
from retrieval.evaluation.gold import GoldQuestion
from retrieval.ranking.decision import DECISION_TERMS, RELEVANCE_TERMS
from retrieval.ranking.features import COVERAGE_FEATURES, FEATURES
from retrieval.ranking.weights import Weights

__all__ = ["Calibration", "TrainingSet", "calibrate"]

# A labelled question counts as much as two phrasings, which were written to be found.
_GOLD_WEIGHT = 2.0
# Between the ends of coverage it counts less: the same questions are put at each.
_BETWEEN = 0.5
# What is the same as a phrasing of a sentence is answered by that sentence, which no fit can find
# out, as no labelled question is one: the largest score and the largest margin are below these.
_SAME = "same_phrasing"
_SAME_SCORE, _SAME_MARGIN = 200.0, 40.0
# Weights that labelled questions are too few to find: that a sentence names another year than the
# question is hardly ever forgiven.
_LEAST = {"other_year": 3.0}
# Of the questions about something else every so many-th is put to each of the other reports.
_EACH = 3
# With fewer answerable or unanswerable questions a fit means nothing.
_FEWEST = 20


@dataclass(frozen=True)
class Calibration:
    """The weights of the ranking, the fits of both decisions, the number of labelled questions."""

    ranking: Weights
    answering: Fit
    relevance: Fit
    questions: int


def calibrate(
    home: TrainingSet,
    others: Sequence[TrainingSet],
    about_home: Sequence[GoldQuestion] = (),
    touched: Sequence[TrainingSet] = (),
) -> Calibration:
    """Fits all weights to the gold of `home` and of `others`, put to their reports with more and
    more of their phrasings, and to phrasings of `home` put to it without them.

    `about_home`: more unanswerable questions put to `home`: about what it mentions, and, for the
    relevance alone, about something else.
    `touched`: such questions, of both kinds, about other reports.

    Raises GoldError where `home` has too few answerable or unanswerable questions.
    """
    _check(home.gold)
    at_home = list(densities(home))
    elsewhere = [each for training_set in others for each in densities(training_set)]
    ranking = _ranking(home, [*at_home, *elsewhere])
    # Without phrasings the threshold is set by questions about other reports where there are any.
    bare = replace(at_home[0], decisive=0.0 if others else 1.0)
    mentioned = [each for each in about_home if each.related]
    beside = [each for training_set in touched for each in densities(training_set)]
    answering = fit_answering(
        [*(_with(each, mentioned) for each in (bare, *at_home[1:])), *elsewhere, *beside], ranking
    )
    something_else = [each for each in about_home if not each.answerable and not each.related]
    relevance = fit_relevance(
        [
            *(_with(each, about_home) for each in (at_home[0], *at_home[1:][-1:])),
            *(_with(each, something_else[::_EACH]) for each in elsewhere),
            *beside,
        ],
        ranking,
    )
    return Calibration(
        _with_same(ranking, FEATURES, _SAME_SCORE),
        replace(answering, weights=_with_same(answering.weights, DECISION_TERMS, _SAME_MARGIN)),
        replace(relevance, weights=_with_same(relevance.weights, RELEVANCE_TERMS, _SAME_MARGIN)),
        questions=sum(len(each.gold) for each in (home, *others)),
    )


def _ranking(home: TrainingSet, sets: Sequence[LabelledEngine]) -> Weights:
    examples: list[RankingExample] = list(phrasing_examples(home))
    for each in sets:
        ends = each.left in (0.0, 1.0)
        weight = _GOLD_WEIGHT if ends else _BETWEEN
        examples += ranking_examples(each.engine, each.gold, weight)
    covered = [None if name == _SAME else _LEAST.get(name, 0.0) for name in FEATURES]
    uncovered = [
        None if name in COVERAGE_FEATURES else least
        for name, least in zip(FEATURES, covered, strict=True)
    ]
    return fit_ranking(examples, uncovered, covered)


def _with(labelled: LabelledEngine, more: Sequence[GoldQuestion]) -> LabelledEngine:
    return replace(labelled, gold=[*labelled.gold, *more])


def _with_same(weights: Weights, names: Sequence[str], value: float) -> Weights:
    """`weights` with `value` for what is the same as a phrasing."""
    same = np.array([name == _SAME for name in names])
    return Weights(np.where(same, value, weights.uncovered), np.where(same, value, weights.covered))


def _check(gold: Sequence[GoldQuestion]) -> None:
    answerable = sum(question.answerable for question in gold)
    if min(answerable, len(gold) - answerable) < _FEWEST:
        message = (
            f"{answerable} answerable and {len(gold) - answerable} unanswerable questions are too "
            f"few to fit to; label at least {_FEWEST} of each"
        )
        raise GoldError(message)
