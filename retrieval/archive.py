"""The archive: every loaded report with its index, opened when it is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from retrieval.cache import write_whole
from retrieval.errors import SeedError
from retrieval.gazetteer import Gazetteer
from retrieval.index import Index
from retrieval.indexing import Tools, build_index, build_tables
from retrieval.listing import listing_of
from retrieval.reading import read_report
from retrieval.report import Report
from retrieval.segmentation import quoted_terms
from retrieval.source import Source
from retrieval.tables import Kept, load_tables, save_tables
from retrieval.version import Version

__all__ = ["Archive", "Opened", "quoted_in"]

# Reports that stay open: about a megabyte each, and more than one question ever asks.
_OPEN = 64


@dataclass(frozen=True)
class Opened:
    """A report and its index."""

    report: Report
    index: Index


class Archive:
    """Reports by their number, in the order of `sources`."""

    def __init__(
        self,
        sources: Sequence[Source],
        quoted: tuple[str, ...],
        tools: Tools,
        gazetteer: Gazetteer,
        version: Version,
    ) -> None:
        """`quoted`: the terms that the segmenter was taught from reports; `version`: what tables
        are made with, and where they are kept."""
        self.sources = tuple(sources)
        self._tools = tools
        self._gazetteer = gazetteer
        # The words that segmentation was taught decide on every report's tables.
        taught = version.digest(*quoted)
        self.version = version
        self.digests = tuple(version.digest(taught, each.digest) for each in self.sources)
        # Those that could not be kept in the cache folder: by their number.
        self._held: dict[int, Kept] = {}
        self.open = lru_cache(_OPEN)(self._open)

    def __len__(self) -> int:
        return len(self.sources)

    def file(self, number: int) -> Path | None:
        """Where the tables of report `number` are kept; None without a folder."""
        return self.version.file(f"tables-{self.digests[number]}.npz")

    def kept(self, number: int) -> Kept:
        """What is kept of report `number`, made now where nothing is.

        Raises SeedError where the report has changed since, or cannot be read any more.
        """
        kept = self._held.get(number) or load_tables(self.file(number))
        return kept or self._made(number)

    def missing(self) -> Iterator[int]:
        """The numbers of the reports of which nothing usable is kept yet."""
        for number in range(len(self)):
            file = self.file(number)
            if number not in self._held and (file is None or not file.is_file()):
                yield number

    def _made(self, number: int) -> Kept:
        material = self.sources[number].read()
        tables = build_tables(material, self._tools)
        places = self._tools.words.places
        listing = listing_of(material, tables.sentences, self._gazetteer, places)
        kept = Kept(listing, material.report.text, material.report.pages, tables)
        if not save_tables(self.file(number), kept):
            self._held[number] = kept
        return kept

    def _open(self, number: int) -> Opened:
        kept = self.kept(number)
        source = self.sources[number]
        if source.in_memory:
            report = source.read().report
        else:
            report = read_report(source.name, kept.text, kept.pages)
        if len(self) > 1:
            report = replace(report, place=kept.listing.place, year=kept.listing.year)
        if sum(len(each.sentences) for each in report.paragraphs) != len(kept.tables.sentences):
            clean = "run `python -m retrieval index clean`"
            message = f"the cache of {source.name} does not fit its text; {clean}"
            raise SeedError(message)
        return Opened(report, build_index(report, kept.tables, self._tools.words))


def quoted_in(sources: Sequence[Source], version: Version) -> tuple[str, ...]:
    """The terms that reports with phrasings quote, each once: the segmenter has to know them.

    Those of other reports are left out, so that none of these decides how another is segmented.
    """
    terms = (term for source in sources if source.prepared for term in _quoted_of(source, version))
    return tuple(dict.fromkeys(terms))


def _quoted_of(source: Source, version: Version) -> Sequence[str]:
    """The terms that one report quotes, kept so that it need not be read for them."""
    file = version.file(f"quoted-{version.digest(source.digest)}.json")
    if file is not None:
        try:
            terms = json.loads(file.read_bytes())
        except (OSError, ValueError):
            terms = None  # not there, or cut off: made anew
        if isinstance(terms, list) and all(isinstance(term, str) for term in terms):
            return terms
    quoted = quoted_terms(source.read().report)
    if file is not None:
        write_whole(file, lambda stream: stream.write(json.dumps(quoted).encode()))
    return quoted
