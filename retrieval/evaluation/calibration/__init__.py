"""Fitting the weights of ranking and decision to labelled questions.

labelled questions → lessons → ranking weights → decision weights → `retrieval/ranking/fitted`

Needs the extra `evaluation`; answering needs only what it writes.
"""

from retrieval.evaluation.calibration.calibrate import Calibration, Material, calibrate
from retrieval.evaluation.calibration.writing import write_calibration

__all__ = ["Calibration", "Material", "calibrate", "write_calibration"]
