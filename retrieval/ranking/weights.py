"""Fitted weights: plain JSON written by `python -m retrieval calibrate`, never by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import WordsError
from retrieval.index.index import Index

__all__ = ["Values", "Weights", "fitted_file", "load_fitted", "load_weights"]

Values = npt.NDArray[np.float64]
_ADVICE = "write it again with python -m retrieval calibrate"


@dataclass(frozen=True)
class Weights:
    """One weight for each feature or signal, in their order, at both ends of coverage.

    `uncovered`: for a report that no phrasing covers.
    `covered`: for one whose every sentence has plenty of phrasings.

    Between them weights change with coverage in a straight line, so that a phrasing more or less
    changes hardly anything of a report's weights.
    """

    uncovered: Values
    covered: Values

    def of(self, index: Index) -> Values:
        """The weights for the report of `index`."""
        return self.uncovered + index.coverage * (self.covered - self.uncovered)


def load_weights(name: str, names: Sequence[str]) -> Weights:
    """The weights called `names` in the fitted file `name`.

    Raises WordsError, whose message names file and reason.
    """
    file = fitted_file(name)
    values = load_fitted(file)
    # The keys are part of the file format.
    return Weights(*(_table(file, values, key, names) for key in ("uncovered", "covered")))


def fitted_file(name: str) -> Traversable:
    """The file of fitted values called `name`."""
    return files(__package__) / "fitted" / name


def load_fitted(file: Traversable) -> dict[str, Any]:
    """The fitted values in `file`; raises WordsError, whose message names file and reason."""
    try:
        return dict(json.loads(file.read_bytes()))
    except (OSError, TypeError, ValueError) as error:
        message = f"{file} cannot be used ({error}); {_ADVICE}"
        raise WordsError(message) from error


def _table(file: Traversable, values: Mapping[str, Any], key: str, names: Sequence[str]) -> Values:
    weights = values.get(key)
    if not isinstance(weights, dict) or set(weights) != set(names):
        message = f"{file}: {key!r} does not hold one weight for each feature; {_ADVICE}"
        raise WordsError(message)
    return np.array([float(weights[name]) for name in names])
