"""Query engine: analysis, routing and per-report indexes of one loaded corpus."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock

from cachetools import LRUCache, cached

from retrieval.cache import Version
from retrieval.corpus.divisions import full_names
from retrieval.corpus.metadata import ReportMetadata
from retrieval.corpus.phrasings import Phrasing
from retrieval.corpus.source import ReportSource, report_sources
from retrieval.figures.contradictions import Contradiction
from retrieval.figures.figure import Figure
from retrieval.figures.store import FigureStore
from retrieval.index.archive import Archive, archive_of
from retrieval.index.corpus_statistics import Collection, collection_of
from retrieval.index.index import Index
from retrieval.index.workers import Progress, build_missing
from retrieval.language.lexicon import Lexicon, lexicon_lines, load_lexicon
from retrieval.language.normalization import fold
from retrieval.language.spelling import Vocabulary
from retrieval.outcome import Outcome
from retrieval.paragraphs import ReportRows
from retrieval.query.analysis import QuestionAnalyzer
from retrieval.query.mentions import load_route_words
from retrieval.query.question import Question
from retrieval.query.route import ReportTarget
from retrieval.query.router import Router
from retrieval.reports.model import Report, Span

__all__ = ["Engine", "build_engine", "engine_of"]

# Bytes of the analysed questions that are cached, some hundred: a follow-up is analysed before it
# is searched, and what is left of a question without the words that chose a report is the same for
# many reports.
_CACHE_BYTES = 8 << 20
# What the analysis of a question takes in memory (measured: up to 500 a character), and what its
# text does.
_ANALYSIS_BYTES, _READ_BYTES, _TYPED_BYTES = 2_000, 500, 4


@dataclass(frozen=True)
class Engine:
    """The loaded corpus: its reports go by their names, which `archive` alone numbers."""

    analyzer: QuestionAnalyzer
    router: Router
    archive: Archive
    collection: Collection

    @property
    def metadata(self) -> tuple[ReportMetadata, ...]:
        """The metadata of the reports, in their order."""
        return self.collection.metadata

    @cached_property
    def analyze(self) -> Callable[[str], Question]:
        """The analysis of a text for all reports, cached."""
        cache: LRUCache[Hashable, Question] = LRUCache(_CACHE_BYTES, getsizeof=_bytes_of)
        return cached(cache, lock=Lock())(self.analyzer.analyze)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The numbers in the archive of the reports by their names."""
        return {source.name: number for number, source in enumerate(self.archive.sources)}

    def open(self, report: str) -> Index:
        """The index of the report called `report`; raises SeedError where it cannot be read."""
        return self.archive.open(self.numbers[report])

    @cached_property
    def _figures(self) -> FigureStore:
        return FigureStore(self.archive)

    def figures(self, report: str) -> tuple[Figure, ...]:
        """The figures of the report called `report`, in reading order; SeedError as `open`."""
        return self._figures.figures(self.numbers[report])

    def contradictions(self, report: str) -> tuple[Contradiction, ...]:
        """The figures of the report that cannot both be right; SeedError as `open`."""
        return self._figures.contradictions(self.numbers[report])

    def metadata_of(self, report: str) -> ReportMetadata:
        """The metadata of the report called `report`; KeyError where there is none."""
        return self.metadata[self.numbers[report]]

    def for_target(self, question: Question, target: ReportTarget) -> Question:
        """`question` adapted to the report of `target`.

        Only where spans of it chose the report is the rest analysed again, once for all reports
        that the same spans chose.
        """
        if question.refusal is not None:
            return question
        rest = question
        if target.consumed:
            rest = replace(
                self.analyze(_without(question.read.text, target.consumed)), text=question.text
            )
        if rest.refusal is not None:
            return replace(rest, refusal=Outcome.UNCLEAR)
        return self.analyzer.adapt(rest, self.metadata_of(target.report), target)

    def rows(self) -> tuple[ReportRows, ...]:
        """What a paragraph index holds of the reports."""
        return tuple(map(self._rows_of, range(len(self.archive))))

    def _rows_of(self, number: int) -> ReportRows:
        meta, digest = self.metadata[number], self.archive.digests[number]
        return ReportRows(
            meta.name,
            digest,
            meta.paragraphs,
            lambda: list(self.archive.index_file(number).paragraphs),
        )


def _bytes_of(question: Question) -> int:
    """About how much memory an analysed question takes."""
    typed, read = len(question.text), len(question.read.text)
    return _ANALYSIS_BYTES + _TYPED_BYTES * typed + _READ_BYTES * read


def _without(text: str, spans: Sequence[Span]) -> str:
    """Normalized `text` without `spans`; a comma keeps the words around each apart."""
    pieces = list(text)
    for span in spans:
        if span.start < span.end:
            pieces[span.start : span.end] = ["，", *[""] * (span.end - span.start - 1)]
    return "".join(pieces)


def build_engine(
    reports: Sequence[Report],
    phrasings: Mapping[str, Sequence[Phrasing]],
    own_lexicon: Sequence[tuple[str, str]] = (),
) -> Engine:
    """The engine for parsed reports, with phrasings by the name of their report, and lines of a
    lexicon of their own, each with its file and line number.

    Raises WordsError where word data cannot be used.
    """
    return engine_of(report_sources(reports, phrasings), own_lexicon)[0]


def engine_of(
    sources: Sequence[ReportSource],
    own_lexicon: Sequence[tuple[str, str]] = (),
    home: str = "",
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    tried: bool = False,
) -> tuple[Engine, tuple[str, ...]]:
    """The engine for `sources`, and a sentence for each source that is left out.

    `own_lexicon`: lines of an operator's lexicon, each with its file and line number.
    `home`: the home place as people call it.
    `folder`: where the sources come from, if they are files.
    `progress`: called with the number of reports indexed, and of all.
    `tried`: as in `archive_of`.

    Indexes are cached report by report, as long as neither the report nor its phrasings nor word
    data nor code change.  Raises WordsError where word data cannot be used, and SeedError where no
    source can be.
    """
    archive = archive_of(sources, tried=tried)
    faults = build_missing(archive, folder, progress)
    if faults:
        if len(faults) == len(sources):
            raise next(iter(faults.values()))
        left = [each for number, each in enumerate(sources) if number not in faults]
        archive = archive_of(left, tried=tried)
    collection = collection_of(archive)
    lexicon = _lexicon(archive.version)
    if own_lexicon:
        lexicon = lexicon.with_lines(own_lexicon)
    lexicon = lexicon.with_others(collection.english)
    vocabulary = Vocabulary(
        collection.counts, collection.readings, collection.official, lexicon.english
    )
    words = archive.resources.words
    analyzer = QuestionAnalyzer(archive.resources.segmenter, words, lexicon, vocabulary)
    places = (*words.places, *(collection.places or sorted(full_names())))
    router = Router(
        collection.metadata,
        archive.resources.gazetteer,
        load_route_words(),
        places,
        fold(home).text,
    )
    return Engine(analyzer, router, archive, collection), tuple(map(str, faults.values()))


def _lexicon(version: Version) -> Lexicon:
    """The lexicon that comes with this package, cached until one of its lines changes.

    Raises WordsError, whose message names file, line and reason.
    """
    return _kept_lexicon(version, version.digest(*(line for _, line in lexicon_lines())))


# Once a process: reading it takes longer than all else that a reload of few reports does.
@cached(LRUCache(1), key=lambda _, digest: digest, lock=Lock())
def _kept_lexicon(version: Version, digest: str) -> Lexicon:
    return Lexicon(version.mapping(f"lexicon-{digest}.json", lambda: load_lexicon().terms))
