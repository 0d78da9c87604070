"""Calibration: from labelled questions to fitted weights, with phrasings and without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from retrieval.answering.engine import Engine, build_engine
from retrieval.corpus.phrasings import Phrasing
from retrieval.errors import GoldError
from retrieval.evaluation.calibration.examples import (
    decision_examples,
    phrasing_examples,
    ranking_examples,
)
from retrieval.evaluation.calibration.fitting import Flags, Values, fit_decision, fit_ranking
from retrieval.evaluation.calibration.relevance import fit_relevance
from retrieval.evaluation.gold import GoldQuestion
from retrieval.ranking.features import FEATURES, PHRASING_FEATURES
from retrieval.ranking.signals import PHRASING_SIGNALS, SIGNS
from retrieval.ranking.weights import Weights
from retrieval.reports.model import Report

__all__ = ["Calibration", "Fit", "TrainingSet", "calibrate"]

# A labelled question counts as much as two phrasings, which were written to be found.
_GOLD_WEIGHT = 2.0
# Share of answerable questions that may be declined, in cross-validation: with more, right excerpts
# are lost faster than wrong ones; the right one of a declined question is mostly shown as related.
_MOST_DECLINED = 0.03
_MOST_DECLINED_WITHOUT_PHRASINGS = 0.05
# Of the questions about something else every so many-th is put to each of the other reports.
_EACH = 3
# With fewer answerable or unanswerable questions a fit means nothing.
_FEWEST = 20


@dataclass(frozen=True)
class TrainingSet:
    """Labelled questions, and the reports that are loaded together to answer them."""

    reports: tuple[Report, ...]
    gold: tuple[GoldQuestion, ...]
    phrasings: Mapping[str, Sequence[Phrasing]] = field(default_factory=dict)


@dataclass(frozen=True)
class Fit:
    """Fitted weights, and the margins of the questions in cross-validation."""

    ranking: Values
    decision: Values
    margins: Values
    answerable: Flags


@dataclass(frozen=True)
class Calibration:
    """The fits for reports with phrasings and for those without."""

    with_phrasings: Fit
    without_phrasings: Fit
    questions: int
    relevance: Weights


def calibrate(
    home: TrainingSet, others: Sequence[TrainingSet], about_home: Sequence[GoldQuestion] = ()
) -> Calibration:
    """Fits all weights.

    Those for reports with phrasings to the gold of `home` and to phrasings of its own, left out in
    turn; those for reports without to the same gold without any phrasings, and to the gold of
    `others`.  `about_home`: more questions put to `home` for the relevance alone: about what it
    mentions, and about something else.

    Raises GoldError where `home` has too few answerable or unanswerable questions.
    """
    _check(home.gold)
    engine = build_engine(home.reports, home.phrasings)
    examples = list(ranking_examples(engine, home.gold, _GOLD_WEIGHT))
    examples += phrasing_examples(home.reports, home.phrasings)
    with_phrasings = fit_ranking(examples, [True] * len(FEATURES))

    bare = [(build_engine(each.reports, {}), each.gold) for each in (home, *others)]
    examples = [each for engine, gold in bare for each in ranking_examples(engine, gold)]
    without = fit_ranking(examples, [name not in PHRASING_FEATURES for name in FEATURES])

    weights = Weights(with_phrasings, without)
    limit, limit_without = _MOST_DECLINED, _MOST_DECLINED_WITHOUT_PHRASINGS
    return Calibration(
        _fit([(engine, home.gold)], with_phrasings, weights, limit),
        _fit(bare, without, weights, limit_without, PHRASING_SIGNALS),
        questions=sum(len(each.gold) for each in (home, *others)),
        relevance=Weights(
            fit_relevance([(engine, [*home.gold, *about_home])], weights, phrasings=True),
            fit_relevance(
                [
                    (each, [*gold, *(about_home if number == 0 else _unanswerable(about_home))])
                    for number, (each, gold) in enumerate(bare)
                ],
                weights,
                phrasings=False,
            ),
        ),
    )


def _unanswerable(gold: Sequence[GoldQuestion]) -> list[GoldQuestion]:
    """Some of the questions about something else, which are so for any report."""
    return [each for each in gold if not each.answerable and not each.related][::_EACH]


def _fit(
    sets: Sequence[tuple[Engine, Sequence[GoldQuestion]]],
    ranking: Values,
    weights: Weights,
    most_declined: float,
    unused: Sequence[str] = (),
) -> Fit:
    """Fits the decision to `sets` without the `unused` signals."""
    by_set = [list(decision_examples(engine, gold, weights)) for engine, gold in sets]
    examples = [each for several in by_set for each in several]
    signals = np.array([values for values, _ in examples])
    answerable = np.array([label for _, label in examples], np.bool_)
    # The threshold is set by questions about other reports where there are any; each set of them
    # counts the same, whatever its size.
    counts = [
        0.0 if number == 0 and len(sets) > 1 else 1 / max(1, sum(label for _, label in several))
        for number, several in enumerate(by_set)
    ]
    decisive = np.repeat(counts, [len(several) for several in by_set])
    signs = [0 if name in unused else sign for name, sign in SIGNS.items()]
    decision, margins = fit_decision(signals, answerable, signs, most_declined, decisive)
    return Fit(ranking, decision, margins, answerable)


def _check(gold: Sequence[GoldQuestion]) -> None:
    answerable = sum(question.answerable for question in gold)
    if min(answerable, len(gold) - answerable) < _FEWEST:
        message = (
            f"{answerable} answerable and {len(gold) - answerable} unanswerable questions are too "
            f"few to fit to; label at least {_FEWEST} of each"
        )
        raise GoldError(message)
