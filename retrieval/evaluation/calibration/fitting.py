"""The two fits: a listwise softmax for the ranking, a logistic regression for the decision.

Both constrain the sign of each weight: sharing a word with the question never counts against a
sentence.  That costs nothing on questions outside the fit, and explanations make sense.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from retrieval.evaluation.calibration.examples import RankingExample
from retrieval.ranking.weights import Weights

__all__ = ["Flags", "Rows", "Values", "fit_decision", "fit_ranking"]

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_Bounds = list[tuple[float | None, float | None]]

# Ridge penalties, chosen by cross-validation within the fit part; half or double change nothing.
_RANKING_RIDGE = 2e-4
_DECISION_RIDGE = 5e-3
# A report this near to an end of coverage sets the threshold there.
_END = 0.05
# Parts of the cross-validation: the usual ten.
_FOLDS = 10


@dataclass(frozen=True)
class Rows:
    """Labelled questions as rows of signals.

    `positive`: whether the decision has to say yes; `coverage`: that of the report by phrasings.
    `decisive`: how much the question counts for the threshold.
    """

    signals: Values
    positive: Flags
    coverage: Values
    decisive: Values


def _at_both_ends(values: Values, coverage: Values | float) -> Values:
    """`values` of an uncovered report, then of a covered one, each by its share in `coverage`:
    what weights that change with coverage in a straight line are multiplied with."""
    share = np.reshape(coverage, (-1, 1))
    return np.hstack([(1 - share) * values, share * values])


def fit_ranking(
    examples: Sequence[RankingExample],
    uncovered: Sequence[float | None],
    covered: Sequence[float | None],
) -> Weights:
    """The weights that make the right sentences likeliest.

    `uncovered`, `covered`: the least weight of each feature at each end of coverage; None where it
    is not used and gets 0.
    """
    total = sum(example.weight for example in examples)
    tables = [_at_both_ends(example.features, example.coverage) for example in examples]

    def loss(weights: Values) -> tuple[float, Values]:
        value, slope = 0.0, np.zeros_like(weights)
        for example, table in zip(examples, tables, strict=True):
            scores = table @ weights
            likelihood = np.exp(scores - scores.max())
            right = likelihood[example.right]
            value -= example.weight * float(np.log(right.sum() / likelihood.sum() + 1e-300))
            slope += example.weight * (
                table.T @ (likelihood / likelihood.sum())
                - table[example.right].T @ (right / right.sum())
            )
        ridge = _RANKING_RIDGE * float(weights @ weights)
        return value / total + ridge, slope / total + 2 * _RANKING_RIDGE * weights

    least = [*uncovered, *covered]
    bounds: _Bounds = [(0.0, 0.0) if each is None else (each, None) for each in least]
    start = np.array([0.0 if each is None else max(each, 1.0) for each in least])
    return Weights(*np.split(_minimized(loss, start, bounds), 2))


def fit_decision(
    rows: Rows,
    uncovered: Sequence[float],
    covered: Sequence[float],
    most_declined: tuple[float, float],
) -> tuple[Weights, Values]:
    """The weight of each signal and of the constant, and the margins in cross-validation.

    `uncovered`, `covered`: 1 where a signal speaks for yes, -1 against, 0 where it is not used;
    below -1 the most that its weight may be.
    `most_declined`: the share of questions at each end of coverage that may wrongly be declined in
    cross-validation; the constants include the highest thresholds that keep to it.
    """
    # The constant as one signal more, which may have either sign.
    signals = np.column_stack([rows.signals, np.ones(len(rows.signals))])
    table = _at_both_ends(signals, rows.coverage)
    signs = [*uncovered, None, *covered, None]
    folds = np.random.default_rng(0).permutation(len(table)) % _FOLDS
    margins = np.empty(len(table))
    for fold in range(_FOLDS):
        weights = _logistic(table[folds != fold], rows.positive[folds != fold], signs)
        margins[folds == fold] = table[folds == fold] @ weights
    thresholds = [
        _threshold(margins[end & rows.positive], rows.decisive[end & rows.positive], most)
        for end, most in zip(
            (rows.coverage <= _END, rows.coverage >= 1 - _END), most_declined, strict=True
        )
    ]
    both = np.split(_logistic(table, rows.positive, signs), 2)
    for weights, threshold in zip(both, thresholds, strict=True):
        weights[-1] -= threshold
    return Weights(*both), margins - np.interp(rows.coverage, [0, 1], thresholds)


def _threshold(margins: Values, counts: Values, most_declined: float) -> float:
    """The highest of `margins` below which at most the share `most_declined` of `counts` lies."""
    order = np.argsort(margins)
    below = np.cumsum(counts[order]) - counts[order]
    fitting = np.flatnonzero(below <= most_declined * counts.sum())
    return float(margins[order[fitting[-1]]]) if len(fitting) else 0.0


def _logistic(table: Values, positive: Flags, signs: Sequence[float | None]) -> Values:
    """Weights of logistic regression, penalized as if columns had variance 1, but for those without
    a sign, which may have either."""
    free = np.array([sign is None for sign in signs])
    scale = np.where(free, 1.0, table.std(axis=0))
    scale[scale == 0] = 1.0
    rows, target = table / scale, positive.astype(np.float64)

    def loss(weights: Values) -> tuple[float, Values]:
        margins = rows @ weights
        penalized = np.where(free, 0.0, weights)
        value = float(np.mean(np.logaddexp(0.0, margins) - target * margins))
        slope = rows.T @ (1 / (1 + np.exp(-margins)) - target) / len(rows)
        ridge = _DECISION_RIDGE * float(penalized @ penalized)
        return value + ridge, slope + 2 * _DECISION_RIDGE * penalized

    bounds = [_bounds_of(sign, size) for sign, size in zip(signs, scale, strict=True)]
    start = np.array([high if high and high < 0 else 0.0 for _, high in bounds])
    return np.asarray(_minimized(loss, start, bounds) / scale)


def _bounds_of(sign: float | None, scale: float) -> tuple[float | None, float | None]:
    """The bounds of a weight by its sign: of -2 it is at most that, whatever the examples say."""
    if sign is None:
        return None, None
    if sign < 0:
        return None, (sign * scale if sign < -1 else 0.0)
    return 0.0, (None if sign else 0.0)


def _minimized(
    loss: Callable[[Values], tuple[float, Values]], start: Values, bounds: _Bounds
) -> Values:
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, dtype=np.float64)
