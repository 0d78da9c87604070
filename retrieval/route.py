"""A route: the reports that a question is put to, tier by tier."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.outcome import Outcome
from retrieval.report import Span

__all__ = ["Group", "Route", "Search", "Stop"]


@dataclass(frozen=True, slots=True)
class Stop:
    """A report to be asked.

    `prior` is added to its margin, `preference` only where it is compared with others that answer;
    `left_out` are the stretches of the question that have led here
    and say nothing more, and `held` is what the answering sentence has to hold.  `years` are those
    that the question still names; None: what its words say when they count from this report.
    `about` are the years that it is about; none where it names a report by its year.
    `planned`: what the report proposes is asked, not what it looks back on; `ahead`: rather that.
    """

    report: int
    prior: float = 0.0
    left_out: tuple[Span, ...] = ()
    years: tuple[int, ...] | None = None
    held: tuple[str, ...] = ()
    planned: bool = False
    ahead: bool = False
    about: tuple[int, ...] = ()
    preference: float = 0.0


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look among paragraphs of all `reports` (None: of any) when no stop has answered."""

    reports: frozenset[int] | None
    like: Stop


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of which one is to answer: tier by tier, the surest of the first that does."""

    tiers: tuple[tuple[Stop, ...], ...]
    search: Search | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """The groups, each of which gives an answer of its own, and the outcome where none does.

    `missing` is None where what was named is loaded: then the reports themselves say.  What answers
    has to name each of `named`: places within those whose reports are asked.
    """

    groups: tuple[Group, ...]
    missing: Outcome | None = None
    named: tuple[str, ...] = ()
