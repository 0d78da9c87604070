"""A route: the reports to search for a question, tier by tier."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.outcome import Outcome
from retrieval.reports.model import Span

__all__ = ["AnswerSlot", "CorpusFallback", "ReportTarget", "Route"]


@dataclass(frozen=True, slots=True)
class ReportTarget:
    """One report to search, and how the question is put to it.

    `report`: its number.
    `margin_bias`: added to the margin of its answer, in log-odds: below 0 it has to be surer.
    `consumed`: spans of the question that chose the report and need not match in it.
    `years`: the years that the question still names; None: those of its words, counted from the
    year of this report.
    `must_contain`: texts each of which the answering excerpt has to hold.
    `planned`: the question is about what the report proposes, not what it looks back on.
    `ahead`: likewise, unless the tense of the question says otherwise.
    `about`: the years that the question is about; empty where they only name the report.
    `preference`: added to the margin only in comparison with other answers, in log-odds.
    """

    report: int
    margin_bias: float = 0.0
    consumed: tuple[Span, ...] = ()
    years: tuple[int, ...] | None = None
    must_contain: tuple[str, ...] = ()
    planned: bool = False
    ahead: bool = False
    about: tuple[int, ...] = ()
    preference: float = 0.0


@dataclass(frozen=True, slots=True)
class CorpusFallback:
    """A search among the paragraphs of many reports, to find targets beside those of the tiers.

    `reports`: the numbers of those reports; None: all.
    `like`: a target with all that those found have in common.
    """

    reports: frozenset[int] | None
    like: ReportTarget


@dataclass(frozen=True, slots=True)
class AnswerSlot:
    """Room for one answer: the surest of the first tier that has any.

    `tiers`: targets, those of a tier searched together.
    `fallback`: where to find further targets; None: nowhere.
    """

    tiers: tuple[tuple[ReportTarget, ...], ...]
    fallback: CorpusFallback | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Which reports are searched for a question.

    `slots`: one for each answer that is wanted.
    `missing`: the outcome where no slot is filled; None where all that the question names is
    loaded, so that the reports decide.
    `within`: places inside those whose reports are searched; an answer has to name each.
    """

    slots: tuple[AnswerSlot, ...]
    missing: Outcome | None = None
    within: tuple[str, ...] = ()
