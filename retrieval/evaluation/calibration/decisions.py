"""The fits of the two decisions: whether the best sentence answers, and whether it is about what
the question is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.evaluation.calibration.densities import LabelledEngine
from retrieval.evaluation.calibration.examples import SignalExample, signal_examples
from retrieval.evaluation.calibration.fitting import Flags, Rows, Values, fit_decision
from retrieval.ranking.signals import (
    COVERAGE_SIGNALS,
    RELEVANCE_SIGNS,
    SIGNALS,
    SIGNS,
    relevance_signals,
)
from retrieval.ranking.weights import Weights

__all__ = ["Fit", "fit_answering", "fit_relevance"]

# Shares of right excerpts that may be declined, in cross-validation, without phrasings and with
# plenty: with more, right excerpts are lost faster than wrong ones; the right one of a declined
# question is mostly shown as related.
_MOST_DECLINED = (0.05, 0.02)
# Weights that labelled questions are too few to find: what is asked of a year far from the report's
# is answered by next to nothing in it.
_AT_MOST = {"year_beyond": -2.5}
# The same of near questions: with more, what is about something else gets an excerpt more often
# than its aim of 0.03.
_MOST_UNRELATED = (0.12, 0.08)


@dataclass(frozen=True)
class Fit:
    """The weights of a decision, and the margins of the questions in cross-validation."""

    weights: Weights
    margins: Values
    positive: Flags
    coverage: Values


def fit_answering(sets: Sequence[LabelledEngine], ranking: Weights) -> Fit:
    """The decision whether the best sentence answers: right ones against those of unanswerable
    questions.  What is answerable and finds a wrong one teaches neither."""
    examples = [
        (each, example)
        for each in sets
        for example in signal_examples(each.engine, each.gold, ranking)
        if example.right or not example.labelled.answerable
    ]
    rows = Rows(
        np.array([[example.signals[name] for name in SIGNALS] for _, example in examples]),
        np.array([example.labelled.answerable for _, example in examples], np.bool_),
        np.array([example.index.coverage for _, example in examples]),
        # Each set counts the same for the threshold, whatever its size.
        np.array([each.decisive / len(each.gold) for each, _ in examples]),
    )
    return _fit(rows, {**SIGNS, **_AT_MOST}, _MOST_DECLINED)


def fit_relevance(sets: Sequence[LabelledEngine], ranking: Weights) -> Fit:
    """The decision whether it is near: a question that has neither an answer nor anything related
    is about something else."""
    examples = [
        example for each in sets for example in signal_examples(each.engine, each.gold, ranking)
    ]
    rows = Rows(
        np.array([_near(example) for example in examples]),
        np.array([each.labelled.answerable or bool(each.labelled.related) for each in examples]),
        np.array([example.index.coverage for example in examples]),
        np.ones(len(examples)),
    )
    return _fit(rows, RELEVANCE_SIGNS, _MOST_UNRELATED)


def _near(example: SignalExample) -> list[float]:
    near = relevance_signals(example.signals, example.question, example.sentence, example.index)
    return [near[name] for name in RELEVANCE_SIGNS]


def _fit(rows: Rows, signs: Mapping[str, float], most_declined: tuple[float, float]) -> Fit:
    uncovered = [0 if name in COVERAGE_SIGNALS else sign for name, sign in signs.items()]
    weights, margins = fit_decision(rows, uncovered, list(signs.values()), most_declined)
    return Fit(weights, margins, rows.positive, rows.coverage)
