"""Measures of answers: ans@1, ans@3, MRR, shares kept and refused, lengths and times."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.evaluation.verdict import Verdict

__all__ = ["Mean", "Measures", "by_group", "measure"]

# The usual 95 %; with 2 000 resamples its ends vary by less than a hundredth.
_TAILS = (2.5, 97.5)
_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of `values`, one for each question that has one; formatted as “–” where none has."""

    values: tuple[float, ...]

    @property
    def value(self) -> float | None:
        """The mean; None without values."""
        return sum(self.values) / len(self.values) if self.values else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % bootstrap interval of the mean, the same in each run; None without values."""
        if not self.values:
            return None
        values = np.asarray(self.values, dtype=np.float64)
        drawn = np.random.default_rng(0).integers(0, len(values), (_RESAMPLES, len(values)))
        low, high = np.percentile(values[drawn].mean(axis=1), _TAILS)
        return float(low), float(high)

    def __format__(self, spec: str) -> str:
        return "–" if self.value is None else format(self.value, spec)


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures over a group of questions; all but the last three are shares, from 0 to 1.

    `right`: over all questions.
    `ans_at_1`, `ans_at_3`, `mrr` (mean reciprocal rank within the first ten): over the answerable
    ones, a declined one counting 0; `kept`: answerable ones not declined.
    `refused`: unanswerable ones declined.
    `right_report`: over those whose gold names a report, whether the first excerpt is from one.
    `excerpt_length`: of first excerpts to answerable questions, in characters.
    `milliseconds`: from a question to its answer.
    """

    name: str
    questions: int
    right: Mean
    ans_at_1: Mean
    ans_at_3: Mean
    kept: Mean
    refused: Mean
    right_report: Mean
    mrr: Mean
    excerpt_length: Mean
    milliseconds: Mean


def _mean(values: Iterable[float]) -> Mean:
    return Mean(tuple(values))


def measure(name: str, verdicts: Sequence[Verdict]) -> Measures:
    """The measures of `verdicts`."""
    answerable = [verdict for verdict in verdicts if verdict.gold.answerable]
    others = [verdict for verdict in verdicts if not verdict.gold.answerable]
    return Measures(
        name=name,
        questions=len(verdicts),
        right=_mean(each.right for each in verdicts),
        ans_at_1=_mean(each.rank == 1 for each in answerable),
        ans_at_3=_mean(each.rank is not None and each.rank <= 3 for each in answerable),
        kept=_mean(not each.declined for each in answerable),
        refused=_mean(each.declined for each in others),
        right_report=_mean(v.right_report for v in verdicts if v.right_report is not None),
        mrr=_mean(1 / each.rank if each.rank else 0.0 for each in answerable),
        excerpt_length=_mean(
            len(each.answer.hits[0].excerpt) for each in answerable if each.answer.hits
        ),
        milliseconds=_mean(each.milliseconds for each in verdicts),
    )


def by_group(verdicts: Sequence[Verdict]) -> dict[str, list[Measures]]:
    """The measures for each id prefix, for each kind, and of all, by the name of the grouping."""

    def grouped(key: Callable[[Verdict], str]) -> list[Measures]:
        names = sorted({key(verdict) for verdict in verdicts})
        return [measure(name, [each for each in verdicts if key(each) == name]) for name in names]

    return {
        "id prefix": grouped(lambda verdict: verdict.gold.prefix),
        "kind": grouped(lambda verdict: verdict.gold.kind),
        "all": [measure("all", verdicts)],
    }
