"""The loaded reports, ready to be asked."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from retrieval.answer import Answer, Hit, rounded
from retrieval.consulting import Consultation, Consulted, consult
from retrieval.decision import Decision
from retrieval.engine import Engine, engine_of
from retrieval.errors import IndexUnavailableError, PlaceError
from retrieval.excerpt import Excerpt
from retrieval.explanation import Explanation, explain
from retrieval.findings import Findings, load_model
from retrieval.following import follow
from retrieval.followup import FollowUp, load_follow_up_words
from retrieval.highlight import highlights
from retrieval.listing import Listing
from retrieval.outcome import Outcome
from retrieval.paragraphs import ParagraphIndex, ReportRows, open_index
from retrieval.phrasings import Phrasing
from retrieval.place import Place, place_of
from retrieval.question import LONGEST_QUESTION
from retrieval.report import Report, Section
from retrieval.reports import Reports
from retrieval.source import sources_of
from retrieval.words import load_examples

__all__ = ["Library", "rows_of"]

_log = logging.getLogger(__name__)

# Two questions fit on a phone's screen below a sentence of apology.
_SUGGESTIONS = 2
# Answers that are kept: some megabytes at most.
_KEPT = 1_024
# The excerpts that `ask` shows unless told otherwise are those to be explained.
_EXPLAINED = 3
# Names of reports in a message: more would hide what is wrong.
_NAMED = 5


def rows_of(engine: Engine) -> tuple[ReportRows, ...]:
    """What a paragraph index holds of the reports of `engine`."""
    archive = engine.archive
    return tuple(
        ReportRows(
            listing.name,
            digest,
            listing.paragraphs,
            lambda number=number: list(archive.kept(number).tables.paragraphs),  # type: ignore[misc]
        )
        for number, (listing, digest) in enumerate(
            zip(engine.listings, archive.digests, strict=True)
        )
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
        engine, faults = engine_of(sources_of(reports, phrasings or {}), own_lexicon, home)
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
        self._examples = load_examples()
        self._follow_ups = load_follow_up_words()
        self._asked = lru_cache(_KEPT)(self._answer)
        self._attached = False
        self._attaching = threading.Lock()
        try:
            self._attach()
        except IndexUnavailableError as error:
            _log.error("The reports are loaded, and cannot be asked yet: %s", error)

    @property
    def listings(self) -> tuple[Listing, ...]:
        """What is known of each report without opening it, in their order."""
        return self._engine.listings

    @property
    def home(self) -> str:
        """The place whose reports are asked where a question names none."""
        return self._engine.router.home

    def ask(self, question: str, top: int = 3) -> Answer:
        """The answer to `question` with up to `top` hits, best first.

        Where several reports are asked side by side (近三年…分别), there is one hit of each.  Never
        raises on account of what was asked; the same question always gets the same answer.  Raises
        IndexUnavailableError where the paragraph index is elsewhere and cannot be reached.
        """
        # The same question gets the same answer, and is asked again with every button below it.
        asked = self._asked if len(question) <= LONGEST_QUESTION else self._answer
        return asked(question, top)

    def follow(self, text: str, previous: str) -> FollowUp | None:
        """What `text` asks where it goes on from the question `previous` (那2017年呢, 还有呢).

        None where it stands for itself: then it is to be asked as it is.
        """
        return follow(text, previous, self._engine, self._follow_ups, self._answers)

    def _answers(self, question: str) -> bool:
        return self.ask(question, 1).outcome is Outcome.ANSWERED

    def explain(self, question: str) -> Explanation:
        """Each step from `question` to its excerpts, in the report that answers best."""
        consultation = self._consult(question, _EXPLAINED)
        best = consultation.best
        if best is None:
            decision = Decision(consultation.outcome)
            findings = Findings(consultation.question, None, (), None, decision, ())
            return explain(findings, self._engine.index)
        return explain(best.findings, self._engine.opened(best.report).index)

    def sentences(self, question: str, top: int) -> tuple[Hit, ...]:
        """The sentences nearest to `question`, best first, whether or not they answer it.

        For operators, who say which one does.
        """
        best = self._consult(question, 1).best
        if best is None:
            return ()
        ranked = best.findings.ranked[:top]
        alone = (Excerpt(each.sentence, each.sentence, each.score) for each in ranked)
        return tuple(self._hit(best, each) for each in alone)

    def report(self, name: str) -> Report:
        """The report whose seed file is called `name`, with or without its suffix.

        Raises PlaceError where none is.
        """
        number = self._numbers.get(name)
        if number is not None:
            return self._engine.opened(number).report
        names = [listing.name for listing in self.listings]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        message = f"no report called {name} is loaded; there is {', '.join(names[:_NAMED])}{more}"
        raise PlaceError(message)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The reports by their names, with and without suffix."""
        names = [listing.name for listing in self.listings]
        stems = {Path(name).stem: number for number, name in enumerate(names)}
        return stems | {name: number for number, name in enumerate(names)}

    def verify(self, name: str, start: int, end: int) -> tuple[Place, str]:
        """The place of characters `start` up to `end` of report `name`, and what stands there.

        Raises PlaceError where there is no such report, or they are no stretch of one paragraph.
        """
        report = self.report(name)
        place = place_of(report, start, end)
        return place, report.text[start:end]

    @property
    def examples(self) -> tuple[str, ...]:
        """Questions to show as examples, each of which the loaded reports answer."""
        return tuple(example for example, _ in self._answered)

    @cached_property
    def _answered(self) -> tuple[tuple[str, Consulted], ...]:
        """The examples that are answered, with what answers them."""
        found = ((example, self._consult(example, 1)) for example in self._examples)
        return tuple((text, each.best) for text, each in found if each.answers and each.best)

    def _answer(self, question: str, top: int) -> Answer:
        consultation = self._consult(question, max(top, 1))
        best = consultation.best
        margin = best.findings.margin if best else None
        if not consultation.answers:
            nearest = self._nearest(best) if best else None
            title = nearest.title if nearest else ""
            suggestions = self._suggestions(consultation, nearest)
            return Answer(question, consultation.outcome, (), suggestions, title, margin)
        if len(consultation.answers) > 1:
            hits = tuple(
                self._hit(each, each.findings.excerpts[0]) for each in consultation.answers
            )
        else:
            (only,) = consultation.answers
            hits = tuple(self._hit(only, excerpt) for excerpt in only.findings.excerpts)
        return Answer(question, consultation.outcome, hits, margin=margin)

    def _attach(self) -> None:
        """Checks once, as soon as it can, that the paragraph index holds these reports.

        Where another thread is at it, nothing is waited for: a search fails by itself where it has
        to.  Raises IndexUnavailableError.
        """
        if self._attached or not self._attaching.acquire(blocking=False):
            return
        try:
            lacking = self.paragraphs.attach(rows_of(self._engine))
        finally:
            self._attaching.release()
        self._attached = True
        for difference in lacking[:_NAMED]:
            _log.error("%s", difference)
        if len(lacking) > _NAMED:
            _log.error("the index differs in %d reports more", len(lacking) - _NAMED)

    @property
    def ready(self) -> bool:
        """Whether questions can be answered: the paragraph index can be reached.  May take as long
        as the index takes to answer."""
        return self.paragraphs.status().ready

    def _consult(self, question: str, top: int) -> Consultation:
        self._attach()
        return consult(question, self._engine, self.paragraphs, self._model, top)

    def _hit(self, consulted: Consulted, excerpt: Excerpt) -> Hit:
        index = self._engine.opened(consulted.report).index
        entry = index.entries[index.sentences[excerpt.first].entry]
        span = excerpt.span(index)
        text = span.of(entry.report.text)
        return Hit(
            excerpt=text,
            place=entry.place(span),
            score=rounded(excerpt.score),
            highlights=highlights(text, consulted.findings.question),
        )

    def _nearest(self, consulted: Consulted) -> Section | None:
        """The section that what was found best stands in; None where nothing was found."""
        if not consulted.findings.ranked:
            return None
        index = self._engine.opened(consulted.report).index
        sentence = index.sentences[consulted.findings.ranked[0].sentence]
        return index.entries[sentence.entry].section

    def _suggestions(self, consultation: Consultation, nearest: Section | None) -> tuple[str, ...]:
        """The examples that share most terms with the question, then those of the same section."""
        asked = set(consultation.question.terms)

        def bridge(example: tuple[str, Consulted]) -> tuple[int, bool]:
            shared = len(asked.intersection(example[1].findings.question.terms))
            return -shared, self._nearest(example[1]) is not nearest

        return tuple(text for text, _ in sorted(self._answered, key=bridge)[:_SUGGESTIONS])
