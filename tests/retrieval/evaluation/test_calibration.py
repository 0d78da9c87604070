"""Where the threshold of the decision lies."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="scipy is an extra")

from retrieval.evaluation.calibration.fitting import Rows, fit_decision


def test_each_set_counts_the_same_for_the_threshold() -> None:
    """A large set of easy questions does not let most of a small one of hard ones be declined."""
    random = np.random.default_rng(0)
    easy, hard, unanswerable = (random.normal(mean, 0.5, size) for mean, size in
                                ((4.0, 900), (1.0, 100), (-1.0, 500)))  # fmt: skip
    values = np.concatenate([easy, hard, unanswerable])[:, None]
    answerable = np.repeat([True, True, False], [900, 100, 500])
    decisive = np.repeat([1 / 900, 1 / 100, 0.0], [900, 100, 500])
    declined = []
    for counts in (decisive, np.ones(1500)):
        rows = Rows(values, answerable, np.zeros(1500), counts)
        _, margins = fit_decision(rows, [1], [1], (0.1, 0.1))
        share = [float(np.mean(margins[part] < 0)) for part in (slice(0, 900), slice(900, 1000))]
        declined.append(share)
    (_, balanced), (_, pooled) = declined
    assert np.mean(declined[0]) <= 0.1
    assert balanced < 0.25
    assert pooled > 0.8
