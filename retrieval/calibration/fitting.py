"""The two fits: a listwise softmax for the ranking, a logistic regression for the decision."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from retrieval.calibration.lessons import RankingLesson

__all__ = ["fit_decision", "fit_ranking"]

Values = npt.NDArray[np.float64]

# Ridge penalties.  Chosen on cross-validation within the fit part; half or double change nothing.
_RANKING_RIDGE = 2e-4
_DECISION_INVERSE_RIDGE = 0.1
_FOLDS = 10


def fit_ranking(lessons: Sequence[RankingLesson], used: npt.NDArray[np.bool_]) -> Values:
    """The weights that make the right sentences likeliest; 0 for features not `used`."""
    total = sum(lesson.weight for lesson in lessons)

    def loss(weights: Values) -> tuple[float, Values]:
        weights = np.where(used, weights, 0.0)
        value, slope = 0.0, np.zeros_like(weights)
        for lesson in lessons:
            scores = lesson.features @ weights
            likelihood = np.exp(scores - scores.max())
            right = likelihood[lesson.right]
            value -= lesson.weight * float(np.log(right.sum() / likelihood.sum() + 1e-300))
            slope += lesson.weight * (
                lesson.features.T @ (likelihood / likelihood.sum())
                - lesson.features[lesson.right].T @ (right / right.sum())
            )
        ridge = _RANKING_RIDGE * float(weights @ weights)
        gradient = slope / total + 2 * _RANKING_RIDGE * weights
        return value / total + ridge, np.where(used, gradient, 0.0)

    start = np.where(used, 1.0, 0.0)
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x, dtype=np.float64)


def fit_decision(
    signals: Values, answerable: npt.NDArray[np.bool_], most_declined: float
) -> tuple[Values, Values]:
    """The weight of each signal and of the constant, and the margins met in cross-validation.

    The constant holds the threshold: the highest at which, in cross-validation, at most
    `most_declined` of the answerable questions are declined.
    """
    model = make_pipeline(
        StandardScaler(), LogisticRegression(C=_DECISION_INVERSE_RIDGE, max_iter=5000)
    )
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    margins = cross_val_predict(
        model, signals, answerable, cv=folds, method="decision_function"
    )
    threshold = float(np.quantile(margins[answerable], most_declined, method="lower"))
    model.fit(signals, answerable)
    scale, regression = model[0], model[1]
    weights = regression.coef_[0] / scale.scale_
    constant = float(regression.intercept_[0] - weights @ scale.mean_ - threshold)
    return np.append(weights, constant), margins - threshold
