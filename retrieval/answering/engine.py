"""Query engine: analysis, routing and per-report search of one loaded corpus."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from weakref import WeakValueDictionary

from retrieval.cache import forget_old
from retrieval.corpus.metadata import ReportMetadata
from retrieval.corpus.phrasings import Phrasing
from retrieval.corpus.source import ReportSource, report_sources
from retrieval.index.archive import Archive, archive_of
from retrieval.index.corpus_statistics import (
    Collection,
    build_collection,
    load_collection,
    save_collection,
)
from retrieval.index.index import Index
from retrieval.index.workers import Progress, build_missing
from retrieval.language.lexicon import Lexicon, lexicon_lines, load_lexicon
from retrieval.language.normalization import fold
from retrieval.language.segmentation import Segmenter
from retrieval.language.spelling import Vocabulary
from retrieval.outcome import Outcome
from retrieval.query.analysis import Understanding
from retrieval.query.mentions import load_route_words
from retrieval.query.question import Question
from retrieval.query.route import ReportTarget, Route
from retrieval.query.router import Router
from retrieval.reports.model import Report, Span
from retrieval.version import Version

__all__ = ["Engine", "build_engine", "engine_of"]

# Analysed questions that are kept: a follow-up is analysed before it is asked, and what is left of
# a question is the same for many reports.
_ANALYSED = 256
_FIRST = ReportTarget(0)
# The collections of libraries in use, by their digests: one that is loaded beside another over the
# same reports, to try a line of the lexicon or after one was added, shares it.
_in_use: WeakValueDictionary[str, Collection] = WeakValueDictionary()


@dataclass(frozen=True)
class Engine:
    """The archive and the collection of some reports, in one order, and what goes with them."""

    segmenter: Segmenter
    understanding: Understanding
    archive: Archive
    collection: Collection
    router: Router

    @property
    def metadata(self) -> tuple[ReportMetadata, ...]:
        """What is known of each report, in their order."""
        return self.collection.metadata

    @cached_property
    def understand(self) -> Callable[[str], Question]:
        """The analysis of a text that holds for all reports; the last few are kept."""
        return lru_cache(_ANALYSED)(self.understanding.understand)

    def route(self, question: Question) -> Route:
        """Which reports to search for a question that is analysed."""
        return self.router.route(question)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each report by its name."""
        return {source.name: number for number, source in enumerate(self.archive.sources)}

    def for_target(self, question: Question, target: ReportTarget = _FIRST) -> Question:
        """`question` as it is put to the report of `target`; to the first one by default.

        Only where spans of it chose the report is the rest analysed; for all reports that the same
        spans chose this is done once.
        """
        if question.refusal is not None:
            return question
        rest = question
        if target.consumed:
            rest = replace(
                self.understand(_without(question.read.text, target.consumed)), text=question.text
            )
        if rest.refusal is not None:
            return replace(rest, refusal=Outcome.UNCLEAR)
        return self.understanding.about(rest, self.metadata[target.report], target)

    def opened(self, number: int = 0) -> Index:
        """The index of report `number`; raises SeedError where it is not to be had any more."""
        return self.archive.open(number)

    @property
    def index(self) -> Index:
        """The index of the first report: for engines over one."""
        return self.opened()


def _without(text: str, spans: Sequence[Span]) -> str:
    """Normalized `text` without `spans`; a comma keeps the words around each apart."""
    pieces = list(text)
    for span in spans:
        if span.start < span.end:
            pieces[span.start : span.end] = ["，", *[""] * (span.end - span.start - 1)]
    return "".join(pieces)


def build_engine(reports: Sequence[Report], phrasings: Mapping[str, Sequence[Phrasing]]) -> Engine:
    """The engine for reports that are read already, and their phrasings by the name of the report.

    Raises WordsError where word data cannot be used.
    """
    return engine_of(report_sources(reports, phrasings))[0]


def engine_of(
    sources: Sequence[ReportSource],
    own_lexicon: Sequence[tuple[str, str]] = (),
    home: str = "",
    folder: Path | None = None,
    progress: Progress | None = None,
) -> tuple[Engine, tuple[str, ...]]:
    """The engine for `sources`, with lines of an operator's own lexicon, each with the place where
    it stands, and the home place as people call it; and a sentence for each source left out.

    `folder`: where the sources come from, if they are files; `progress` is told how many of how
    many reports are indexed.  What takes long to make is kept in the cache folder, report by
    report, and used again as long as neither the report nor its phrasings nor word data nor code
    have changed.  Raises WordsError where word data cannot be used, and SeedError where no source
    can be.
    """
    archive = archive_of(sources)
    faults = build_missing(archive, folder, progress)
    if faults:
        if len(faults) == len(sources):
            raise next(iter(faults.values()))
        left = [each for number, each in enumerate(sources) if number not in faults]
        archive = archive_of(left)
    collection = _collection(archive)
    own = _lexicon(archive.version).with_lines(own_lexicon)
    lexicon = own.with_others(collection.english)
    vocabulary = Vocabulary(
        collection.counts, collection.readings, collection.official, lexicon.english
    )
    segmenter, words = archive.resources.segmenter, archive.resources.words
    understanding = Understanding(segmenter, words, lexicon, vocabulary)
    home = fold(home).text
    places = (*words.places, *collection.places)
    router = Router(
        collection.metadata, archive.resources.gazetteer, load_route_words(), places, home
    )
    engine = Engine(segmenter, understanding, archive, collection, router)
    return engine, tuple(map(str, faults.values()))


def _collection(archive: Archive) -> Collection:
    """What is known of all reports together; made anew where any of them has changed."""
    version = archive.version
    digest = version.digest(*archive.digests)
    known = _in_use.get(digest)
    if known is not None:
        return known
    file = version.file(f"collection-{digest}.json")
    collection = load_collection(file, [source.name for source in archive.sources])
    if collection is None:
        files = (archive.index_file(number) for number in range(len(archive)))
        collection = build_collection(files, archive.resources.words.stop_words, version)
        if save_collection(file, collection):
            forget_old(version.name)
    return _in_use.setdefault(digest, collection)


def _lexicon(version: Version) -> Lexicon:
    """The lexicon that comes with this package; made anew where one of its lines has changed.

    Raises WordsError, whose message names file, line and reason.
    """
    digest = version.digest(*(line for _, line in lexicon_lines()))
    terms = version.mapping(f"lexicon-{digest}.json", lambda: load_lexicon().terms)
    return Lexicon(terms)
