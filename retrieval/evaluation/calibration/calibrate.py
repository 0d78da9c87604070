"""Calibration: from labelled questions to fitted weights, for prepared reports and for others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.answering.engine import Engine, build_engine
from retrieval.corpus.phrasings import Phrasing
from retrieval.errors import GoldError
from retrieval.evaluation.calibration.examples import (
    decision_lessons,
    phrasing_lessons,
    ranking_lessons,
)
from retrieval.evaluation.calibration.fitting import fit_decision, fit_ranking
from retrieval.evaluation.gold import GoldQuestion
from retrieval.ranking.features import FEATURES, PHRASING_FEATURES
from retrieval.ranking.signals import PHRASING_SIGNALS, SIGNS
from retrieval.ranking.weights import Weights
from retrieval.reports.model import Report

__all__ = ["Calibration", "Material", "calibrate"]

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# A real question counts as much as two phrasings: these were written to be found.
_GOLD_WEIGHT = 2.0
# Shares of answerable questions that may be declined: 0.04 is what the project aims at for a report
# with phrasings, 0.07 for others.
_MOST_DECLINED = {"prepared": 0.04, "general": 0.07}
# With fewer questions of a sort a fit says nothing.
_FEWEST = 20


@dataclass(frozen=True)
class Material:
    """A report (or several) and labelled questions about it."""

    reports: tuple[Report, ...]
    phrasings: Mapping[str, Sequence[Phrasing]]
    gold: tuple[GoldQuestion, ...]


@dataclass(frozen=True)
class Fit:
    """The weights of one kind of report, and how its fit questions came out in cross-validation."""

    ranking: Values
    decision: Values
    margins: Values
    answerable: Flags


@dataclass(frozen=True)
class Calibration:
    """The fits for reports with phrasings and for those without."""

    prepared: Fit
    general: Fit
    questions: int


def calibrate(home: Material, others: Sequence[Material]) -> Calibration:
    """Fits all weights.

    For prepared reports to the gold of `home` and to phrasings of its own left out in turn; for
    others to the same gold without any phrasings, and to the gold of `others`.
    Raises GoldError where there are too few questions of either sort.
    """
    _check(home.gold)
    with_phrasings = build_engine(home.reports, home.phrasings)
    lessons = list(ranking_lessons(with_phrasings, home.gold, _GOLD_WEIGHT))
    lessons += phrasing_lessons(home.reports, home.phrasings)
    prepared = fit_ranking(lessons, [True] * len(FEATURES))

    bare = [(build_engine(home.reports, {}), home.gold)]
    bare += [(build_engine(other.reports, {}), other.gold) for other in others]
    lessons = [lesson for engine, gold in bare for lesson in ranking_lessons(engine, gold)]
    general = fit_ranking(lessons, [name not in PHRASING_FEATURES for name in FEATURES])

    weights = Weights(prepared, general)
    return Calibration(
        prepared=_fit("prepared", [(with_phrasings, home.gold)], prepared, weights),
        general=_fit("general", bare, general, weights),
        questions=len(home.gold) + sum(len(other.gold) for other in others),
    )


def _fit(
    regime: str,
    material: Sequence[tuple[Engine, Sequence[GoldQuestion]]],
    ranking: Values,
    weights: Weights,
) -> Fit:
    of_each = [list(decision_lessons(engine, gold, weights)) for engine, gold in material]
    lessons = [lesson for lessons in of_each for lesson in lessons]
    found = np.array([values for values, _ in lessons])
    answerable = np.array([label for _, label in lessons], np.bool_)
    # Where there are questions about reports that nobody prepared for, they set the threshold; each
    # set counts the same, however many questions it has.
    counts = [
        0.0 if number == 0 and len(material) > 1 else 1 / max(1, sum(label for _, label in each))
        for number, each in enumerate(of_each)
    ]
    decisive = np.repeat(counts, [len(each) for each in of_each])
    unused = PHRASING_SIGNALS if regime == "general" else ()
    signs = [0 if name in unused else sign for name, sign in SIGNS.items()]
    limit = _MOST_DECLINED[regime]
    decision, margins = fit_decision(found, answerable, signs, limit, decisive)
    return Fit(ranking, decision, margins, answerable)


def _check(gold: Sequence[GoldQuestion]) -> None:
    answerable = sum(question.answerable for question in gold)
    if min(answerable, len(gold) - answerable) < _FEWEST:
        message = (
            f"{answerable} answerable and {len(gold) - answerable} unanswerable questions are too "
            f"few to fit to; label at least {_FEWEST} of each"
        )
        raise GoldError(message)
