"""The two fits: a listwise softmax for the ranking, a logistic regression for the decision.

Both constrain the sign of each weight: sharing a word with the question never counts against a
sentence.  That costs nothing on questions outside the fit, and explanations make sense.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from retrieval.evaluation.calibration.examples import RankingExample

__all__ = ["Flags", "Values", "fit_decision", "fit_ranking"]

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_Bounds = list[tuple[float | None, float | None]]

# Ridge penalties, chosen by cross-validation within the fit part; half or double change nothing.
_RANKING_RIDGE = 2e-4
_DECISION_RIDGE = 5e-3
# Parts of the cross-validation: the usual ten.
_FOLDS = 10


def fit_ranking(examples: Sequence[RankingExample], used: Sequence[bool]) -> Values:
    """The weights, none below 0, that make the right sentences likeliest; 0 where not `used`."""
    total = sum(example.weight for example in examples)

    def loss(weights: Values) -> tuple[float, Values]:
        value, slope = 0.0, np.zeros_like(weights)
        for example in examples:
            scores = example.features @ weights
            likelihood = np.exp(scores - scores.max())
            right = likelihood[example.right]
            value -= example.weight * float(np.log(right.sum() / likelihood.sum() + 1e-300))
            slope += example.weight * (
                example.features.T @ (likelihood / likelihood.sum())
                - example.features[example.right].T @ (right / right.sum())
            )
        ridge = _RANKING_RIDGE * float(weights @ weights)
        return value / total + ridge, slope / total + 2 * _RANKING_RIDGE * weights

    bounds: _Bounds = [(0.0, None if each else 0.0) for each in used]
    return _minimized(loss, np.array([float(each) for each in used]), bounds)


def fit_decision(
    signals: Values,
    answerable: Flags,
    signs: Sequence[int],
    most_declined: float,
    decisive: Values,
) -> tuple[Values, Values]:
    """The weight of each signal and of the constant, and the margins in cross-validation.

    `signs`: 1 where a signal speaks for an answer, -1 against one, 0 where it is not used.
    `most_declined`: the share of answerable questions that may be declined in cross-validation,
    each weighted by `decisive`; the constant includes the highest threshold that keeps to it.
    """
    folds = np.random.default_rng(0).permutation(len(signals)) % _FOLDS
    margins = np.empty(len(signals))
    for fold in range(_FOLDS):
        weights = _logistic(signals[folds != fold], answerable[folds != fold], signs)
        margins[folds == fold] = signals[folds == fold] @ weights[:-1] + weights[-1]
    threshold = _threshold(margins[answerable], decisive[answerable], most_declined)
    weights = _logistic(signals, answerable, signs)
    weights[-1] -= threshold
    return weights, margins - threshold


def _threshold(margins: Values, counts: Values, most_declined: float) -> float:
    """The highest of `margins` below which at most the share `most_declined` of `counts` lies."""
    order = np.argsort(margins)
    below = np.cumsum(counts[order]) - counts[order]
    fitting = np.flatnonzero(below <= most_declined * counts.sum())
    return float(margins[order[fitting[-1]]])


def _logistic(signals: Values, answerable: Flags, signs: Sequence[int]) -> Values:
    """Weights of logistic regression, the constant last, penalized as if signals had variance 1."""
    scale = signals.std(axis=0)
    scale[scale == 0] = 1.0
    rows = np.column_stack([signals / scale, np.ones(len(signals))])
    target = answerable.astype(np.float64)

    def loss(weights: Values) -> tuple[float, Values]:
        margins = rows @ weights
        penalized = np.append(weights[:-1], 0.0)
        value = float(np.mean(np.logaddexp(0.0, margins) - target * margins))
        slope = rows.T @ (1 / (1 + np.exp(-margins)) - target) / len(rows)
        ridge = _DECISION_RIDGE * float(penalized @ penalized)
        return value + ridge, slope + 2 * _DECISION_RIDGE * penalized

    limits: dict[int, tuple[float | None, float | None]] = {1: (0, None), -1: (None, 0), 0: (0, 0)}
    bounds: _Bounds = [*(limits[sign] for sign in signs), (None, None)]
    weights = _minimized(loss, np.zeros(rows.shape[1]), bounds)
    return np.append(weights[:-1] / scale, weights[-1])


def _minimized(
    loss: Callable[[Values], tuple[float, Values]], start: Values, bounds: _Bounds
) -> Values:
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, dtype=np.float64)
