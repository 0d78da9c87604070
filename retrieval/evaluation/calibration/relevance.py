"""The fit of relevance: questions that a report answers or whose subject it mentions, against
questions about something else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.answering.engine import Engine
from retrieval.evaluation.calibration.examples import signal_examples
from retrieval.evaluation.calibration.fitting import Values, fit_decision
from retrieval.evaluation.gold import GoldQuestion
from retrieval.ranking.signals import PHRASING_SIGNALS, RELEVANCE_SIGNS, relevance_signals
from retrieval.ranking.weights import Weights

__all__ = ["fit_relevance"]

# The share of near questions that may be declined: with more, what is about something else gets an
# excerpt more often than its aim of 0.03.
_MOST_DECLINED = 0.08
_MOST_DECLINED_WITHOUT_PHRASINGS = 0.12

Rows = list[tuple[list[float], bool]]


def fit_relevance(
    sets: Sequence[tuple[Engine, Sequence[GoldQuestion]]], weights: Weights, *, phrasings: bool
) -> Values:
    """The weight of each signal of relevance and of the constant.

    `sets`: engines with their gold; of each, a question without an answer and without anything near
    is about something else.  `weights`: of the ranking.  `phrasings`: whether the reports have any.
    """
    rows = [row for engine, gold in sets for row in _rows(engine, gold, weights)]
    values = np.array([row for row, _ in rows])
    near = np.array([label for _, label in rows], np.bool_)
    unused = () if phrasings else PHRASING_SIGNALS
    signs = [0 if name in unused else sign for name, sign in RELEVANCE_SIGNS.items()]
    limit = _MOST_DECLINED if phrasings else _MOST_DECLINED_WITHOUT_PHRASINGS
    fitted, _ = fit_decision(values, near, signs, limit, np.ones(len(near)))
    return fitted


def _rows(engine: Engine, gold: Sequence[GoldQuestion], weights: Weights) -> Rows:
    """The signals of each question that has candidates, and whether anything is near."""
    rows: Rows = []
    for each in signal_examples(engine, gold, weights):
        near = relevance_signals(each.signals, each.question, each.sentence, each.index)
        label = each.labelled.answerable or bool(each.labelled.related)
        rows.append(([near[name] for name in RELEVANCE_SIGNS], label))
    return rows
