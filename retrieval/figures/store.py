"""Figures on disk: read once from each report, and kept beside its index until either changes."""

from __future__ import annotations

import hashlib
import json
import threading
from functools import cache
from pathlib import Path

from cachetools import LRUCache

from retrieval.cache import read_checked, write_checked
from retrieval.figures.contradictions import Contradiction, contradictions_in
from retrieval.figures.figure import Figure
from retrieval.figures.reader import read_figures
from retrieval.index.archive import Archive

__all__ = ["FigureStore"]

# Reports whose figures stay in memory: some 150 KB each.
_OPEN = 128


class FigureStore:
    """The figures of the reports of `archive`, by their numbers; for any number of threads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._read: LRUCache[int, tuple[Figure, ...]] = LRUCache(_OPEN)
        self._contradictions: LRUCache[int, tuple[Contradiction, ...]] = LRUCache(_OPEN)
        self._lock = threading.Lock()

    def figures(self, number: int) -> tuple[Figure, ...]:
        """The figures of report `number` in reading order; raises SeedError where it cannot be
        read any more."""
        with self._lock:
            known = self._read.get(number)
        if known is None:
            known = self._kept(number)
            with self._lock:
                self._read[number] = known
        return known

    def contradictions(self, number: int) -> tuple[Contradiction, ...]:
        """The figures of report `number` that cannot both be right; raises SeedError likewise."""
        with self._lock:
            known = self._contradictions.get(number)
        if known is None:
            known = contradictions_in(self._archive.open(number).report, self.figures(number))
            with self._lock:
                self._contradictions[number] = known
        return known

    def _kept(self, number: int) -> tuple[Figure, ...]:
        archive = self._archive
        file = archive.version.file(f"figures-{archive.digests[number]}-{_code()}.json")
        kept = _load(file)
        if kept is None:
            index = archive.open(number)
            kept = read_figures(index.report, index.frames)
            if file is not None:
                rows = json.dumps([each.as_list() for each in kept], ensure_ascii=False)
                write_checked(file, rows.encode())
        return kept


def _load(file: Path | None) -> tuple[Figure, ...] | None:
    """The figures kept in `file`; None where it is missing or damaged."""
    content = read_checked(file) if file is not None else None
    if content is None:
        return None
    try:
        return tuple(map(Figure.of, json.loads(content)))
    except (ValueError, TypeError):  # written by something else
        return None


@cache
def _code() -> str:
    """A digest of the code that reads figures: it is no part of the version, so that after an edit
    of it nobody waits for all reports to be indexed again."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]
