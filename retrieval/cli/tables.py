"""Views of what was measured, for people, made with rich.

Texts are given as `Text`: in a plain string rich would take brackets for markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from retrieval.evaluation import Measures, Verdict
from retrieval.evaluation.comparison import Comparison
from retrieval.evaluation.run import RetrievalSetRun
from retrieval.evaluation.shape_measures import ShapeMeasures

__all__ = ["comparison_view", "measures_view", "mistakes_view", "set_view", "shapes_view"]

_CAPTION = "ans@k, MRR, kept: over answerable questions; refused: over the others"


def measures_view(groups: Mapping[str, Sequence[Measures]], title: str) -> RenderableType:
    """The measures of each group as one table."""
    names = ["n", "right", "ans@1", "ans@3", "MRR", "kept", "refused", "length", "ms"]
    many = any(each.right_report.values for rows in groups.values() for each in rows)
    table = _table("group", [*names, "report"] if many else names, title, _CAPTION)
    for rows in groups.values():
        for each in rows:
            shares = each.right, each.ans_at_1, each.ans_at_3, each.mrr, each.kept, each.refused
            table.add_row(
                Text(each.name),
                str(each.questions),
                *(f"{share:.2f}" for share in shares),
                f"{each.excerpt_length:.0f}",
                f"{each.milliseconds:.2f}",
                *([f"{each.right_report:.2f}"] if many else []),
            )
        table.add_section()
    return table


def shapes_view(measures: Sequence[ShapeMeasures], title: str) -> RenderableType:
    """The measures of answers wider than one excerpt, one row a kind."""
    names = ["n", "cover", "full", "chars", "not answered", "related", "no excerpt"]
    table = _table("kind", names, title)
    for each in measures:
        shares = each.not_answered, each.near, each.silent
        table.add_row(
            Text(each.name),
            str(each.questions),
            f"{each.cover:.2f}",
            f"{each.full:.2f}",
            f"{each.characters:.0f}",
            *(f"{share:.2f}" for share in shares),
        )
    return table


def set_view(run: RetrievalSetRun) -> RenderableType:
    """The measures on a retrieval set, one row a system."""
    names = next(iter(run.measures.values()))
    table = _table("system", names, f"{run.name}: {run.questions} questions")
    for system, values in run.measures.items():
        table.add_row(system, *(f"{value:.3f}" for value in values.values()))
    return table


def _table(first: str, numbers: Iterable[str], title: str, caption: str | None = None) -> Table:
    """An empty table with a column of names and columns of `numbers`."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), caption=caption, title=title)
    table.add_column(first, no_wrap=True)
    for name in numbers:
        table.add_column(name, justify="right")
    return table


def comparison_view(comparison: Comparison) -> RenderableType:
    """What has changed since a baseline."""
    low, high = comparison.change.interval or (0.0, 0.0)
    lists = ("mended", comparison.mended), ("broken", comparison.broken)
    return Group(
        Text(f"change of right: {comparison.change:+.3f} [{low:+.3f}, {high:+.3f}]"),
        *(Text(f"{name}: {' '.join(each.id for each in gold) or 'none'}") for name, gold in lists),
    )


def mistakes_view(verdicts: Iterable[Verdict]) -> RenderableType:
    """The questions answered wrongly, with the right answers and the given one."""
    lines: list[RenderableType] = []
    for verdict in verdicts:
        if verdict.right:
            continue
        gold = verdict.gold
        wanted = " | ".join(gold.answers) if gold.answerable else "to be declined"
        wanted = " + ".join("/".join(part) for part in gold.parts) or wanted
        came = " + ".join(hit.excerpt for hit in verdict.shown) or "declined"
        rank = f"  (right at rank {verdict.rank})" if verdict.rank else ""
        lines += [
            Text(f"{gold.id} {gold.question}", style="cyan"),
            Text(f"  wanted: {wanted}"),
            Text(f"  came:   {came}{rank}", style="dim"),
        ]
    return Group(*lines)
