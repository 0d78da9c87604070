"""What each engine takes besides time for questions, each in processes of its own.

    python -m tests.checks.benchmarks.footprint ENGINE FOLDER REPORTS SIZE

makes an index of the corpus, keeps it in FOLDER and prints one JSON object.
"""

from __future__ import annotations

import gc
import json
import pickle
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.checks.benchmarks.corpus import make_corpus, read_material
from tests.checks.benchmarks.engines import (
    OURS,
    REFERENCE,
    Paragraphs,
    fill_sqlite,
    fill_tantivy,
    tantivy_schema,
)
from tests.checks.benchmarks.starting import question_file
from tests.conftest import ROOT

__all__ = ["Footprint", "footprint"]

_KILOBYTE = 1024
# Starts of which the median counts: the files are in memory by then.
_STARTS = 3


@dataclass(frozen=True)
class Footprint:
    """Seconds to build from lists of terms, megabytes of memory beside these at most, megabytes on
    disk, and seconds of a whole process that opens what was kept and answers one question."""

    build: float
    memory: float
    disk: float
    start: float


def footprint(engine: str, reports: Path, size: int, folder: Path) -> Footprint:
    """Measured in two processes, one after the other."""
    folder.mkdir(parents=True)
    built = json.loads(_printed("footprint", engine, str(folder), str(reports), str(size)))
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    times = []
    for _ in range(_STARTS):
        begun = time.perf_counter()
        _printed("starting", engine, str(folder))
        times.append(time.perf_counter() - begun)
    return Footprint(built["seconds"], built["megabytes"], disk, statistics.median(times))


def _printed(module: str, *arguments: str) -> str:
    finished = subprocess.run(
        [sys.executable, "-m", f"tests.checks.benchmarks.{module}", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout


def _build_ours(paragraphs: Paragraphs, folder: Path) -> None:
    from retrieval.paragraphs.bm25 import build_postings, save_postings

    save_postings(build_postings(paragraphs), folder / "paragraphs.postings")


def _build_rank_bm25(paragraphs: Paragraphs, folder: Path) -> None:
    """It has no way of its own to be kept."""
    from rank_bm25 import BM25Okapi

    (folder / "index.pickle").write_bytes(pickle.dumps(BM25Okapi(paragraphs)))


def _build_bm25s(paragraphs: Paragraphs, folder: Path) -> None:
    import bm25s

    bm25 = bm25s.BM25()
    bm25.index(paragraphs, show_progress=False)
    bm25.save(folder / "index")


def _build_tantivy(paragraphs: Paragraphs, folder: Path) -> None:
    import tantivy

    index = tantivy.Index(tantivy_schema(), path=str(folder))
    fill_tantivy(index, paragraphs)


def _build_sqlite(paragraphs: Paragraphs, folder: Path) -> None:
    with sqlite3.connect(folder / "index.db") as database:
        fill_sqlite(database, paragraphs)


_BUILDS: Mapping[str, Callable[[Paragraphs, Path], None]] = {
    OURS: _build_ours,
    "bm25s + numba": _build_bm25s,
    "tantivy": _build_tantivy,
    "bm25s": _build_bm25s,
    "SQLite FTS5": _build_sqlite,
    REFERENCE: _build_rank_bm25,
}


def _memory(name: str) -> float:
    """What Linux says of this process: VmRSS is what it has, VmHWM the most it has had, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    value = next(line.split()[1] for line in lines if line.startswith(name))
    return int(value) * _KILOBYTE / 1e6


def _build(engine: str, folder: Path, reports: Path, size: int) -> dict[str, Any]:
    corpus = make_corpus(read_material(sorted(reports.glob("*.txt"))), size)
    paragraphs = corpus.paragraphs()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # forgets the most it has had
    before = _memory("VmRSS")
    begun = time.perf_counter()
    _BUILDS[engine](paragraphs, folder)
    seconds = time.perf_counter() - begun
    question_file(folder).write_text(json.dumps(corpus.queries[0]))
    return {"seconds": seconds, "megabytes": _memory("VmHWM") - before}


def main() -> None:
    """What the head of this module says."""
    engine, folder, reports, size = sys.argv[1:]
    print(json.dumps(_build(engine, Path(folder), Path(reports), int(size))))


if __name__ == "__main__":
    main()
