"""The archive: the indexes of all loaded reports, each opened when it is needed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cachetools import LRUCache

from retrieval.cache import Version, current_version
from retrieval.corpus.gazetteer import load_gazetteer
from retrieval.corpus.source import ReportSource
from retrieval.errors import SeedError
from retrieval.index.builder import IndexingResources, build_index, build_index_file
from retrieval.index.index import Index
from retrieval.index.store import IndexFile, load_index_file, save_index_file
from retrieval.language.segmentation import segmenter_of
from retrieval.language.word_data import load_word_data
from retrieval.machine import usable_memory
from retrieval.reports import read_report
from retrieval.words import load_dictionary

__all__ = ["Archive", "archive_of", "open_bytes"]

# Bytes that open indexes may take: some 300 of the usual three megabytes and a half.  A question
# without a place opens a dozen, so questions of a day find theirs open.  Where memory is short, a
# share of it, which leaves room for a second library while reports are loaded again.
_OPEN = 1024**3
_SHARE = 4


class Archive:
    """Reports by their number, in the order of `sources`."""

    def __init__(
        self,
        sources: Sequence[ReportSource],
        resources: IndexingResources,
        version: Version,
    ) -> None:
        """`version`: that of code and word data, which says where index files are."""
        self.sources = tuple(sources)
        self.resources = resources
        self.version = version
        self.digests = tuple(version.digest(each.digest) for each in self.sources)
        # Those that could not be written to the cache folder, by their number.
        self._unwritten: dict[int, IndexFile] = {}
        # No `lru_cache` of a method: that refers to the archive, which refers to it, so that only
        # the garbage collector could free hundreds of megabytes.
        self._opened: LRUCache[int, Index] = LRUCache(open_bytes(), _bytes_of)
        self._opening = threading.Lock()

    def __len__(self) -> int:
        return len(self.sources)

    def path(self, number: int) -> Path | None:
        """The path of the index file of report `number`; None without a cache folder."""
        return self.version.file(f"tables-{self.digests[number]}.npz")

    def index_file(self, number: int) -> IndexFile:
        """The index file of report `number`, made now where there is none.

        Raises SeedError where the report has changed since, or cannot be read any more.
        """
        return (
            self._unwritten.get(number) or load_index_file(self.path(number)) or self._made(number)
        )

    def unindexed(self) -> Iterator[int]:
        """The numbers of the reports without an index file."""
        for number in range(len(self)):
            file = self.path(number)
            if number not in self._unwritten and (file is None or not file.is_file()):
                yield number

    def open(self, number: int) -> Index:
        """The index of report `number`; raises SeedError where the report cannot be read any more.

        Any number of threads may open reports at once.
        """
        with self._opening:
            index = self._opened.get(number)
        if index is None:
            index = self._open(number)
        with self._opening:
            try:
                # Also one that was open, to be measured again: an index grows as it is searched.
                self._opened[number] = index
            except ValueError:  # it alone is larger than all that may stay open
                self._opened.pop(number, None)
        return index

    def _made(self, number: int) -> IndexFile:
        made = build_index_file(self.sources[number].read(), self.resources)
        if not save_index_file(self.path(number), made):
            self._unwritten[number] = made
        return made

    def _open(self, number: int) -> Index:
        source, file = self.sources[number], self.index_file(number)
        if source.in_memory:
            report = source.read().report
        else:
            report = read_report(source.name, file.text, file.pages)
        if len(self) > 1:
            report = replace(report, place=file.metadata.place, year=file.metadata.year)
        if sum(len(each.sentences) for each in report.paragraphs) != len(file.sentences):
            clean = "run `python -m retrieval index clean`"
            message = f"the cache of {source.name} does not fit its text; {clean}"
            raise SeedError(message)
        return build_index(report, file, self.resources.words)


def open_bytes() -> int:
    """The bytes that open indexes may take."""
    memory = usable_memory()
    return _OPEN if memory is None else min(_OPEN, memory // _SHARE)


def _bytes_of(index: Index) -> int:
    return index.bytes_held


def archive_of(sources: Sequence[ReportSource], *, tried: bool = False) -> Archive:
    """The archive of `sources`; raises WordsError where word data cannot be used.

    `tried`: nothing that is made of them is written to the cache folder.
    """
    version = current_version(adds=not tried)
    segmenter = segmenter_of(load_dictionary())
    resources = IndexingResources(segmenter, load_word_data(), load_gazetteer())
    return Archive(sources, resources, version)
