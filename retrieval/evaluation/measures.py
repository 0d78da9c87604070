"""Measures over verdicts: ans@1, ans@3, MRR, share kept, share refused, lengths, time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.evaluation.verdict import Verdict

__all__ = ["Measures", "by_group", "measure"]


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares from 0 to 1 over a group of questions; None where the group has none of that sort.

    `ans_at_1`, `ans_at_3` and `mrr` (the mean reciprocal rank within the first ten) are over the
    answerable questions, a declined one counting 0, as is `kept`, the share not declined;
    `refused` is over the others.  `right` is over all.  `right_report` is over those whose gold
    names a report, the share that is answered first from a right one.  `excerpt_length` is the mean
    length of first excerpts in characters, `milliseconds` the mean time a question.
    """

    name: str
    questions: int
    right: float
    ans_at_1: float | None
    ans_at_3: float | None
    mrr: float | None
    kept: float | None
    refused: float | None
    excerpt_length: float | None
    milliseconds: float
    right_report: float | None = None


def _mean(values: Iterable[float]) -> float | None:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else None


def measure(name: str, verdicts: Sequence[Verdict]) -> Measures:
    """The measures of `verdicts`, of which there has to be at least one."""
    answerable = [verdict for verdict in verdicts if verdict.gold.answerable]
    others = [verdict for verdict in verdicts if not verdict.gold.answerable]
    return Measures(
        name=name,
        questions=len(verdicts),
        right=_mean(verdict.right for verdict in verdicts) or 0.0,
        ans_at_1=_mean(verdict.rank == 1 for verdict in answerable),
        ans_at_3=_mean(verdict.rank is not None and verdict.rank <= 3 for verdict in answerable),
        mrr=_mean(1 / verdict.rank if verdict.rank else 0.0 for verdict in answerable),
        kept=_mean(not verdict.declined for verdict in answerable),
        refused=_mean(verdict.declined for verdict in others),
        excerpt_length=_mean(
            len(verdict.answer.hits[0].excerpt) for verdict in answerable if verdict.answer.hits
        ),
        milliseconds=_mean(verdict.milliseconds for verdict in verdicts) or 0.0,
        right_report=_mean(v.right_report for v in verdicts if v.right_report is not None),
    )


def by_group(verdicts: Sequence[Verdict]) -> list[tuple[str, list[Measures]]]:
    """Measures for each id prefix, for each kind, and for all, under the name of the grouping."""
    prefixes = sorted({verdict.gold.prefix for verdict in verdicts})
    kinds = sorted({verdict.gold.kind for verdict in verdicts})
    return [
        (
            "id prefix",
            [measure(each, [v for v in verdicts if v.gold.prefix == each]) for each in prefixes],
        ),
        ("kind", [measure(each, [v for v in verdicts if v.gold.kind == each]) for each in kinds]),
        ("all", [measure("all", verdicts)]),
    ]
