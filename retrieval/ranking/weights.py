"""Fitted values: plain JSON written by `python -m retrieval calibrate`, never by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import WordsError

__all__ = ["fitted_file", "load_fitted", "weights_of"]

Weights = npt.NDArray[np.float64]


def fitted_file(name: str) -> Traversable:
    """The file of fitted values called `name`."""
    return files(__package__) / "fitted" / name


def load_fitted(file: Traversable) -> dict[str, Any]:
    """The fitted values in `file`; raises WordsError, whose message names file and reason."""
    advice = "write it anew with python -m retrieval calibrate"
    try:
        values = json.loads(file.read_bytes())
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); {advice}"
        raise WordsError(message) from error
    except ValueError as error:
        message = f"{file} is not JSON ({error}); {advice}"
        raise WordsError(message) from error
    if not isinstance(values, dict):
        message = f"{file} is no JSON object; {advice}"
        raise WordsError(message)
    return values


def weights_of(
    file: Traversable, values: Mapping[str, Any], table: str, names: Sequence[str]
) -> Weights:
    """The weights in `table` of fitted values, in the order of `names`, one for each of them."""
    weights = values.get(table)
    if not isinstance(weights, dict) or set(weights) != set(names):
        message = (
            f"{file}: {table!r} does not hold one weight for each feature; "
            "write it anew with python -m retrieval calibrate"
        )
        raise WordsError(message)
    return np.array([float(weights[name]) for name in names])
