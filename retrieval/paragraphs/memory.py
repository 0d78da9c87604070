"""The paragraph index on this machine: BM25 postings in a file that is mapped into memory."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from pathlib import Path

import numpy as np

from retrieval.errors import PostingsError
from retrieval.paragraphs.address import MEMORY
from retrieval.paragraphs.bm25 import (
    Postings,
    best,
    build_postings,
    load_postings,
    save_postings,
    scores,
    verify_postings,
)
from retrieval.paragraphs.interface import FoundParagraph, IndexStatus, Progress, ReportRows

__all__ = ["MemoryIndex"]

_Rows = tuple[ReportRows, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """Reports and postings at one moment: a search that has begun ends with them, whatever other
    threads do to the index.

    The paragraphs of `rows[i]` are numbered from `firsts[i]` up to `firsts[i + 1]`; `numbers` gives
    the `i` of a report by its name.
    """

    rows: _Rows
    firsts: tuple[int, ...]
    numbers: Mapping[str, int]
    postings: Postings

    @classmethod
    def of(cls, rows: _Rows, postings: Postings) -> _State:
        """`rows` with the `postings` of their paragraphs."""
        numbers = {each.report: number for number, each in enumerate(rows)}
        return cls(rows, _firsts(rows), numbers, postings)

    def search(
        self, terms: Sequence[str], k: int, reports: Collection[str] | None
    ) -> list[FoundParagraph]:
        """As `ParagraphIndex` says; raises PostingsError where the file is damaged."""
        if reports is None:
            found = best(self.postings, terms, k)
            pairs = zip(found.documents.tolist(), found.scores.tolist(), strict=True)
            return [self._found(document, score) for document, score in pairs]
        return self._within(scores(self.postings, terms), k, reports)

    def _within(self, every: np.ndarray, k: int, reports: Collection[str]) -> list[FoundParagraph]:
        """The best `k` paragraphs of `reports` by the scores of all."""
        numbers = sorted(self.numbers[name] for name in reports if name in self.numbers)
        stretches = [np.arange(self.firsts[n], self.firsts[n + 1]) for n in numbers]
        documents = np.concatenate(stretches) if stretches else np.zeros(0, np.int64)
        own = every[documents]
        order = np.argsort(-own, kind="stable")[:k]
        order = order[own[order] > 0]
        return list(map(self._found, documents[order].tolist(), own[order].tolist()))

    def _found(self, document: int, score: float) -> FoundParagraph:
        number = bisect_right(self.firsts, document) - 1
        return FoundParagraph(self.rows[number].report, document - self.firsts[number] + 1, score)


class MemoryIndex:
    """Paragraphs numbered through all reports, in their order."""

    def __init__(self, file: Callable[[str], Path | None]) -> None:
        """`file` gives the path of the postings of a digest; None where they cannot be written."""
        self._file = file
        self._changing = threading.Lock()
        self._state = _State.of((), build_postings(()))

    def search(
        self, terms: Sequence[str], k: int, reports: Collection[str] | None = None
    ) -> list[FoundParagraph]:
        """As `ParagraphIndex` says."""
        state, distinct = self._state, list(dict.fromkeys(terms))
        try:
            return state.search(distinct, k, reports)
        except PostingsError:  # the file was damaged after it had been opened
            return self._rebuilt(state).search(distinct, k, reports)

    def attach(self, rows: Sequence[ReportRows]) -> list[str]:
        """As `ParagraphIndex` says; a process builds the index that it reads."""
        self.update(rows)
        return []

    def update(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """As `ParagraphIndex` says; a file of the same reports is used again."""
        self._change(tuple(rows), lambda rows: self._loaded(rows) or self._built(rows), progress)

    def rebuild(self, rows: Sequence[ReportRows], progress: Progress | None = None) -> None:
        """As `ParagraphIndex` says."""
        self._change(tuple(rows), self._built, progress)

    def _change(
        self, rows: _Rows, postings_of: Callable[[_Rows], Postings], progress: Progress | None
    ) -> None:
        with self._changing:
            self._state = _State.of(rows, postings_of(rows))
        if progress is not None:
            progress(_firsts(rows)[-1], _firsts(rows)[-1])

    def _rebuilt(self, damaged: _State) -> _State:
        """The same reports with postings built again, by the first thread that gets here."""
        with self._changing:
            if self._state is damaged:
                self._state = replace(damaged, postings=self._built(damaged.rows))
            return self._state

    def status(self) -> IndexStatus:
        """As `ParagraphIndex` says."""
        state = self._state
        detail = "in this process" if state.rows else "not opened yet"
        return IndexStatus(MEMORY, "memory", True, len(state.rows), state.firsts[-1], detail)

    def verify(self, rows: Sequence[ReportRows]) -> list[str]:
        """As `ParagraphIndex` says."""
        held = self._state.rows
        reports, own = ([(each.report, each.digest) for each in which] for which in (rows, held))
        faults = []
        if reports != own:
            faults.append("other reports are loaded than there are now; build the index again")
        file = self._file(_digest(held))
        if file is not None and file.is_file():
            try:
                verify_postings(file)
            except PostingsError as error:
                faults.append(str(error))
        return faults

    def _loaded(self, rows: _Rows) -> Postings | None:
        file = self._file(_digest(rows))
        if file is None or not file.is_file():
            return None
        try:
            postings = load_postings(file)
        except PostingsError:
            return None  # damaged, or of another version: built again
        return postings if postings.size == _firsts(rows)[-1] else None

    def _built(self, rows: _Rows) -> Postings:
        postings = build_postings(chain.from_iterable(each.terms() for each in rows))
        file = self._file(_digest(rows))
        if file is not None:
            save_postings(postings, file)  # on a full disk those in memory are used all the same
        return postings


def _firsts(rows: _Rows) -> tuple[int, ...]:
    """The number of the first paragraph of each report, and one more that closes the list."""
    return (0, *accumulate(each.paragraphs for each in rows))


def _digest(rows: _Rows) -> str:
    return " ".join(each.digest for each in rows)
