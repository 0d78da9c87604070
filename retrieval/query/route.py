"""Route: the reports to search for a question, tier by tier."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.outcome import Outcome
from retrieval.reports.model import Span

__all__ = ["AnswerSlot", "CorpusFallback", "ReportTarget", "Route", "Tiers"]


@dataclass(frozen=True, slots=True)
class ReportTarget:
    """One report to search, and how the question is adapted to it.

    `report`: its name.
    `margin_bias`: added to the margin of its answer, in log-odds; below 0 it has to be surer.
    `consumed`: spans of the question that chose the report and need not match in it.
    `years`: the years that the question still names; None: those of its words, counted from the
    year of this report.
    `must_contain`: texts each of which the answering excerpt has to contain.
    `planned`: the question is about what the report proposes, not what it reviews.
    `ahead`: likewise, unless the tense of the question says otherwise.
    `about`: the years that the question is about; empty where they only name the report.
    `preference`: added to the margin only in comparison with other answers, in log-odds.
    """

    report: str
    margin_bias: float = 0.0
    consumed: tuple[Span, ...] = ()
    years: tuple[int, ...] | None = None
    must_contain: tuple[str, ...] = ()
    planned: bool = False
    ahead: bool = False
    about: tuple[int, ...] = ()
    preference: float = 0.0


# The targets of a tier are searched together, a tier only where those before do not answer.
Tiers = tuple[tuple[ReportTarget, ...], ...]


@dataclass(frozen=True, slots=True)
class CorpusFallback:
    """A search over the paragraphs of many reports, for targets beside those of the tiers.

    `reports`: the names of those reports; None: all.
    `like`: the target for each report found, save its name.
    """

    reports: frozenset[str] | None
    like: ReportTarget


@dataclass(frozen=True, slots=True)
class AnswerSlot:
    """Room for one answer: the surest of the first tier that has any.

    `fallback`: where to find further targets; None: nowhere.
    """

    tiers: Tiers
    fallback: CorpusFallback | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """The reports to search for a question.

    `slots`: one for each answer wanted.
    `missing`: the outcome where no slot is filled; None where every place and year of the question
    has a report, so that what these hold decides.
    `within`: places inside those of the reports; an answer has to name each.
    """

    slots: tuple[AnswerSlot, ...]
    missing: Outcome | None = None
    within: tuple[str, ...] = ()
