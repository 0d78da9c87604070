"""Writing what was fitted: values, date, and the risk–coverage curve."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.evaluation.calibration.calibrate import Calibration
from retrieval.ranking.decision import DECISION_TERMS
from retrieval.ranking.features import FEATURES

__all__ = ["write_calibration"]

# More digits than the data can tell apart.
_DIGITS = 4
# Points of the curve: one for each twentieth of the answerable questions.
_STEPS = 21


def write_calibration(calibration: Calibration, folder: Path, date: datetime.date) -> list[Path]:
    """Writes `ranking.json` and `decision.json` to `folder`; returns the files."""
    ranking = {
        "fitted": date.isoformat(),
        "questions": calibration.questions,
        "prepared": _named(FEATURES, calibration.prepared.ranking),
        "general": _named(FEATURES, calibration.general.ranking),
    }
    decision = {
        "fitted": date.isoformat(),
        "questions": calibration.questions,
        "prepared": _named(DECISION_TERMS, calibration.prepared.decision),
        "general": _named(DECISION_TERMS, calibration.general.decision),
        "risk_coverage": {
            "prepared": _curve(calibration.prepared.margins, calibration.prepared.answerable),
            "general": _curve(calibration.general.margins, calibration.general.answerable),
        },
    }
    return [
        _write(folder / "ranking.json", ranking),
        _write(folder / "decision.json", decision),
    ]


def _named(names: Sequence[str], values: npt.NDArray[np.float64]) -> dict[str, float]:
    return {name: round(value, _DIGITS) for name, value in zip(names, values.tolist(), strict=True)}


def _curve(
    margins: npt.NDArray[np.float64], answerable: npt.NDArray[np.bool_]
) -> list[dict[str, float]]:
    """For thresholds from low to high: answerable questions kept, others wrongly answered.

    In cross-validation: each question was decided by a fit that had not seen it.
    """
    thresholds = np.quantile(margins[answerable], np.linspace(0, 1, _STEPS))
    return [
        {
            "threshold": round(float(threshold), _DIGITS),
            "kept": round(float(np.mean(margins[answerable] >= threshold)), _DIGITS),
            "wrongly_answered": round(float(np.mean(margins[~answerable] >= threshold)), _DIGITS),
        }
        for threshold in thresholds
    ]


def _write(file: Path, values: dict[str, Any]) -> Path:
    file.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    return file
