"""Fitting the weights of ranking and decision to labelled questions.

labelled questions → training examples → ranking weights → decision weights
→ `retrieval/ranking/fitted`

Needs the extra `evaluation`; answering needs only the files that it writes.
"""

from retrieval.evaluation.calibration.calibrate import TrainingSet, calibrate
from retrieval.evaluation.calibration.shapes import labelled_shapes, write_shapes
from retrieval.evaluation.calibration.writing import write_calibration

__all__ = [
    "TrainingSet",
    "calibrate",
    "labelled_shapes",
    "write_calibration",
    "write_shapes",
]
