"""The archive: every loaded report with its index, opened when it is asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cachetools import LRUCache

from retrieval.cache import Version, atomic_write, current_version
from retrieval.corpus.gazetteer import Gazetteer, load_gazetteer
from retrieval.corpus.metadata import metadata_of
from retrieval.corpus.source import ReportSource
from retrieval.errors import SeedError
from retrieval.index.builder import IndexingResources, build_index, build_tables
from retrieval.index.index import Index
from retrieval.index.store import IndexFile, load_tables, save_tables
from retrieval.language.segmentation import quoted_terms, segmenter_of
from retrieval.language.word_data import load_word_data
from retrieval.machine import usable_memory
from retrieval.reports import read_report
from retrieval.words import load_dictionary, load_title_block_words

__all__ = ["Archive", "archive_of", "open_bytes", "quoted_in"]

# Bytes of the reports that stay open, at most: some 300 of the usual three megabytes and a half. A
# question that names no place opens a dozen, so questions of a day find theirs open; where memory
# is short, a share of it, which leaves room for a second library while reports are loaded again.
_OPEN = 1024**3
_SHARE = 4


class Archive:
    """Reports by their number, in the order of `sources`.

    `tools` and `gazetteer` are what their tables are made with.
    """

    def __init__(
        self,
        sources: Sequence[ReportSource],
        quoted: tuple[str, ...],
        tools: IndexingResources,
        gazetteer: Gazetteer,
        version: Version,
    ) -> None:
        """`quoted`: the terms that the segmenter was taught from reports; `version`: what tables
        are made with, and where they are kept."""
        self.sources = tuple(sources)
        self.tools = tools
        self.gazetteer = gazetteer
        # The words that segmentation was taught decide on every report's tables.
        taught = version.digest(*quoted)
        self.version = version
        self.digests = tuple(version.digest(taught, each.digest) for each in self.sources)
        # Those that could not be kept in the cache folder: by their number.
        self._held: dict[int, IndexFile] = {}
        # No `lru_cache` of a method: that refers to the archive, which refers to it, so that only
        # the garbage collector could take hundreds of megabytes away.
        self._opened: LRUCache[int, Index] = LRUCache(open_bytes(), _bytes_of)
        self._opening = threading.Lock()

    def __len__(self) -> int:
        return len(self.sources)

    def file(self, number: int) -> Path | None:
        """Where the tables of report `number` are kept; None without a folder."""
        return self.version.file(f"tables-{self.digests[number]}.npz")

    def kept(self, number: int) -> IndexFile:
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

    def open(self, number: int) -> Index:
        """The index of report `number`; raises SeedError where it is not to be had any more.

        Any number of threads may open reports at once.
        """
        with self._opening:
            index = self._opened.get(number)
        if index is None:
            index = self._open(number)
        with self._opening:
            try:
                # Also one that was open, to be weighed again: an index grows as it is searched.
                self._opened[number] = index
            except ValueError:  # it alone is larger than all that may stay open
                self._opened.pop(number, None)
        return index

    def _made(self, number: int) -> IndexFile:
        material = self.sources[number].read()
        tables = build_tables(material, self.tools)
        places = self.tools.words.places
        meta = metadata_of(material, tables.sentences, self.gazetteer, places)
        kept = IndexFile(meta, material.report.text, material.report.pages, tables)
        if not save_tables(self.file(number), kept):
            self._held[number] = kept
        return kept

    def _open(self, number: int) -> Index:
        kept = self.kept(number)
        source = self.sources[number]
        if source.in_memory:
            report = source.read().report
        else:
            report = read_report(source.name, kept.text, kept.pages)
        if len(self) > 1:
            report = replace(report, place=kept.meta.place, year=kept.meta.year)
        if sum(len(each.sentences) for each in report.paragraphs) != len(kept.tables.sentences):
            clean = "run `python -m retrieval index clean`"
            message = f"the cache of {source.name} does not fit its text; {clean}"
            raise SeedError(message)
        return build_index(report, kept.tables, self.tools.words)


def open_bytes() -> int:
    """How many bytes the reports that stay open may take."""
    memory = usable_memory()
    return _OPEN if memory is None else min(_OPEN, memory // _SHARE)


def _bytes_of(index: Index) -> int:
    return index.bytes_held


def archive_of(sources: Sequence[ReportSource]) -> Archive:
    """The archive of `sources`; raises WordsError where word data cannot be used."""
    version = current_version()
    quoted = quoted_in(sources, version)
    segmenter = segmenter_of(load_dictionary(), quoted)
    tools = IndexingResources(segmenter, load_word_data(), load_title_block_words())
    return Archive(sources, quoted, tools, load_gazetteer(), version)


def quoted_in(sources: Sequence[ReportSource], version: Version) -> tuple[str, ...]:
    """The terms that reports with phrasings quote, each once: the segmenter has to know them.

    Those of other reports are left out, so that none of these decides how another is segmented.
    """
    terms = (term for source in sources if source.prepared for term in _quoted_of(source, version))
    return tuple(dict.fromkeys(terms))


def _quoted_of(source: ReportSource, version: Version) -> Sequence[str]:
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
        atomic_write(file, lambda stream: stream.write(json.dumps(quoted).encode()))
    return quoted
