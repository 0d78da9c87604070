"""Writing fitted weights, with the date and the risk–coverage curves."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.evaluation.calibration.calibrate import Calibration, Fit
from retrieval.evaluation.calibration.fitting import Values
from retrieval.ranking.decision import DECISION_TERMS, RELEVANCE_TERMS
from retrieval.ranking.features import FEATURES

__all__ = ["write_calibration"]

# More digits than the data can tell apart.
_DIGITS = 4
# Points of a curve: one for each twentieth of the answerable questions.
_STEPS = 21


def write_calibration(calibration: Calibration, folder: Path, date: datetime.date) -> list[Path]:
    """Writes the files of ranking, decision and relevance to `folder`; returns them."""
    head = {"fitted": date.isoformat(), "questions": calibration.questions}
    fits = {"prepared": calibration.with_phrasings, "general": calibration.without_phrasings}
    ranking = {name: _named(FEATURES, fit.ranking) for name, fit in fits.items()}
    decision = {name: _named(DECISION_TERMS, fit.decision) for name, fit in fits.items()}
    curves = {"risk_coverage": {name: _curve(fit) for name, fit in fits.items()}}
    tables = calibration.relevance.with_phrasings, calibration.relevance.without_phrasings
    relevance = {
        name: _named(RELEVANCE_TERMS, values) for name, values in zip(fits, tables, strict=True)
    }
    files: dict[str, dict[str, Any]] = {
        "ranking": head | ranking,
        "decision": head | decision | curves,
        "relevance": head | relevance,
    }
    written = []
    for name, values in files.items():
        written.append(folder / f"{name}.json")
        written[-1].write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    return written


def _named(names: Sequence[str], values: Values) -> dict[str, float]:
    return {name: round(value, _DIGITS) for name, value in zip(names, values.tolist(), strict=True)}


def _curve(fit: Fit) -> list[dict[str, float]]:
    """For thresholds from low to high: shares of answerable questions kept, and of unanswerable
    ones answered, each question decided by a fit that had not seen it (cross-validation)."""
    answerable, others = fit.margins[fit.answerable], fit.margins[~fit.answerable]
    thresholds = np.quantile(answerable, np.linspace(0, 1, _STEPS))
    return [
        {
            "threshold": round(float(threshold), _DIGITS),
            "kept": round(float(np.mean(answerable >= threshold)), _DIGITS),
            "wrongly_answered": round(float(np.mean(others >= threshold)), _DIGITS),
        }
        for threshold in thresholds
    ]
