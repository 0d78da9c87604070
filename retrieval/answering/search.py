"""Federated search: follows the route over the reports and merges their results."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, zip_longest

from retrieval.answering.engine import Engine
from retrieval.errors import SeedError
from retrieval.outcome import Outcome
from retrieval.paragraphs.interface import ParagraphIndex
from retrieval.query.question import Question
from retrieval.query.route import AnswerSlot, CorpusFallback, ReportTarget
from retrieval.ranking.excerpts import choose_excerpts
from retrieval.ranking.pipeline import Model, PipelineResult, find

__all__ = ["ReportResult", "SearchResult", "outcome_of", "search"]

_log = logging.getLogger(__name__)

# How unsure a report may be of what another one answers for another year or place: reports follow
# each other's words.
_TWIN = -1.5
# Reports to search where only the paragraphs can tell which: the one that answers is nearly always
# among the first few, and each more has its chance to be wrong.
_MOST_FOUND = 6
# Paragraphs that are looked at to find those reports.
_PARAGRAPHS = 40
# Paragraphs of each report among which the answer is looked for: nearly all of those that share a
# term with the question; with all of them the answers to our questions are the same.
_CANDIDATES = 100
# Official terms that only touch on an everyday one find too much among many reports.
_CLOSE = 0.7


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What one report says to a question.

    `report`: its number.
    `found`: what the pipeline found in it; `found.index` is that of the report.
    `margin`: the margin of the decision with the bias of the target, in log-odds.
    `preference`: added to the margin in comparison with other reports.
    `complete`: whether the first excerpt contains all that it must.
    """

    report: int
    found: PipelineResult
    margin: float
    preference: float
    complete: bool

    @property
    def answered(self) -> bool:
        """Whether its answer is to be given."""
        return self.found.decision.answers and self.margin >= 0 and self.complete


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What all searched reports say to a question.

    `question`: as its analysis left it, for no report in particular.
    `outcome`: what comes of it.
    `answers`: one for each slot of the route that is filled, in their order.
    `best`: the first of them; without one, what the likeliest report found; None where no report
    was searched.
    """

    question: Question
    outcome: Outcome
    answers: tuple[ReportResult, ...] = ()
    best: ReportResult | None = None


def search(
    text: str, engine: Engine, paragraphs: ParagraphIndex, model: Model, top: int
) -> SearchResult:
    """What the reports say to `text`, each with up to `top` excerpts.

    Raises IndexUnavailableError where all paragraphs have to be searched and cannot be.
    """
    question = engine.understand(text)
    if question.refusal is not None:
        return SearchResult(question, outcome_of(question))
    route = engine.route(question)
    running = _Search(question, engine, paragraphs, model, top, route.within)
    results = [running.fill(slot) for slot in route.slots]
    answers = tuple(running.answers([each for each in results if each is not None]))
    best = next((each for each in (*answers, *results) if each is not None), None)
    return SearchResult(question, outcome_of(question, route.missing, answers, best), answers, best)


def outcome_of(
    question: Question,
    missing: Outcome | None = None,
    answers: Sequence[ReportResult] = (),
    best: ReportResult | None = None,
) -> Outcome:
    """What comes of `question`; the arguments are as in `Route` and `SearchResult`."""
    if question.refusal is not None:
        return question.refusal
    if answers:
        return Outcome.ANSWERED
    if question.small_talk:
        return Outcome.SMALL_TALK
    if missing is not None:
        return missing
    # A sure sentence that may not answer (it lacks what it must contain) tells nothing of the why.
    if best is None or best.found.decision.answers:
        return Outcome.NOT_IN_REPORT
    asked = best.found.question
    if asked.refusal is not None:
        return asked.refusal
    if asked.places:
        return Outcome.OTHER_PLACE
    return Outcome.OTHER_YEAR if asked.other_years else Outcome.NOT_IN_REPORT


@dataclass(frozen=True)
class _Search:
    """The search for one question.

    `within`: places each of which an answer has to name.
    """

    question: Question
    engine: Engine
    paragraphs: ParagraphIndex
    model: Model
    top: int
    within: tuple[str, ...]

    def fill(self, slot: AnswerSlot) -> ReportResult | None:
        """The report of `slot` that answers, else the likeliest; None where there is none."""
        first: ReportResult | None = None
        for tier in self._tiers(slot):
            best = max(self._search(tier), key=_sureness, default=None)
            if best is not None and best.answered:
                return best
            first = first or best
        return first

    def answers(self, results: Sequence[ReportResult]) -> list[ReportResult]:
        """Those that answer; where one does, its near twins need not be as sure."""
        if not any(each.answered for each in results):
            return []
        return [
            each if each.answered else self._with_excerpts(each)
            for each in results
            if each.answered or (each.found.ranked and each.margin >= _TWIN)
        ]

    def _with_excerpts(self, result: ReportResult) -> ReportResult:
        """`result` with excerpts, as if it had been sure."""
        found = result.found
        excerpts = choose_excerpts(found.ranked, found.index, self.top)
        return replace(result, found=replace(found, excerpts=tuple(excerpts)))

    def _tiers(self, slot: AnswerSlot) -> Iterator[Sequence[ReportTarget]]:
        if slot.fallback is None:
            yield from slot.tiers
            return
        # The fallback takes part at once: what the home place hardly answers, another may answer
        # well.  The bias of its targets says how much better it has to be.
        first, *others = slot.tiers or ((),)
        targets = {target.report for tier in slot.tiers for target in tier}
        found = [each for each in self._found(slot.fallback) if each.report not in targets]
        yield [*first, *found]
        yield from others

    def _found(self, fallback: CorpusFallback) -> list[ReportTarget]:
        """The reports whose paragraphs share most with the question: in turn those found by its
        own words, which tell names, and those found by official terms too."""
        sources, numbers = self.engine.archive.sources, self.engine.numbers
        names = None if fallback.reports is None else {sources[n].name for n in fallback.reports}
        # Without everyday terms both are the same, and one search is enough.
        found = [
            dict.fromkeys(each.report for each in self.paragraphs.search(terms, _PARAGRAPHS, names))
            for terms in dict.fromkeys((self.question.terms, self._terms))
        ]
        in_turn = chain.from_iterable(zip_longest(*found))
        reports = dict.fromkeys(numbers[name] for name in in_turn if name in numbers)
        return [replace(fallback.like, report=number) for number in reports][:_MOST_FOUND]

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

    def _search(self, targets: Sequence[ReportTarget]) -> list[ReportResult]:
        """What each report finds among those of its paragraphs that share a term."""
        sources = self.engine.archive.sources
        names = {sources[target.report].name for target in targets}
        found = self.paragraphs.search(self._terms, _CANDIDATES * len(names), names)
        paragraphs: dict[str, set[int]] = {name: set() for name in names}
        for each in found:
            if each.report in paragraphs:  # an index elsewhere may be a little ahead, or behind
                paragraphs[each.report].add(each.paragraph)
        results = []
        for target in targets:
            try:
                # Where no paragraph shares a word, some may still sound alike: all are looked at.
                own = paragraphs[sources[target.report].name] or None
                results.append(self._result(target, own))
            except SeedError as error:
                _log.error("A report is left out: %s", error)
        return results

    def _result(self, target: ReportTarget, paragraphs: Collection[int] | None) -> ReportResult:
        index = self.engine.opened(target.report)
        question = self.engine.for_target(self.question, target)
        found = find(question, index, self.model, self.top, paragraphs)
        return ReportResult(
            target.report,
            found,
            margin=(found.margin or 0.0) + target.margin_bias,
            preference=target.preference,
            complete=_contains(found, (*target.must_contain, *self.within)),
        )


def _contains(found: PipelineResult, names: Sequence[str]) -> bool:
    """Whether the first excerpt contains each of `names`."""
    numbers = range(0)
    if found.excerpts:
        numbers = range(found.excerpts[0].first, found.excerpts[0].last + 1)
    texts = [found.index.sentences[number].folded for number in numbers]
    return all(any(name in text for text in texts) for name in names)


def _sureness(result: ReportResult) -> tuple[bool, float]:
    return result.answered, result.margin + result.preference
