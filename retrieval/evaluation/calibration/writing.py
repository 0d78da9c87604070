"""Writing fitted weights, with the date and the risk–coverage curves."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.evaluation.calibration.calibrate import Calibration
from retrieval.evaluation.calibration.decisions import Fit
from retrieval.evaluation.calibration.fitting import Values
from retrieval.ranking.decision import DECISION_TERMS, RELEVANCE_TERMS
from retrieval.ranking.features import FEATURES
from retrieval.ranking.weights import Weights

__all__ = ["write_calibration"]

# More digits than the data can tell apart.
_DIGITS = 4
# Points of a curve: one for each twentieth of the answerable questions.
_STEPS = 21
# A coverage this near to 0 or 1 belongs to the curve of that end.
_NEAR = 0.05


def write_calibration(calibration: Calibration, folder: Path, date: datetime.date) -> list[Path]:
    """Writes the files of ranking, decision and relevance to `folder`; returns them."""
    head = {"fitted": date.isoformat(), "questions": calibration.questions}
    answering, relevance = calibration.answering, calibration.relevance
    files: dict[str, dict[str, Any]] = {
        "ranking": head | _tables(FEATURES, calibration.ranking),
        "decision": head
        | _tables(DECISION_TERMS, answering.weights)
        | {"risk_coverage": {"uncovered": _curve(answering, 0), "covered": _curve(answering, 1)}},
        "relevance": head | _tables(RELEVANCE_TERMS, relevance.weights),
    }
    written = []
    for name, values in files.items():
        written.append(folder / f"{name}.json")
        written[-1].write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    return written


def _tables(names: Sequence[str], weights: Weights) -> dict[str, dict[str, float]]:
    return {
        "uncovered": _named(names, weights.uncovered),
        "covered": _named(names, weights.covered),
    }


def _named(names: Sequence[str], values: Values) -> dict[str, float]:
    return {name: round(value, _DIGITS) for name, value in zip(names, values.tolist(), strict=True)}


def _curve(fit: Fit, end: int) -> list[dict[str, float]]:
    """For thresholds from low to high: shares of answerable questions kept, and of unanswerable
    ones answered, each question decided by a fit that had not seen it (cross-validation), where
    the coverage is about `end`."""
    here = np.abs(fit.coverage - end) < _NEAR
    answerable, others = fit.margins[here & fit.positive], fit.margins[here & ~fit.positive]
    thresholds = np.quantile(answerable, np.linspace(0, 1, _STEPS)) if len(answerable) else ()
    return [
        {
            "threshold": round(float(threshold), _DIGITS),
            "kept": round(float(np.mean(answerable >= threshold)), _DIGITS),
            "wrongly_answered": round(float(np.mean(others >= threshold)), _DIGITS),
        }
        for threshold in thresholds
    ]
