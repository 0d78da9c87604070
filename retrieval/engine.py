"""The engine: what questions are understood, sent on their way and searched with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from weakref import WeakValueDictionary

from retrieval.archive import Archive, archive_of
from retrieval.building import Progress, build_missing
from retrieval.cache import forget_old
from retrieval.collection import (
    Collection,
    build_collection,
    load_collection,
    save_collection,
)
from retrieval.folding import fold
from retrieval.index import Index
from retrieval.lexicon import Lexicon, lexicon_lines, load_lexicon
from retrieval.listing import Listing
from retrieval.mentions import load_route_words
from retrieval.outcome import Outcome
from retrieval.phrasings import Phrasing
from retrieval.question import Question
from retrieval.report import Report
from retrieval.route import Route, Stop
from retrieval.routing import Router
from retrieval.segmentation import Segmenter
from retrieval.source import Source, sources_of
from retrieval.timeframe import Frame
from retrieval.understanding import Understanding
from retrieval.version import Version
from retrieval.vocabulary import Vocabulary

__all__ = ["Engine", "build_engine", "engine_of"]

# Questions that are kept as they were understood: as a follow-up, then report by report.
_READ = 256
# What a report proposes, for the year and beyond.
_PLANNED = frozenset((Frame.NEXT, Frame.PLAN))
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
    def listings(self) -> tuple[Listing, ...]:
        """What is known of each report, in their order."""
        return self.collection.listings

    @cached_property
    def understand(self) -> Callable[[str], Question]:
        """Understands a text, whichever report is asked; the last few are remembered."""
        return lru_cache(_READ)(self.understanding.understand)

    def route(self, question: Question) -> Route:
        """The way of a question that is understood."""
        return self.router.route(question.read.text, question.boundaries)

    def question(self, text: str, stop: Stop | None = None) -> Question:
        """What `text` asks of the report of `stop`; of the first one where none is given."""
        question = self.understand(text)
        stop = stop or Stop(0)
        if question.refusal is not None:
            return question
        if stop.left_out:
            question = self.understand(_without(question.read.text, stop))
            if question.refusal not in (None, Outcome.UNCLEAR):
                question = replace(question, refusal=Outcome.UNCLEAR)
        if question.refusal is not None:
            return replace(question, text=text)
        about = self.understanding.about(question, self.listings[stop.report], stop.years)
        period, other_years = about.period, about.other_years
        if stop.planned and not self.listings[stop.report].prepared:
            period = replace(period, frames=_PLANNED)
        if stop.ahead and not period.leaning:
            period = replace(period, leaning=1)
        if stop.about:
            period = replace(period, about=stop.about)
        if stop.left_out and not stop.held:
            # The years have led here; whether a sentence says them again means nothing.
            period, other_years = replace(period, years=()), ()
        return replace(about, text=text, period=period, other_years=other_years)

    def opened(self, number: int = 0) -> Index:
        """The index of report `number`; raises SeedError where it is not to be had any more."""
        return self.archive.open(number)

    @property
    def index(self) -> Index:
        """The index of the first report: for engines over one."""
        return self.opened()


def _without(text: str, stop: Stop) -> str:
    """Folded `text` without what has led to the report; a comma keeps words apart."""
    pieces = list(text)
    for span in stop.left_out:
        if span.start < span.end:
            pieces[span.start : span.end] = ["，", *[""] * (span.end - span.start - 1)]
    return "".join(pieces)


def build_engine(reports: Sequence[Report], phrasings: Mapping[str, Sequence[Phrasing]]) -> Engine:
    """The engine for reports that are read already, and their phrasings by the name of the report.

    Raises WordsError where word data cannot be used.
    """
    return engine_of(sources_of(reports, phrasings))[0]


def engine_of(
    sources: Sequence[Source],
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
    segmenter, words = archive.tools.segmenter, archive.tools.words
    understanding = Understanding(segmenter, words, lexicon, vocabulary)
    home = fold(home).text
    places = (*words.places, *collection.places)
    router = Router(collection.listings, archive.gazetteer, load_route_words(), places, home)
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
        kept = (archive.kept(number) for number in range(len(archive)))
        collection = build_collection(kept, archive.tools.words.stop_words, version)
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
