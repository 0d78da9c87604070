"""The page on quality: what was measured, as Markdown."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from retrieval.evaluation.measures import Mean, Measures, by_group, measure
from retrieval.evaluation.run import OURS, EvaluationRun, RetrievalSetRun
from retrieval.evaluation.shape_measures import shapes_by_kind

__all__ = ["quality_page", "table_of"]

_HEAD = """# Quality

Written by `python -m retrieval evaluate … --page FILE` on {date}; a test compares the tables of the
home report with what is measured.  Brackets hold 95 % bootstrap intervals.  **ans@1**: share of
answerable questions whose first excerpt holds an answer (a declined one counts as wrong);
**ans@3**: one of the first three; **kept**: answerable questions not declined; **declined**:
unanswerable ones declined; **right**: first excerpt right, or rightly declined; **length**:
characters of first excerpts; **right report**: the first excerpt comes from a report that answers.

Of questions wider than one excerpt: **cover**: share of the parts that a reader would demand
which the first reply shows; **full**: replies that show all; **characters**: of the excerpts in
the first reply.  Of questions without an answer: **not answered**: no excerpt is given as the
answer; **related right**: of those whose subject the report mentions, a right excerpt is shown as
related; **no excerpt**: of those about something else, nothing is shown.  OVR overviews, TOP
topics, LST lists, TWO several questions at once, CMP comparisons, WHY reasons and ways, REL the
report mentions it and does not say what is asked, OOS something else.
"""
_NOTES = {
    "questions.dev": "Given with the project, and looked at while it was built.",
    "questions.kept": (
        "Put aside: nothing was fitted to them and none was read while building, but their totals "
        "were looked at several times.  Far more of the unanswerable ones are hard than in dev."
    ),
    "questions.rambling": (
        "Answerable questions buried in anecdotes, written to be wrongly declined.  Another "
        "thirty of them are in the fit part; these are not."
    ),
    "many.kept": (
        "Over 89 reports loaded together: none was read after it was written, none was fitted to; "
        "their totals were looked at a few times.  Its writer built the bot."
    ),
    "many.fit": (
        "Over the same reports: 139 questions by a writer who did not know the bot, and 102 by one "
        "who built it; rules were made with them in sight and general weights fitted to them."
    ),
    "shapes.home.fit": (
        "Questions wider than one excerpt, and what the report does not say, by a writer who had "
        "not seen the bot; looked at while shapes were built."
    ),
    "shapes.home.kept": "The same by another such writer; none was read while building.",
    "questions.fit": "What ranking and decision were fitted to: shown to see how far that carries.",
}
_OTHER = "Another report, which nobody prepared for: general means alone."


def quality_page(
    runs: Sequence[EvaluationRun],
    sets: Sequence[RetrievalSetRun],
    date: datetime.date,
    plot: str | None,
) -> str:
    """The page with a table for each run; `plot`: the name of a drawing beside it, if there is."""
    pieces = [
        _HEAD.format(date=date.isoformat()),
        *(f"## {run.name}\n\n{_NOTES.get(run.name, _OTHER)}\n\n{table_of(run)}\n" for run in runs),
        *(f"## {each.name} ({each.questions} questions)\n\n{_set_table(each)}\n" for each in sets),
    ]
    if plot is not None:
        pieces.append(f"## Risk and coverage\n\n![Risk over coverage]({plot})\n")
    return "\n".join(pieces)


def table_of(run: EvaluationRun) -> str:
    """The table of one file of gold: our rows by id prefix (by kind where it is about many
    reports), then of all, then the peers'."""
    if run.wide:
        return _shape_table(run)
    groups = by_group(run.ours)
    (everything,) = groups["all"]
    many = bool(everything.right_report.values)
    rows = [_row(each.name, each) for each in groups["kind" if many else "id prefix"]]
    rows.append(_row("**all**", everything))
    rows += [_row(name, measure(name, v)) for name, v in run.verdicts.items() if name != OURS]
    names = ["n", "right", "ans@1", "ans@3", "kept", "declined", "length"]
    return _table([*names, "right report"] if many else names, rows)


def _shape_table(run: EvaluationRun) -> str:
    """Our rows by kind, then of all."""
    rows = []
    for each in shapes_by_kind(run.ours):
        shares = each.cover, each.full, each.not_answered, each.near, each.silent
        name = "**all**" if each.name == "all" else each.name
        length = f"{each.characters:.0f}"
        rows.append([name, str(each.questions), *map(_share, shares), length])
    names = ["n", "cover", "full", "not answered", "related right", "no excerpt", "characters"]
    return _table(names, rows)


def _row(name: str, measures: Measures) -> list[str]:
    shares = measures.right, measures.ans_at_1, measures.ans_at_3, measures.kept, measures.refused
    cells = [name, str(measures.questions), *map(_share, shares), f"{measures.excerpt_length:.0f}"]
    return [*cells, _share(measures.right_report)] if measures.right_report.values else cells


def _share(mean: Mean) -> str:
    interval = mean.interval
    return f"{mean:.2f} [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else f"{mean}"


def _set_table(run: RetrievalSetRun) -> str:
    names = list(next(iter(run.measures.values())))
    rows = [
        [system, *(f"{values[name]:.3f}" for name in names)]
        for system, values in run.measures.items()
    ]
    return _table(names, rows)


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with `names` above all columns but the first."""
    lines = [f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
