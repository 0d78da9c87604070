"""What an index of paragraphs takes in Milvus Lite: loading, disk, memory, time of a question.

    python -m tests.checks.milvus [--sizes 10000,100000] [--shared DIR]

Prints one line a size: these are the figures in docs/milvus.md.  Needs the extras `milvus` and `many`.
DIR is by default the folder `shared` beside a developer's clone.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from retrieval.paragraphs import ReportRows
from retrieval.paragraphs.memory import MemoryIndex
from retrieval.paragraphs.milvus import MilvusIndex
from tests.checks.benchmarks.corpus import Corpus, make_corpus, read_material
from tests.conftest import ROOT
from tests.milvus_server import MilvusServer

# Paragraphs a report, as in the reports seen.
_PARAGRAPHS = 100
# Questions of which the median counts, and the best of which are compared.
_QUESTIONS = 40
_TOP = 10


def main() -> int:
    """Exit status 0, or 2 if there is nothing to measure with."""
    parser = argparse.ArgumentParser(prog="python -m tests.checks.milvus")
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    asked = parser.parse_args()
    files = sorted((asked.shared / "data" / "reports").glob("*.txt"))
    if not files:
        print(f"there are no reports in {asked.shared}: nothing was measured")
        return 2
    material = read_material(files)
    for size in map(int, asked.sizes.split(",")):
        print(_measured(make_corpus(material, size)), flush=True)
    return 0


def _measured(corpus: Corpus) -> str:
    rows = _rows(corpus.paragraphs())
    with tempfile.TemporaryDirectory() as place:
        server = MilvusServer(Path(place) / "data")
        server.start()
        try:
            index = MilvusIndex(server.url, timeout=60.0)
            begun = time.perf_counter()
            index.update(rows)
            loading = time.perf_counter() - begun
            index.search(corpus.queries[0], _TOP)  # builds what is kept in memory only
            times, alike = _asked(index, rows, corpus.queries[:_QUESTIONS], Path(place))
            disk = sum(file.stat().st_size for file in server.data.rglob("*") if file.is_file())
            memory = server.memory
        finally:
            server.kill()
    return (
        f"{len(corpus)} paragraphs: loaded in {loading:.0f} s, {disk / 1e6:.0f} MB on disk, "
        f"{memory:.0f} MB of memory, {statistics.median(times):.0f} ms a question, "
        f"{alike:.2f} of the best ten as in memory"
    )


def _rows(paragraphs: Sequence[Sequence[str]]) -> list[ReportRows]:
    """`paragraphs` as reports of a hundred each."""

    def row(first: int) -> ReportRows:
        own = paragraphs[first : first + _PARAGRAPHS]
        return ReportRows(f"{first}.txt", str(first), len(own), lambda: own)

    return [row(first) for first in range(0, len(paragraphs), _PARAGRAPHS)]


def _asked(
    index: MilvusIndex, rows: Sequence[ReportRows], queries: Sequence[Sequence[str]], place: Path
) -> tuple[list[float], float]:
    """Milliseconds a question, and the mean share of the best that memory finds too."""
    memory = MemoryIndex(lambda _: place / "paragraphs.postings")
    memory.update(rows)
    times, shares = [], []
    for query in queries:
        begun = time.perf_counter()
        found = index.search(query, _TOP)
        times.append(1000 * (time.perf_counter() - begun))
        theirs = {(hit.report, hit.paragraph) for hit in found}
        ours = {(hit.report, hit.paragraph) for hit in memory.search(query, _TOP)}
        shares.append(len(ours & theirs) / max(1, len(ours)))
    return times, statistics.mean(shares)


if __name__ == "__main__":
    sys.exit(main())
