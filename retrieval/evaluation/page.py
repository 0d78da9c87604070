"""The page on quality: docs/quality.md, from what was measured."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from retrieval.evaluation.intervals import interval
from retrieval.evaluation.run import OURS, EvaluationRun, SetTrial
from retrieval.evaluation.verdict import Verdict

__all__ = ["quality_page", "table_of"]

_HEAD = """# Quality

Written by `python -m retrieval evaluate … --page FILE` on {date}; a test compares the tables of the
home report with what is measured.  Brackets hold 95 % bootstrap intervals.  **ans@1**: share of
answerable questions whose first excerpt holds an answer (a declined one counts as wrong);
**ans@3**: one of the first three; **kept**: answerable questions not declined; **declined**:
unanswerable ones declined; **right**: first excerpt right, or rightly declined; **length**:
characters of first excerpts; **right report**: the first excerpt comes from a report that answers.
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
    "questions.fit": "What ranking and decision were fitted to: shown to see how far that carries.",
}
_OTHER = "Another report, which nobody prepared for: general means alone."

_Value = Callable[[Verdict], float]
_ANSWERABLE: tuple[tuple[str, _Value], ...] = (
    ("ans@1", lambda verdict: float(verdict.rank == 1)),
    ("ans@3", lambda verdict: float(verdict.rank is not None and verdict.rank <= 3)),
    ("kept", lambda verdict: float(not verdict.declined)),
)


def _share(values: Sequence[float]) -> str:
    between = interval(values)
    if between is None:
        return "–"
    return f"{sum(values) / len(values):.2f} [{between[0]:.2f}, {between[1]:.2f}]"


def _row(name: str, verdicts: Sequence[Verdict]) -> str:
    answerable = [verdict for verdict in verdicts if verdict.gold.answerable]
    others = [verdict for verdict in verdicts if not verdict.gold.answerable]
    lengths = [len(v.answer.hits[0].excerpt) for v in answerable if v.answer.hits]
    cells = [
        name,
        str(len(verdicts)),
        _share([float(verdict.right) for verdict in verdicts]),
        *(_share([value(verdict) for verdict in answerable]) for _, value in _ANSWERABLE),
        _share([float(verdict.declined) for verdict in others]),
        f"{sum(lengths) / len(lengths):.0f}" if lengths else "–",
    ]
    reports = [v.right_report for v in verdicts if v.right_report is not None]
    if reports:
        cells.append(_share([float(right) for right in reports]))
    return f"| {' | '.join(cells)} |"


def table_of(trial: EvaluationRun) -> str:
    """The table of one file of gold: our rows by id prefix (by kind where it is about many
    reports), then all, then the peers."""
    ours = trial.verdicts[OURS]
    prefixes = sorted({verdict.gold.prefix for verdict in ours})
    kinds = sorted({verdict.gold.kind for verdict in ours})
    many = any(verdict.right_report is not None for verdict in ours)
    if not many:
        rows = [_row(name, [v for v in ours if v.gold.prefix == name]) for name in prefixes]
    else:
        rows = [_row(name, [v for v in ours if v.gold.kind == name]) for name in kinds]
    rows.append(_row("**all**", ours))
    rows += [_row(name, several) for name, several in trial.verdicts.items() if name != OURS]
    head = "| | n | right | ans@1 | ans@3 | kept | declined | length |"
    columns = head.count("|") - 1
    if many:
        head += " right report |"
        columns += 1
    return "\n".join([head, "|---" * columns + "|", *rows])


def _set_table(trial: SetTrial) -> str:
    names = list(next(iter(trial.measures.values())))
    rows = [
        f"| {system} | {' | '.join(f'{values[name]:.3f}' for name in names)} |"
        for system, values in trial.measures.items()
    ]
    return "\n".join([f"| | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|", *rows])


def quality_page(
    trials: Sequence[EvaluationRun], sets: Sequence[SetTrial], date: datetime.date, plot: str | None
) -> str:
    """The page, as Markdown."""
    pieces = [_HEAD.format(date=date.isoformat())]
    for trial in trials:
        note = _NOTES.get(trial.name, _OTHER)
        pieces.append(f"## {trial.name}\n\n{note}\n\n{table_of(trial)}\n")
    pieces += [
        f"## {each.name} ({each.questions} questions)\n\n{_set_table(each)}\n" for each in sets
    ]
    if plot is not None:
        pieces.append(f"## Risk and coverage\n\n![Risk over coverage]({plot})\n")
    return "\n".join(pieces)
