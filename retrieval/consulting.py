"""Consulting: putting a question to the reports on its way, until one answers."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, zip_longest

from retrieval.engine import Engine
from retrieval.errors import SeedError
from retrieval.excerpt import choose_excerpts
from retrieval.findings import Findings, Model, find
from retrieval.outcome import Outcome
from retrieval.paragraphs.interface import ParagraphIndex
from retrieval.question import Question
from retrieval.route import Group, Search, Stop

__all__ = ["Consultation", "Consulted", "consult"]

_log = logging.getLogger(__name__)

# How unsure a report may be of what another one answers for another year or place: reports follow
# each other's words.
_TWIN = -1.5
# Reports that are asked where only a search among all paragraphs can tell: the one that answers is
# nearly always among the first few, and each more has its chance to be wrong.
_MOST_SEARCHED = 6
# Paragraphs that are looked at to find those reports.
_PARAGRAPHS = 40
# Paragraphs of each report among which the answer is looked for: nearly all of those that share a
# term with the question; with all of them the answers to our questions are the same.
_CANDIDATES = 100
# Official terms that only touch on an everyday one find too much among many reports.
_CLOSE = 0.7


@dataclass(frozen=True, slots=True)
class Consulted:
    """A report that was asked: its number, what it found, how sure it is, and how much it is to be
    preferred to others."""

    report: int
    findings: Findings
    margin: float
    preference: float
    held: bool

    @property
    def answered(self) -> bool:
        """Whether its answer is to be given."""
        sure = self.margin >= 0 and self.held
        return self.findings.decision.outcome is Outcome.ANSWERED and sure


@dataclass(frozen=True, slots=True)
class Consultation:
    """`answers`: one for each group of reports that has one, in the order of the way.

    `best` is the first of them; where there is none, what the likeliest report found; None where
    no report was asked.  `outcome` is what comes of the question.
    """

    question: Question
    outcome: Outcome
    answers: tuple[Consulted, ...] = ()
    best: Consulted | None = None


def consult(
    text: str, engine: Engine, paragraphs: ParagraphIndex, model: Model, top: int
) -> Consultation:
    """What the reports say to `text`, each with up to `top` excerpts.

    Raises IndexUnavailableError where all paragraphs have to be searched and cannot be.
    """
    question = engine.understand(text)
    if question.refusal is not None:
        return Consultation(question, question.refusal)
    route = engine.route(question)
    visit = _Visit(text, question, engine, paragraphs, model, top, route.named)
    consulted = [visit.group(group) for group in route.groups]
    answers = tuple(visit.answers([each for each in consulted if each is not None]))
    best = next((each for each in (*answers, *consulted) if each is not None), None)
    if answers:
        return Consultation(question, Outcome.ANSWERED, answers, best)
    return Consultation(question, _declined(question, route.missing, best), (), best)


def _declined(question: Question, missing: Outcome | None, best: Consulted | None) -> Outcome:
    """Why nothing is answered."""
    if question.small_talk:
        return Outcome.SMALL_TALK
    if missing is not None:
        return missing
    if best is None or best.findings.decision.outcome is Outcome.ANSWERED:
        return Outcome.NOT_IN_REPORT
    return best.findings.decision.outcome


@dataclass(frozen=True)
class _Visit:
    """One question on its way; what answers it has to name each of `named`."""

    text: str
    question: Question
    engine: Engine
    paragraphs: ParagraphIndex
    model: Model
    top: int
    named: tuple[str, ...]

    def group(self, group: Group) -> Consulted | None:
        """The report of `group` that answers, else the likeliest; None where there is none."""
        first: Consulted | None = None
        for tier in self._tiers(group):
            consulted = self._ask(tier)
            best = max(consulted, key=_sureness, default=None)
            if best is not None and best.answered:
                return best
            first = first or best
        return first

    def answers(self, consulted: Sequence[Consulted]) -> list[Consulted]:
        """Those that answer; where one does, its near twins need not be as sure."""
        if not any(each.answered for each in consulted):
            return []
        return [
            each if each.answered else self._answering(each)
            for each in consulted
            if each.answered or (each.findings.ranked and each.margin >= _TWIN)
        ]

    def _answering(self, consulted: Consulted) -> Consulted:
        """`consulted` with excerpts, as if it had been sure."""
        index = self.engine.opened(consulted.report)
        excerpts = choose_excerpts(consulted.findings.ranked, index, self.top)
        findings = replace(consulted.findings, excerpts=tuple(excerpts))
        return replace(consulted, findings=findings)

    def _tiers(self, group: Group) -> Iterator[Sequence[Stop]]:
        if group.search is None:
            yield from group.tiers
            return
        # Those found by a search take part at once: what the home place hardly answers, another
        # may answer well.  Their prior says how much better it has to be.
        first, *others = group.tiers or ((),)
        asked = {stop.report for tier in group.tiers for stop in tier}
        found = [stop for stop in self._search(group.search) if stop.report not in asked]
        yield [*first, *found]
        yield from others

    def _search(self, search: Search) -> list[Stop]:
        """The reports whose paragraphs share most with the question: in turn those found by its
        own words, which tell names, and those found by official terms too."""
        sources = self.engine.archive.sources
        numbers = {source.name: number for number, source in enumerate(sources)}
        names = None if search.reports is None else {sources[n].name for n in search.reports}
        # Without everyday terms both are the same, and one search is enough.
        found = [
            dict.fromkeys(each.report for each in self.paragraphs.search(terms, _PARAGRAPHS, names))
            for terms in dict.fromkeys((self.question.terms, self._terms))
        ]
        in_turn = chain.from_iterable(zip_longest(*found))
        reports = dict.fromkeys(numbers[name] for name in in_turn if name in numbers)
        stops = (replace(search.like, report=number) for number in reports)
        return list(stops)[:_MOST_SEARCHED]

    @cached_property
    def _terms(self) -> tuple[str, ...]:
        """What is searched for: the terms of the question and official ones close to them."""
        official = [
            term
            for expansion in self.question.expansions
            for name, weight in expansion.official
            if weight >= _CLOSE
            for term in self.engine.segmenter.cut(name)
        ]
        return tuple(dict.fromkeys([*self.question.terms, *official]))

    def _ask(self, stops: Sequence[Stop]) -> list[Consulted]:
        """What each report finds among those of its paragraphs that share a term."""
        sources = self.engine.archive.sources
        names = {sources[stop.report].name for stop in stops}
        found = self.paragraphs.search(self._terms, _CANDIDATES * len(names), names)
        paragraphs: dict[str, set[int]] = {name: set() for name in names}
        for each in found:
            if each.report in paragraphs:  # an index elsewhere may be a little ahead, or behind
                paragraphs[each.report].add(each.paragraph)
        consulted = []
        for stop in stops:
            try:
                # Where no paragraph shares a word, some may still be read alike: all are looked at.
                own = paragraphs[sources[stop.report].name] or None
                consulted.append(self._asked(stop, own))
            except SeedError as error:
                _log.error("A report is left out: %s", error)
        return consulted

    def _asked(self, stop: Stop, paragraphs: Collection[int] | None) -> Consulted:
        index = self.engine.opened(stop.report)
        question = self.engine.question(self.text, stop)
        findings = find(question, index, self.model, self.top, paragraphs)
        held = all(
            any(name in index.sentences[number].folded for number in _first(findings))
            for name in (*stop.held, *self.named)
        )
        return Consulted(
            stop.report, findings, (findings.margin or 0.0) + stop.prior, stop.preference, held
        )


def _first(findings: Findings) -> range:
    """The sentences of the first excerpt."""
    if not findings.excerpts:
        return range(0)
    return range(findings.excerpts[0].first, findings.excerpts[0].last + 1)


def _sureness(consulted: Consulted) -> tuple[bool, float]:
    return consulted.answered, consulted.margin + consulted.preference
