"""The loaded reports, ready to be asked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from retrieval.answer import Answer, Hit, rounded
from retrieval.engine import build_engine
from retrieval.errors import PlaceError
from retrieval.excerpt import Excerpt
from retrieval.explanation import Explanation, explain
from retrieval.findings import Findings, find, load_model
from retrieval.followup import FollowUp, load_follow_up_words
from retrieval.highlight import highlights
from retrieval.outcome import Outcome
from retrieval.ownwords import (
    Addition,
    LexiconLine,
    NewPhrasing,
    checked,
    read_own_lexicon,
)
from retrieval.phrasings import Phrasing, read_phrasings
from retrieval.place import Place, place_of
from retrieval.question import LONGEST_QUESTION, Question
from retrieval.report import Report, Section
from retrieval.seeds import default_seeds_dir, read_seeds
from retrieval.words import load_examples

__all__ = ["Library", "load"]

# Two questions fit on a phone's screen below a sentence of apology.
_SUGGESTIONS = 2
# Questions that are kept as they were understood: first as a follow-up, then to be answered.
_READ = 64
# Answers that are kept: some megabytes at most.
_KEPT = 1_024
# The excerpts that `ask` shows unless told otherwise are those to be explained.
_EXPLAINED = 3


class Library:
    """Reports that can be asked.  Asking changes nothing: any number of threads may ask at once."""

    def __init__(
        self,
        reports: Sequence[Report],
        phrasings: Mapping[str, Sequence[Phrasing]] | None = None,
        own_lexicon: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Segments and indexes `reports` and the phrasings by the name of their report.

        `own_lexicon`: lines of an operator's own, each with the place where it stands.

        Raises WordsError where word data or fitted values cannot be used.
        """
        self.reports = tuple(reports)
        self.indexed_at = datetime.datetime.now(datetime.UTC)
        self._engine = build_engine(self.reports, phrasings or {}, own_lexicon)
        self._model = load_model()
        self._examples = load_examples()
        self._follow_ups = load_follow_up_words()
        self._asked = lru_cache(_KEPT)(self._answer)
        self._understood = lru_cache(_READ)(self._engine.understanding.understand)

    def ask(self, question: str, top: int = 3) -> Answer:
        """The answer to `question` with up to `top` hits, best first.

        Never raises on account of what was asked; the same question always gets the same answer.
        """
        # The same question gets the same answer, and is asked again with every button below it.
        asked = self._asked if len(question) <= LONGEST_QUESTION else self._answer
        return asked(question, top)

    def follow(self, text: str, previous: str) -> FollowUp | None:
        """What `text` asks where it goes on from the question `previous` (那2017年呢, 还有呢).

        None where it stands for itself: then it is to be asked as it is.
        """
        understood = self._understood(text)
        if understood.refusal in (Outcome.SMALL_TALK, Outcome.TOO_LONG):
            return None
        text = understood.read.text or text  # pinyin as words, without thanks
        reading = self._follow_ups.read(text, previous)
        if reading is None:
            return self._attached(text, previous)
        answered = (each for each in reading.questions if reading.more or self._answers(each))
        return FollowUp(next(answered, reading.questions[0]), reading.more)

    def _attached(self, text: str, previous: str) -> FollowUp | None:
        """A question without a subject of its own that is answered only with the one before.

        怎么控制, 还剩多少: nothing by themselves.
        """
        attached, bare = self._follow_ups.attached(text, previous) or ("", False)
        if not attached or (self._answers(text) and not bare) or not self._answers(attached):
            return None
        return FollowUp(attached)

    def _answers(self, question: str) -> bool:
        return self.ask(question, 1).outcome is Outcome.ANSWERED

    def explain(self, question: str) -> Explanation:
        """Each step from `question` to its excerpts."""
        return explain(self._find(question, _EXPLAINED), self._engine.index)

    def sentences(self, question: str, top: int) -> tuple[Hit, ...]:
        """The sentences nearest to `question`, best first, whether or not they answer it.

        For operators, who say which one does.
        """
        ranked = self._find(question, 1).ranked[:top]
        alone = (Excerpt(each.sentence, each.sentence, each.score) for each in ranked)
        return tuple(self._hit(self._understood(question), each) for each in alone)

    def report(self, name: str) -> Report:
        """The report whose seed file is called `name`, with or without its suffix.

        Raises PlaceError where none is.
        """
        for report in self.reports:
            if name in (report.name, Path(report.name).stem):
                return report
        loaded = ", ".join(report.name for report in self.reports)
        message = f"no report called {name} is loaded; there is {loaded}"
        raise PlaceError(message)

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
    def _answered(self) -> tuple[tuple[str, Findings], ...]:
        """The examples that are answered, with what they find."""
        found = ((example, self._find(example, 1)) for example in self._examples)
        return tuple(each for each in found if each[1].decision.outcome is Outcome.ANSWERED)

    def _answer(self, question: str, top: int) -> Answer:
        findings = self._find(question, top)
        outcome = findings.decision.outcome
        if outcome is not Outcome.ANSWERED:
            nearest = self._nearest(findings)
            title = nearest.title if nearest else ""
            suggestions = self._suggestions(findings, nearest)
            return Answer(question, outcome, (), suggestions, title, findings.margin)
        hits = tuple(self._hit(findings.question, excerpt) for excerpt in findings.excerpts)
        return Answer(question, outcome, hits, margin=findings.margin)

    def _find(self, question: str, top: int) -> Findings:
        return find(self._understood(question), self._engine.index, self._model, top)

    def _hit(self, question: Question, excerpt: Excerpt) -> Hit:
        entry = self._engine.index.entries[self._engine.index.sentences[excerpt.first].entry]
        span = excerpt.span(self._engine.index)
        text = span.of(entry.report.text)
        return Hit(
            excerpt=text,
            place=entry.place(span),
            score=rounded(excerpt.score),
            highlights=highlights(text, question),
        )

    def _nearest(self, findings: Findings) -> Section | None:
        """The section that what was found best stands in; None where nothing was found."""
        if not findings.ranked:
            return None
        sentence = self._engine.index.sentences[findings.ranked[0].sentence]
        return self._engine.index.entries[sentence.entry].section

    def _suggestions(self, findings: Findings, nearest: Section | None) -> tuple[str, ...]:
        """The examples that share most terms with the question, then those of the same section."""
        asked = set(findings.question.terms)

        def bridge(example: tuple[str, Findings]) -> tuple[int, bool]:
            shared = len(asked.intersection(example[1].question.terms))
            return -shared, self._nearest(example[1]) is not nearest

        return tuple(text for text, _ in sorted(self._answered, key=bridge)[:_SUGGESTIONS])


def load(seeds_dir: str | Path | None = None, additions: Sequence[Addition] = ()) -> Library:
    """The reports in `seeds_dir` (default: SEEDS_DIR, else the `seeds` folder), ready to be asked.

    `additions` are tried as if they had been kept there.  Raises SeedError or WordsError, whose
    message names the file and says what to do.
    """
    folder = Path(seeds_dir) if seeds_dir is not None else default_seeds_dir()
    reports = read_seeds(folder)
    added = [checked(each) for each in additions]
    phrasings = {
        report.name: read_phrasings(
            folder,
            report,
            [
                Phrasing(each.sentence, each.text)
                for each in added
                if isinstance(each, NewPhrasing) and each.report == report.name
            ],
        )
        for report in reports
    }
    lines = [("the new line", each.line) for each in added if isinstance(each, LexiconLine)]
    return Library(reports, phrasings, [*read_own_lexicon(folder), *lines])
