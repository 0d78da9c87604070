"""The paragraph index of this machine: frozen BM25 in a file that is mapped into memory."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np

from retrieval.errors import PostingsError
from retrieval.paragraphs.interface import FoundParagraph, IndexStatus, ReportRows
from retrieval.postings import (
    Postings,
    best,
    build_postings,
    clauses,
    load_postings,
    save_postings,
    scores,
    verify_postings,
)

__all__ = ["MemoryIndex"]

_URL = "memory:"


class MemoryIndex:
    """Paragraphs numbered through all reports, in their order."""

    def __init__(self, file: Callable[[str], Path | None]) -> None:
        """`file`: where postings of a digest are kept; None where they cannot be."""
        self._file = file
        self._rows: tuple[ReportRows, ...] = ()
        self._firsts: list[int] = [0]
        self._numbers: dict[str, int] = {}
        self._held: Postings | None = None
        self._building = threading.Lock()

    def search(
        self, terms: Sequence[str], k: int, reports: Collection[str] | None = None
    ) -> list[FoundParagraph]:
        """As `ParagraphIndex` says."""
        postings = self._postings()
        try:
            return self._best(postings, list(dict.fromkeys(terms)), k, reports)
        except PostingsError:  # the file was damaged after it had been opened
            self._held = self._made()
            return self._best(self._held, list(dict.fromkeys(terms)), k, reports)

    def _best(
        self, postings: Postings, terms: Sequence[str], k: int, reports: Collection[str] | None
    ) -> list[FoundParagraph]:
        asked = clauses([(postings, 1.0)], [(term, 1.0) for term in terms])
        if reports is None:
            found = best(asked, k)
            pairs = zip(found.documents.tolist(), found.scores.tolist(), strict=True)
            return [self._found(document, score) for document, score in pairs]
        return self._within(scores(asked, postings.size), k, reports)

    def _within(self, every: np.ndarray, k: int, reports: Collection[str]) -> list[FoundParagraph]:
        """The best `k` paragraphs of `reports` by the scores of all."""
        numbers = sorted(self._numbers[name] for name in reports if name in self._numbers)
        stretches = [np.arange(self._firsts[n], self._firsts[n + 1]) for n in numbers]
        documents = np.concatenate(stretches) if stretches else np.zeros(0, np.int64)
        own = every[documents]
        order = np.argsort(-own, kind="stable")[:k]
        return [self._found(int(documents[at]), float(own[at])) for at in order if own[at] > 0]

    def _found(self, document: int, score: float) -> FoundParagraph:
        number = bisect_right(self._firsts, document) - 1
        report = self._rows[number].report
        return FoundParagraph(report, document - self._firsts[number] + 1, score)

    def attach(self, rows: Sequence[ReportRows]) -> list[str]:
        """As `ParagraphIndex` says: what this process reads, it makes itself."""
        self.update(rows)
        return []

    def update(
        self, rows: Sequence[ReportRows], progress: Callable[[int, int], None] | None = None
    ) -> None:
        """As `ParagraphIndex` says; what was kept of the same reports is used again."""
        self._rows = tuple(rows)
        self._firsts = [0, *accumulate(each.paragraphs for each in rows)]
        self._numbers = {each.report: number for number, each in enumerate(rows)}
        self._held = None
        self._postings()
        if progress is not None:
            progress(self._firsts[-1], self._firsts[-1])

    def rebuild(
        self, rows: Sequence[ReportRows], progress: Callable[[int, int], None] | None = None
    ) -> None:
        """As `ParagraphIndex` says."""
        self.update(rows, progress)
        self._held = self._made()

    def status(self) -> IndexStatus:
        """As `ParagraphIndex` says."""
        detail = "in this process" if self._held else "not opened yet"
        return IndexStatus(_URL, "memory", True, len(self._rows), self._firsts[-1], detail)

    def verify(self, rows: Sequence[ReportRows]) -> list[str]:
        """As `ParagraphIndex` says."""
        faults = []
        if [(each.report, each.digest) for each in rows] != [
            (each.report, each.digest) for each in self._rows
        ]:
            faults.append("other reports are loaded than there are now; build the index anew")
        file = self._file(self._digest())
        if file is not None and file.is_file():
            try:
                verify_postings(file)
            except PostingsError as error:
                faults.append(str(error))
        return faults

    def close(self) -> None:
        """As `ParagraphIndex` says."""
        self._held = None

    def _digest(self) -> str:
        return " ".join(each.digest for each in self._rows)

    def _postings(self) -> Postings:
        if self._held is None:
            with self._building:
                if self._held is None:
                    self._held = self._kept() or self._made()
        return self._held

    def _kept(self) -> Postings | None:
        file = self._file(self._digest())
        if file is None or not file.is_file():
            return None
        try:
            postings = load_postings(file)
        except PostingsError:
            return None  # damaged, or of another version: made anew
        return postings if postings.size == self._firsts[-1] else None

    def _made(self) -> Postings:
        postings = build_postings(self._terms())
        file = self._file(self._digest())
        if file is not None:
            try:
                save_postings(postings, file)
            except OSError:  # a full disk: what is in memory does as well
                return postings
        return postings

    def _terms(self) -> Iterator[Sequence[str]]:
        for each in self._rows:
            yield from each.terms()
