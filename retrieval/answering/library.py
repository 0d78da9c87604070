"""The loaded reports, ready to be asked."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from retrieval.answering.answer import Answer, Hit, rounded
from retrieval.answering.engine import Engine, engine_of
from retrieval.answering.highlights import highlights
from retrieval.answering.once import Once
from retrieval.answering.reports import Reports
from retrieval.answering.search import ReportResult, SearchResult, search
from retrieval.corpus.metadata import ReportMetadata
from retrieval.corpus.phrasings import Phrasing
from retrieval.corpus.source import report_sources
from retrieval.errors import IndexUnavailableError, LocationError
from retrieval.outcome import Outcome
from retrieval.paragraphs import ParagraphIndex, ReportRows, open_index
from retrieval.query.follow_up import FollowUp, follow, load_follow_up_words
from retrieval.query.question import LONGEST_QUESTION
from retrieval.ranking.excerpts import Excerpt
from retrieval.ranking.explanation import Explanation, explain
from retrieval.ranking.pipeline import PipelineResult, load_model
from retrieval.reports.location import Location, location_of
from retrieval.reports.model import Report, Section, Span
from retrieval.words import load_examples

__all__ = ["Library", "rows_of"]

_log = logging.getLogger(__name__)

# Two questions fit on a phone's screen below a sentence of apology.
_SUGGESTIONS = 2
# Answers that are kept: some megabytes at most.
_KEPT = 1_024
# Excerpts of each answer that is kept: as many as the bot shows, so that however few a caller wants
# the search is made once.
_CHOSEN = 5
# The excerpts that `ask` shows unless told otherwise are those to be explained.
_EXPLAINED = 3
# Names of reports in a message: more would hide what is wrong.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Example:
    """An example question that is answered: its terms, and the section in which its answer stands,
    as the report and the span of its first paragraph."""

    text: str
    terms: frozenset[str]
    section: tuple[int, Span] | None


def rows_of(engine: Engine) -> tuple[ReportRows, ...]:
    """What a paragraph index holds of the reports of `engine`."""
    archive = engine.archive
    return tuple(
        ReportRows(
            meta.name,
            digest,
            meta.paragraphs,
            lambda number=number: list(archive.index_file(number).paragraphs),  # type: ignore[misc]
        )
        for number, (meta, digest) in enumerate(zip(engine.metadata, archive.digests, strict=True))
    )


class Library:
    """Reports that can be asked.  Asking changes nothing: any number of threads may ask at once."""

    def __init__(
        self,
        reports: Sequence[Report],
        phrasings: Mapping[str, Sequence[Phrasing]] | None = None,
        own_lexicon: Sequence[tuple[str, str]] = (),
        home: str = "",
    ) -> None:
        """Segments and indexes `reports` and the phrasings by the name of their report.

        `own_lexicon`: lines of an operator's own, each with the place where it stands; `home`: the
        place whose reports are asked where a question names none.

        Raises WordsError where word data or fitted values cannot be used.
        """
        engine, faults = engine_of(report_sources(reports, phrasings or {}), own_lexicon, home)
        self._set_up(engine, faults, open_index())

    @classmethod
    def over(cls, engine: Engine, faults: Sequence[str], paragraphs: ParagraphIndex) -> Library:
        """A library that asks `engine`; `paragraphs`: the index that finds paragraphs among all
        reports; `faults`: a sentence for each file that was left out."""
        library = cls.__new__(cls)
        library._set_up(engine, faults, paragraphs)
        return library

    def _set_up(self, engine: Engine, faults: Sequence[str], paragraphs: ParagraphIndex) -> None:
        self.indexed_at = datetime.datetime.now(datetime.UTC)
        self.faults = tuple(faults)
        self._engine = engine
        self.reports = Reports(engine)
        self.paragraphs = paragraphs
        self._model = load_model()
        self._examples = Once(self._answered_examples)
        self._follow_ups = load_follow_up_words()
        self._searched = lru_cache(_KEPT)(self._search)
        # Where the index could not be reached when the reports were loaded, the next question tries
        # again; questions that come meanwhile share its result instead of waiting in a queue.
        self._sync_paragraphs = Once(self._attach)
        try:
            self._sync_paragraphs()
        except IndexUnavailableError as error:
            _log.error("The reports are loaded, and cannot be asked yet: %s", error)

    @property
    def metadata(self) -> tuple[ReportMetadata, ...]:
        """What is known of each report without opening it, in their order."""
        return self._engine.metadata

    @property
    def home(self) -> str:
        """The place whose reports are asked where a question names none."""
        return self._engine.router.home

    @property
    def home_report(self) -> Report:
        """The report that a question is put to first where it names neither place nor year: the
        newest of the home place.  Raises SeedError where its file cannot be read any more."""
        return self._engine.opened(self._engine.router.home_report).report

    def ask(self, question: str, top: int = 3) -> Answer:
        """The answer to `question` with up to `top` hits, best first.

        Where several reports are asked side by side (近三年…分别), there is one hit of each,
        however many `top` says.  Never raises on account of what was asked; the same question
        always gets the same answer.  Raises IndexUnavailableError where the paragraph index is
        elsewhere and cannot be reached.
        """
        # The same question gets the same answer, and is asked again with every button below it.
        search = self._searched if len(question) <= LONGEST_QUESTION else self._search
        answer = search(question, max(top, _CHOSEN))
        if answer.side_by_side:
            return answer
        return replace(answer, hits=answer.hits[: max(top, 1)])

    def follow(self, text: str, previous: str) -> FollowUp | None:
        """What `text` asks where it goes on from the question `previous` (那2017年呢, 还有呢).

        None where it stands for itself: then it is to be asked as it is.
        """
        return follow(
            text,
            previous,
            understand=self._engine.understand,
            places=self._engine.router.places,
            words=self._follow_ups,
            answers=self._answers,
        )

    def _answers(self, question: str) -> bool:
        return self.ask(question, 1).outcome is Outcome.ANSWERED

    def explain(self, question: str) -> Explanation:
        """Each step from `question` to its excerpts, in the report that answers best."""
        consultation = self._consult(question, _EXPLAINED)
        best = consultation.best
        nothing = PipelineResult(consultation.question, self._engine.index)
        return explain(best.found if best else nothing, consultation.outcome)

    def sentences(self, question: str, top: int) -> tuple[Hit, ...]:
        """The sentences nearest to `question`, best first, whether or not they answer it.

        For operators, who say which one does.
        """
        best = self._consult(question, 1).best
        if best is None:
            return ()
        ranked = best.found.ranked[:top]
        alone = (Excerpt(each.sentence, each.sentence, each.score) for each in ranked)
        return tuple(self._hit(best, each) for each in alone)

    def report(self, name: str) -> Report:
        """The report whose seed file is called `name`, with or without its suffix.

        Raises PlaceError where none is.
        """
        number = self._numbers.get(name)
        if number is not None:
            return self._engine.opened(number).report
        names = [meta.name for meta in self.metadata]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        message = f"no report called {name} is loaded; there is {', '.join(names[:_NAMED])}{more}"
        raise LocationError(message)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The reports by their names, with and without suffix."""
        names = [meta.name for meta in self.metadata]
        stems = {Path(name).stem: number for number, name in enumerate(names)}
        return stems | {name: number for number, name in enumerate(names)}

    def verify(self, name: str, start: int, end: int) -> tuple[Location, str]:
        """The place of characters `start` up to `end` of report `name`, and what stands there.

        Raises PlaceError where there is no such report, or they are no stretch of one paragraph.
        """
        report = self.report(name)
        place = location_of(report, start, end)
        return place, report.text[start:end]

    @property
    def examples(self) -> tuple[str, ...]:
        """Questions to show as examples, each of which the loaded reports answer.

        The first call asks them all, which takes seconds with many reports.  Raises
        IndexUnavailableError as `ask` does.
        """
        return tuple(example.text for example in self._examples())

    def _answered_examples(self) -> tuple[_Example, ...]:
        """The examples that are answered."""
        found = ((text, self._consult(text, 1)) for text in load_examples())
        return tuple(
            _Example(text, frozenset(best.found.question.terms), self._section_of(best))
            for text, each in found
            if each.answers and (best := each.best)
        )

    def _search(self, question: str, top: int) -> Answer:
        consultation = self._consult(question, top)
        best = consultation.best
        margin = best.found.margin if best else None
        if not consultation.answers:
            nearest = self._nearest(best) if best else None
            title = nearest.title if nearest else ""
            suggestions = self._suggestions(consultation)
            return Answer(question, consultation.outcome, (), suggestions, title, margin)
        if len(consultation.answers) > 1:
            hits = tuple(self._hit(each, each.found.excerpts[0]) for each in consultation.answers)
            return Answer(question, consultation.outcome, hits, margin=margin, side_by_side=True)
        (only,) = consultation.answers
        hits = tuple(self._hit(only, excerpt) for excerpt in only.found.excerpts)
        return Answer(question, consultation.outcome, hits, margin=margin)

    def _attach(self) -> None:
        """Checks that the paragraph index holds these reports.  Raises IndexUnavailableError."""
        lacking = self.paragraphs.attach(rows_of(self._engine))
        for difference in lacking[:_NAMED]:
            _log.error("%s", difference)
        if len(lacking) > _NAMED:
            _log.error("the index differs in %d reports more", len(lacking) - _NAMED)

    @property
    def ready(self) -> bool:
        """Whether questions can be answered: the paragraph index can be reached.  May take as long
        as the index takes to answer."""
        return self.paragraphs.status().ready

    def _consult(self, question: str, top: int) -> SearchResult:
        self._sync_paragraphs()
        return search(question, self._engine, self.paragraphs, self._model, top)

    def _hit(self, consulted: ReportResult, excerpt: Excerpt) -> Hit:
        index = consulted.found.index
        entry = index.entries[index.sentences[excerpt.first].entry]
        span = excerpt.span(index)
        text = span.of(entry.report.text)
        return Hit(
            excerpt=text,
            location=entry.place(span),
            score=rounded(excerpt.score),
            highlights=highlights(text, consulted.found.question),
        )

    def _nearest(self, consulted: ReportResult) -> Section | None:
        """The section that what was found best stands in; None where nothing was found."""
        if not consulted.found.ranked:
            return None
        index = consulted.found.index
        sentence = index.sentences[consulted.found.ranked[0].sentence]
        return index.entries[sentence.entry].section

    def _section_of(self, consulted: ReportResult | None) -> tuple[int, Span] | None:
        """What identifies that section also when its report was closed and opened again."""
        section = self._nearest(consulted) if consulted else None
        return (consulted.report, section.paragraphs[0].span) if consulted and section else None

    def _suggestions(self, consultation: SearchResult) -> tuple[str, ...]:
        """The examples that share most terms with the question, then those of the same section."""
        asked = frozenset(consultation.question.terms)
        section = self._section_of(consultation.best)

        def distance(example: _Example) -> tuple[int, bool]:
            return -len(asked & example.terms), example.section != section

        return tuple(each.text for each in sorted(self._examples(), key=distance)[:_SUGGESTIONS])
