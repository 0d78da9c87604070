"""What a paragraph index in Milvus Lite costs; writes its figures into docs/milvus.md.

    python -m tests.checks.milvus [--sizes 10000,100000] [--reports DIR] [--page FILE]

Needs the extras `milvus` and `test-full`.  DIR is by default the collection of other work reports beside a
developer's clone.  100 000 paragraphs take some gigabytes of memory and about ten minutes.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from retrieval.paragraphs import ReportRows
from retrieval.paragraphs.bm25 import Postings, best, build_postings
from retrieval.paragraphs.milvus import MilvusIndex, connection
from tests.checks.benchmarks.corpus import Corpus, make_corpus, read_material
from tests.conftest import ROOT
from tests.milvus_server import MilvusServer

Query = tuple[str, ...]

_COLLECTION = ROOT.parent / "shared" / "data" / "reports"
_REPORT = 100  # paragraphs a report: that of a county has so many
_QUERIES = 50
_DEPTH = 10
_BEGIN, _END = "<!-- figures -->\n", "<!-- end of figures -->\n"


@dataclass(frozen=True)
class Figures:
    """What `paragraphs` cost: seconds, bytes of disk, megabytes of memory.

    `terms` and `postings`: of a paragraph, all and distinct.  `alike`: the share of the best ten of
    postings in memory that Milvus Lite found as well.
    """

    paragraphs: int
    terms: float
    postings: float
    loading: float
    disk: int
    memory: float
    first: float
    mean: float
    chosen: float
    in_memory: float
    alike: float


def _reports(corpus: Corpus) -> list[ReportRows]:
    paragraphs = corpus.paragraphs()

    def report(first: int) -> ReportRows:
        terms = paragraphs[first : first + _REPORT]
        return ReportRows(f"report-{first // _REPORT:06}.txt", "1", len(terms), lambda: terms)

    return [report(first) for first in range(0, len(paragraphs), _REPORT)]


def _seconds(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def _alike(index: MilvusIndex, postings: Postings, queries: Sequence[Query]) -> float:
    shares = []
    for query in queries:
        numbers = _in_memory(postings, query)
        wanted = {(f"report-{n // _REPORT:06}.txt", n % _REPORT + 1) for n in numbers}
        found = {(each.report, each.paragraph) for each in index.search(query, _DEPTH)}
        shares.append(len(found & wanted) / len(wanted) if wanted else 1.0)
    return statistics.mean(shares)


def _in_memory(postings: Postings, query: Query) -> list[int]:
    """The best paragraphs, numbered through all reports."""
    found = best(postings, list(dict.fromkeys(query)), _DEPTH)
    return [int(number) for number in found.documents]


def _asked(
    index: MilvusIndex, postings: Postings, chosen: Sequence[str], queries: Sequence[Query]
) -> tuple[float, float, float]:
    """Mean seconds of all paragraphs, of those of `chosen` reports, and of postings in memory.

    In turns, so that what else the machine does falls upon all alike.
    """
    times = [
        (
            _seconds(partial(index.search, query, _DEPTH)),
            _seconds(partial(index.search, query, _DEPTH, chosen)),
            _seconds(partial(_in_memory, postings, query)),
        )
        for query in queries
    ]
    every, some, memory = map(statistics.mean, zip(*times, strict=True))
    return every, some, memory


def measure(corpus: Corpus, folder: Path) -> Figures:
    """Loads `corpus` into a Milvus Lite of its own over `folder`, and asks it."""
    rows = _reports(corpus)
    postings = build_postings(corpus.paragraphs())
    queries = corpus.queries[:_QUERIES]
    server = MilvusServer(folder / "data")
    server.start()
    before = server.memory
    connection.READING = 300.0  # what takes long is to be measured, not to be given up
    index = MilvusIndex(server.url)
    try:
        loading = _seconds(lambda: index.rebuild(rows))
        first = _seconds(lambda: index.search(queries[0], _DEPTH))
        mean, chosen, memory = _asked(index, postings, [rows[0].report, rows[-1].report], queries)
        alike = _alike(index, postings, queries)
        used = server.memory - before
        disk = sum(file.stat().st_size for file in server.data.rglob("*") if file.is_file())
        faults = index.verify(rows)
    finally:
        server.kill()
    if faults:
        raise RuntimeError(faults[0])
    return Figures(
        len(corpus), len(corpus.ids) / len(corpus), len(postings.documents) / len(corpus),
        loading, disk, used, first, mean, chosen, memory, alike,
    )  # fmt: skip


def table(runs: Sequence[Figures]) -> str:
    """The figures as a table in Markdown, a column a size."""
    lines: list[tuple[str, Callable[[Figures], str]]] = [
        ("Terms a paragraph, all and distinct", lambda f: f"{f.terms:.0f}, {f.postings:.0f}"),
        ("Loading, seconds", lambda f: f"{f.loading:.0f}"),
        ("Loading, paragraphs a second", lambda f: f"{f.paragraphs / f.loading:.0f}"),
        ("Disk, MB", lambda f: f"{f.disk / 1e6:.0f}"),
        ("Disk, bytes a paragraph", lambda f: f"{f.disk / f.paragraphs:.0f}"),
        ("Memory of the server, MB", lambda f: f"{f.memory:.0f}"),
        ("Memory, bytes a paragraph", lambda f: f"{1e6 * f.memory / f.paragraphs:.0f}"),
        ("First question, seconds", lambda f: f"{f.first:.1f}"),
        ("Question, mean ms", lambda f: f"{1e3 * f.mean:.1f}"),
        ("Question to two reports, mean ms", lambda f: f"{1e3 * f.chosen:.1f}"),
        ("The same in memory, mean ms", lambda f: f"{1e3 * f.in_memory:.2f}"),
        ("Best ten alike", lambda f: f"{f.alike:.3f}"),
    ]
    head = "| | " + " | ".join(f"{run.paragraphs:,}".replace(",", " ") for run in runs) + " |"
    rule = "|---|" + "---:|" * len(runs)
    body = [f"| {name} | " + " | ".join(map(of, runs)) + " |" for name, of in lines]
    return "\n".join([head, rule, *body]) + "\n"


def _write(page: Path, text: str) -> None:
    before, begin, rest = page.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not (begin and end):
        print(f"{page} has no place for figures")
        return
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def main() -> int:
    """Exit status 0, or 2 if there is nothing to measure with."""
    parser = argparse.ArgumentParser(prog="python -m tests.checks.milvus")
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--reports", type=Path, default=_COLLECTION)
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "milvus.md")
    asked = parser.parse_args()
    files = sorted(asked.reports.glob("*.txt"))
    if not files:
        print(f"there are no reports in {asked.reports}: nothing was measured")
        return 2
    if not all(map(importlib.util.find_spec, ("pymilvus", "milvus_lite"))):
        print("milvus is not installed: python -m pip install '.[milvus,test-full]'")
        return 2
    material = read_material(files)
    runs = []
    for size in map(int, asked.sizes.split(",")):
        print(f"{size} paragraphs", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            runs.append(measure(make_corpus(material, size), Path(folder)))
        print(table(runs[-1:]), flush=True)
    _write(asked.page, table(runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
