"""Federated search: runs the route over the reports and merges their results."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from itertools import chain, zip_longest

from retrieval.answering.engine import Engine
from retrieval.answering.once import Once
from retrieval.answering.result import ReportResult, SearchResult, outcome_of
from retrieval.errors import SeedError
from retrieval.index.index import Index
from retrieval.paragraphs import ParagraphIndex
from retrieval.query.question import Question
from retrieval.query.route import AnswerSlot, CorpusFallback, ReportTarget
from retrieval.ranking.excerpts import choose_excerpts
from retrieval.ranking.pipeline import PipelineResult, find, load_model

__all__ = ["Searcher"]

_log = logging.getLogger(__name__)

# How unsure a report may be of what another one answers for another year or place: reports repeat
# each other's words.
_TWIN = -1.5
# Reports to search where only the paragraphs can tell which: the one that answers is nearly always
# among the first few, and each more is another chance of a wrong answer.
_MOST_FOUND = 6
# Paragraphs that are retrieved to find those reports.
_PARAGRAPHS = 40
# Paragraphs of each report that are searched for the answer: nearly all that share a term with the
# question; with all paragraphs the answers to our questions are the same.
_CANDIDATES = 100
# Official terms that are kept as cut: more than the lexicon has.
_MOST_CUT = 5000
# Differences of the paragraph index that are logged: more would hide what is wrong.
_LOGGED = 5


class Searcher:
    """Searches the reports of an engine.  Any number of threads may search at once."""

    def __init__(self, engine: Engine, paragraphs: ParagraphIndex) -> None:
        """Raises WordsError where fitted weights cannot be used."""
        self.engine = engine
        self.paragraphs = paragraphs
        self.model = load_model()
        # Questions share the official terms of the lexicon, and cutting is slow.
        self.cut = lru_cache(_MOST_CUT)(engine.archive.resources.segmenter.cut)
        # Raises IndexUnavailableError.  After a failure the next search tries again; searches that
        # run meanwhile share its result instead of waiting in a queue.
        self.sync_paragraphs = Once(partial(_sync, engine, paragraphs))

    def search(self, text: str, top: int) -> SearchResult:
        """What the reports hold for the question `text`, each with up to `top` excerpts.

        Raises IndexUnavailableError.
        """
        self.sync_paragraphs()
        question = self.engine.analyze(text)
        if question.refusal is not None:
            return SearchResult(question, question.refusal)
        route = self.engine.router.route(question)
        running = _Search(self, question, top, route.within)
        results = [each for each in map(running.fill, route.slots) if each is not None]
        answers = running.answers(results)
        best = next(iter([*answers, *results]), None)
        outcome = outcome_of(route.missing, answers, best)
        return SearchResult(question, outcome, tuple(answers), best, route.missing)

    def within(self, text: str, report: str, top: int) -> PipelineResult:
        """What `report` alone holds for `text`, with up to `top` excerpts also where they are near
        and no answer.  Raises SeedError."""
        target = ReportTarget(report)
        question = self.engine.for_target(self.engine.analyze(text), target)
        found = find(question, self.engine.open(report), self.model, top)
        if found.excerpts or not found.relevance.answers:
            return found
        return replace(found, excerpts=tuple(choose_excerpts(found.ranked, found.index, top)))

    def routed(self, question: Question) -> tuple[Index, Question]:
        """The report to search first for `question`, and the question adapted to it, also where
        there is nothing to search for (总结一下).  Raises SeedError."""
        router = self.engine.router
        slots = router.route(question).slots
        targets = [target for slot in slots for tier in slot.tiers for target in tier]
        target = next(iter(targets), ReportTarget(router.home_report))
        return self.engine.open(target.report), self.engine.for_target(question, target)


def _sync(engine: Engine, paragraphs: ParagraphIndex) -> None:
    """Checks that the paragraph index holds the reports.  Raises IndexUnavailableError."""
    lacking = paragraphs.attach(engine.rows())
    for difference in lacking[:_LOGGED]:
        _log.error("%s", difference)
    if len(lacking) > _LOGGED:
        _log.error("the index differs in %d reports more", len(lacking) - _LOGGED)


@dataclass(frozen=True)
class _Search:
    """The search for one question.

    `within`: places each of which an answer has to name.
    """

    searcher: Searcher
    question: Question
    top: int
    within: tuple[str, ...]

    def fill(self, slot: AnswerSlot) -> ReportResult | None:
        """The report of `slot` that answers, else the most likely; None where there is none."""
        first: ReportResult | None = None
        for tier in self._tiers(slot):
            best = max(self._results(tier), key=lambda each: each.sureness, default=None)
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
        # Reports of the fallback belong to the first tier: what the home place hardly answers,
        # another may answer well.  Their bias says how much better that has to be.
        first, *others = slot.tiers or ((),)
        targets = {target.report for tier in slot.tiers for target in tier}
        found = [each for each in self._fallback(slot.fallback) if each.report not in targets]
        yield [*first, *found]
        yield from others

    def _fallback(self, fallback: CorpusFallback) -> list[ReportTarget]:
        """The reports whose paragraphs share most with the question: alternately those found by its
        own terms, which include names, and those found by official terms too."""
        search, loaded = self.searcher.paragraphs.search, self.searcher.engine.numbers
        # Without everyday terms both are the same, and one search is enough.
        found = [
            dict.fromkeys(each.report for each in search(terms, _PARAGRAPHS, fallback.reports))
            for terms in dict.fromkeys((self.question.terms, self._terms))
        ]
        alternately = dict.fromkeys(chain.from_iterable(zip_longest(*found)))
        reports = [name for name in alternately if name is not None and name in loaded]
        return [replace(fallback.like, report=name) for name in reports[:_MOST_FOUND]]

    @cached_property
    def _terms(self) -> tuple[str, ...]:
        """The terms to search for: those of the question and official ones close to them."""
        official = chain.from_iterable(map(self.searcher.cut, self.question.official_terms))
        return tuple(dict.fromkeys([*self.question.terms, *official]))

    def _results(self, targets: Sequence[ReportTarget]) -> list[ReportResult]:
        """The result of each report over those of its paragraphs that share a term."""
        paragraphs: dict[str, set[int]] = {target.report: set() for target in targets}
        most = _CANDIDATES * len(paragraphs)
        for each in self.searcher.paragraphs.search(self._terms, most, paragraphs.keys()):
            if each.report in paragraphs:  # an index elsewhere may be a little ahead, or behind
                paragraphs[each.report].add(each.paragraph)
        results = []
        for target in targets:
            try:
                # Where no paragraph shares a word, some may still sound alike: all are searched.
                results.append(self._result(target, paragraphs[target.report] or None))
            except SeedError as error:
                _log.error("A report is left out: %s", error)
        return results

    def _result(self, target: ReportTarget, paragraphs: Collection[int] | None) -> ReportResult:
        engine = self.searcher.engine
        index = engine.open(target.report)
        question = engine.for_target(self.question, target)
        body = _without_notes(index, paragraphs)
        found = find(question, index, self.searcher.model, self.top, body)
        return ReportResult(
            found,
            margin=(found.margin or 0.0) + target.margin_bias,
            preference=target.preference,
            complete=_contains(found, (*target.must_contain, *self.within)),
        )


def _without_notes(index: Index, paragraphs: Collection[int] | None) -> Collection[int] | None:
    """`paragraphs` of a report (None: all) without its notes, which answer what asks for a meaning
    only (`definitions`)."""
    if not index.notes:
        return paragraphs
    numbers = range(1, len(index.entries) + 1) if paragraphs is None else paragraphs
    return [number for number in numbers if number not in index.notes]


def _contains(found: PipelineResult, names: Sequence[str]) -> bool:
    """Whether the first excerpt contains each of `names`."""
    numbers = found.excerpts[0].sentences if found.excerpts else ()
    texts = [found.index.sentences[number].folded for number in numbers]
    return all(any(name in text for text in texts) for name in names)
