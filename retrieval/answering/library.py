"""Library: the loaded reports, to ask questions of."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from threading import Lock

from cachetools import LRUCache, cached

from retrieval.answering.accepted import is_accepted
from retrieval.answering.answer import Answer, Hit, bytes_of, hit_of
from retrieval.answering.engine import Engine
from retrieval.answering.examples import Examples
from retrieval.answering.figures import Figures
from retrieval.answering.once import Once
from retrieval.answering.search import Searcher
from retrieval.answering.shaped_answer import answer_question, answers
from retrieval.answering.topics_at_hand import topics_at_hand
from retrieval.corpus.metadata import ReportMetadata
from retrieval.errors import IndexUnavailableError, LocationError
from retrieval.paragraphs import ParagraphIndex
from retrieval.query.follow_up import FollowUp, follow
from retrieval.query.follow_up_words import load_follow_up_words
from retrieval.query.opening import Opening, opening_of
from retrieval.query.question import LONGEST_TYPED
from retrieval.query.shape import Shape
from retrieval.query.shape_reader import load_shape_reader
from retrieval.query.topics import load_topics
from retrieval.ranking.excerpts import Excerpt
from retrieval.ranking.explanation import Explanation, explain
from retrieval.ranking.pipeline import PipelineResult
from retrieval.reports.location import Location, location_of
from retrieval.reports.model import Report

__all__ = ["Library"]

_log = logging.getLogger(__name__)

# Bytes of the answers that are cached: some thousand of them, as citizens ask the same again.
_CACHE_BYTES = 16 << 20
# Excerpts of each cached answer: as many as the bot shows, so that one search is enough however few
# a caller wants.
_EXCERPTS = 5
# Excerpts that are marked in an explanation: those that `ask` shows by default.
_EXPLAINED = 3
# Names of reports in a message: more would hide what is wrong.
_NAMED = 5
# The hexadecimal digits of a digest that identify a report: enough for any number of reports, few
# enough for a button.
_SHORT_DIGEST = 8


class Library:
    """Loaded reports.  Any number of threads may ask at once."""

    def __init__(
        self,
        engine: Engine,
        paragraphs: ParagraphIndex,
        faults: Sequence[str] = (),
        examples: Sequence[tuple[str, str]] = (),
    ) -> None:
        """The reports of `engine`.

        `paragraphs`: the index to search the paragraphs of all reports in.
        `faults`: a sentence for each file, or line of one, that is left out.
        `examples`: example questions of the seeds folder, each with its file and line number.

        Raises WordsError where fitted weights or words of follow-ups cannot be used.
        """
        self.indexed_at = datetime.datetime.now(datetime.UTC)
        self.faults = tuple(faults)
        self.paragraphs = paragraphs
        self.figures = Figures(engine)
        self._engine = engine
        self._searcher = Searcher(engine, paragraphs)
        self._follow_up_words = load_follow_up_words()
        # A cached method would refer to the library, which refers to the cache, so that only the
        # garbage collector could free hundreds of megabytes.
        self._shapes = load_shape_reader()
        answered = partial(answers, self._searcher, self._shapes)
        self._examples = Examples(
            answered, examples, partial(engine.open, engine.router.home_report)
        )
        load_topics()  # so that a fault in the words is found here, and not by a question
        self._answer = cached(LRUCache(_CACHE_BYTES, getsizeof=bytes_of), lock=Lock())(
            partial(answer_question, self._searcher, self._examples, self._shapes)
        )
        self._topics = Once(partial(topics_at_hand, partial(self._answer, top=_EXCERPTS)))
        try:
            self._searcher.sync_paragraphs()
        except IndexUnavailableError as error:
            _log.error("The reports are loaded, and cannot be asked yet: %s", error)

    @property
    def metadata(self) -> tuple[ReportMetadata, ...]:
        """The metadata of each report, without opening it, in their order."""
        return self._engine.metadata

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports in their order; opens each of them.  Raises SeedError as `report` does."""
        return tuple(self.report(each.name) for each in self.metadata)

    @property
    def home_report(self) -> Report:
        """The report that is searched first for a question without place or year: the newest of the
        home place.  Raises SeedError as `report` does."""
        return self.report(self._engine.router.home_report)

    @property
    def home_place(self) -> str:
        """The place of the home report; empty where that does not say."""
        return self._engine.router.home

    @property
    def ready(self) -> bool:
        """Whether the paragraph index can be reached; takes as long as it takes to answer."""
        return self.paragraphs.status().ready

    @property
    def examples(self) -> tuple[str, ...]:
        """Questions to show as examples, each of which the loaded reports answer.

        The first call searches for all of them, which takes seconds with many reports.  Raises
        IndexUnavailableError as `ask` does.
        """
        return self._examples.questions

    @property
    def topics(self) -> tuple[str, ...]:
        """Topics to offer, of which the loaded reports hold several excerpts; as `examples`."""
        return self._topics()

    def ask(self, question: str, top: int = 3) -> Answer:
        """The answer to `question` with up to `top` hits, best first.

        A question about several reports side by side (近三年…分别) gets one hit of each, and one
        wider than an excerpt all that belongs to it, whatever `top`.

        The same question always gets the same answer; no question raises an error.
        Raises IndexUnavailableError where the paragraph index cannot be reached.
        """
        # Cached, because every button below an answer asks its question again.
        answer_of = self._answer if len(question) <= LONGEST_TYPED else self._answer.__wrapped__
        answer = answer_of(question, max(top, _EXCERPTS))
        if answer.side_by_side or answer.shape is not Shape.EXCERPT:
            return answer
        hits = answer.hits[: max(top, 1)]
        return replace(answer, hits=hits, shown=min(answer.shown, len(hits)))

    def follow(self, text: str, previous: str) -> FollowUp | None:
        """`text` after the question `previous` as a question in full (那2017年呢, 还有呢).

        None where it is no follow-up and is to be asked as it is.
        """
        if self._shapes.is_whole(self._engine.analyze(text)):
            return None
        return follow(
            text,
            previous,
            analyze=self._engine.analyze,
            read=self._shapes.read,
            places=self._engine.router.places,
            words=self._follow_up_words,
            answers=partial(is_accepted, self.ask, self._engine.analyze),
        )

    def opening(self, text: str) -> Opening | None:
        """What `text` opens (第13段, 原文); None where it says anything else."""
        return opening_of(text) or opening_of(self._engine.analyze(text).read.text)

    def explain(self, question: str) -> Explanation:
        """Each step from `question` to its excerpts, in the report that answers best."""
        result = self._searcher.search(question, _EXPLAINED)
        reading, outcome = self._shapes.read(result.question), self.ask(question).outcome
        if result.best is not None:
            return explain(result.best.found, outcome, reading)
        index = self._engine.open(self._engine.router.home_report)
        return explain(PipelineResult(result.question, index), outcome, reading)

    def sentences(self, question: str, top: int) -> list[Hit]:
        """The sentences nearest to `question`, best first; operators say which one answers it."""
        best = self._searcher.search(question, 1).best
        ranked = best.found.ranked[:top] if best else ()
        alone = (Excerpt(each.sentence, each.sentence, each.score) for each in ranked)
        return [hit_of(best.found, each) for each in alone] if best else []

    def within(self, name: str, text: str, top: int) -> tuple[Hit, ...]:
        """The excerpts of the report called `name` that answer `text` or come near, best first.

        Raises LocationError and SeedError as `report` does.
        """
        found = self._searcher.within(text, self.report(name).name, top)
        return tuple(hit_of(found, each) for each in found.excerpts)

    def report(self, name: str) -> Report:
        """The report whose file is called `name`, with or without its suffix.

        Raises LocationError where there is none, and SeedError where it cannot be read any more.
        """
        if name in self._names:
            return self._engine.open(self._names[name]).report
        names = [meta.name for meta in self.metadata]
        several, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
        there = f"{several} and {more} more" if more > 0 else several
        message = f"no report called {name} is loaded; there is {there}"
        raise LocationError(message)

    def metadata_of(self, name: str) -> ReportMetadata:
        """The metadata of the report whose file is called `name`; KeyError where there is none."""
        return self._engine.metadata_of(name)

    def by_digest(self, digest: str) -> Report | None:
        """The report whose digest begins with the eight digits `digest`; None where there is none.

        Raises SeedError as `report` does.
        """
        name = self._digests.get(digest)
        return None if name is None else self.report(name)

    def verify(self, name: str, start: int, end: int) -> tuple[Location, str]:
        """The location of the characters `start` up to `end` of the report `name`, and their text.

        Raises LocationError where there is no such report, or they are not within one paragraph.
        """
        report = self.report(name)
        return location_of(report, start, end), report.text[start:end]

    @cached_property
    def _names(self) -> dict[str, str]:
        """The names of the reports by themselves and without suffix."""
        names = [meta.name for meta in self.metadata]
        return {Path(name).stem: name for name in names} | {name: name for name in names}

    @cached_property
    def _digests(self) -> dict[str, str]:
        """The names of the reports by their short digests; the first one of the same text."""
        return {meta.digest[:_SHORT_DIGEST]: meta.name for meta in reversed(self.metadata)}
