"""Measures of answers wider than one excerpt, and of what is shown where nothing answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.evaluation.measures import Mean
from retrieval.evaluation.verdict import Verdict
from retrieval.outcome import Outcome

__all__ = ["ShapeMeasures", "measure_shapes", "shapes_by_kind"]


@dataclass(frozen=True, slots=True)
class ShapeMeasures:
    """Measures over a group of questions; shares from 0 to 1, a question without parts or without
    anything near counting in none of what is about those.

    `cover`: the share of parts that the first reply covers; `full`: of replies that cover all.
    `characters`: of the excerpts in the first reply, where it answers.
    `not_answered`: of unanswerable questions, those without an excerpt as the answer.
    `near`: of those that have something near, those that show it as related.
    `silent`: of those that have nothing near, those that show no excerpt at all.
    """

    name: str
    questions: int
    cover: Mean
    full: Mean
    characters: Mean
    not_answered: Mean
    near: Mean
    silent: Mean


def measure_shapes(name: str, verdicts: Sequence[Verdict]) -> ShapeMeasures:
    """The measures of `verdicts`."""
    covers = [each.cover for each in verdicts if each.cover is not None]
    others = [each for each in verdicts if not each.gold.answerable]
    wide = [each for each in verdicts if each.gold.parts and each.shown]
    return ShapeMeasures(
        name=name,
        questions=len(verdicts),
        cover=Mean(tuple(covers)),
        full=Mean(tuple(float(cover == 1) for cover in covers)),
        characters=Mean(tuple(float(sum(len(h.excerpt) for h in v.shown)) for v in wide)),
        not_answered=Mean(tuple(float(v.answer.outcome is not Outcome.ANSWERED) for v in others)),
        near=Mean(tuple(float(each.near) for each in verdicts if each.near is not None)),
        silent=Mean(tuple(float(each.silent) for each in others if each.near is None)),
    )


def shapes_by_kind(verdicts: Sequence[Verdict]) -> list[ShapeMeasures]:
    """The measures of each kind, in the order of the kinds' names, then of all."""
    kinds = sorted({each.gold.kind for each in verdicts})
    of_kind = [
        measure_shapes(kind, [each for each in verdicts if each.gold.kind == kind])
        for kind in kinds
    ]
    return [*of_kind, measure_shapes("all", verdicts)]
