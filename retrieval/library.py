"""The loaded reports, ready to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from retrieval.answer import Answer, Hit, rounded
from retrieval.errors import PlaceError
from retrieval.excerpt import Excerpt
from retrieval.explanation import Explanation, explain
from retrieval.findings import Findings, find
from retrieval.highlight import highlights
from retrieval.index import Index, build_index
from retrieval.outcome import Outcome
from retrieval.place import Place, place_of
from retrieval.question import Question, understand
from retrieval.report import Report
from retrieval.seeds import default_seeds_dir, read_seeds
from retrieval.segmentation import Segmenter, quoted_terms
from retrieval.words import (
    load_dictionary,
    load_examples,
    load_stop_words,
    load_title_block_words,
)

__all__ = ["Library", "load"]

# Two questions fit on a phone's screen below a sentence of apology.
_SUGGESTIONS = 2
# The excerpts that `ask` shows unless told otherwise are those to be explained.
_EXPLAINED = 3


class Library:
    """Reports that can be asked.  Asking changes nothing: any number of threads may ask at once."""

    def __init__(self, reports: Sequence[Report]) -> None:
        """Segments and indexes `reports`; raises WordsError where word data cannot be used."""
        self.reports = tuple(reports)
        terms = dict.fromkeys(term for report in reports for term in quoted_terms(report))
        self._segmenter = Segmenter(load_dictionary(), terms)
        self._stop_words = load_stop_words()
        self._index: Index = build_index(self.reports, self._segmenter, load_title_block_words())
        self._examples = load_examples()

    def ask(self, question: str, top: int = 3) -> Answer:
        """The answer to `question` with up to `top` hits, best first.

        Never raises on account of what was asked; the same question always gets the same answer.
        """
        findings = self._find(question, top)
        if findings.outcome is not Outcome.ANSWERED:
            suggestions = self._suggestions(findings.question)
            return Answer(question, findings.outcome, (), suggestions)
        hits = tuple(self._hit(findings.question, excerpt) for excerpt in findings.excerpts)
        return Answer(question, findings.outcome, hits)

    def explain(self, question: str) -> Explanation:
        """Each step from `question` to its excerpts."""
        return explain(self._find(question, _EXPLAINED), self._index)

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

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Questions to show as examples, each of which the loaded reports answer."""
        return tuple(
            example
            for example in self._examples
            if self._find(example, 1).outcome is Outcome.ANSWERED
        )

    def _find(self, question: str, top: int) -> Findings:
        understood = understand(question, self._segmenter, self._stop_words)
        return find(understood, self._index, top)

    def _hit(self, question: Question, excerpt: Excerpt) -> Hit:
        entry = self._index.entries[self._index.sentences[excerpt.first].entry]
        span = excerpt.span(self._index)
        text = span.of(entry.report.text)
        return Hit(
            excerpt=text,
            place=entry.place(span),
            score=rounded(excerpt.score),
            highlights=highlights(text, question, self._segmenter),
        )

    def _suggestions(self, question: Question) -> tuple[str, ...]:
        """The examples that share most terms with `question`; without any, the first ones."""
        asked = set(question.terms)

        def shared(example: str) -> int:
            return len(asked.intersection(self._segmenter.terms(example)))

        return tuple(sorted(self.examples, key=lambda example: -shared(example))[:_SUGGESTIONS])


def load(seeds_dir: str | Path | None = None) -> Library:
    """The reports in `seeds_dir` (default: SEEDS_DIR, else the `seeds` folder), ready to be asked.

    Raises SeedError or WordsError, whose message names the file and says what to do.
    """
    folder = Path(seeds_dir) if seeds_dir is not None else default_seeds_dir()
    return Library(read_seeds(folder))
