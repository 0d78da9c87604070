"""Frozen BM25 beside its peers, in one interleaved run; writes docs/bm25.md.

    python -m tests.checks.bm25 [--sizes 10000,100000] [--reports DIR] [--page FILE]

Needs the extra `benchmark`.  DIR is by default the collection of other work reports beside a
developer's clone.  A million paragraphs take about 12 GB of memory and a quarter of an hour.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path

from tests.checks.bm25.corpus import make_corpus, read_material
from tests.checks.bm25.engines import ENGINES
from tests.checks.bm25.measuring import floor_of, measure
from tests.checks.bm25.page import page_of
from tests.conftest import ROOT

_COLLECTION = ROOT.parent / "shared" / "data" / "reports"
# Rounds at sizes up to the given one; beyond, a round takes minutes.
_ROUNDS = ((100_000, 7), (1 << 60, 3))


def main() -> int:
    """Exit status 0, or 2 if there is nothing to measure with."""
    parser = argparse.ArgumentParser(prog="python -m tests.checks.bm25")
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--reports", type=Path, default=_COLLECTION)
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "bm25.md")
    asked = parser.parse_args()
    files = sorted(asked.reports.glob("*.txt"))
    if not files:
        print(f"there are no reports in {asked.reports}: nothing was measured")
        return 2
    absent = [name for name in ("bm25s", "numba", "tantivy") if not importlib.util.find_spec(name)]
    if absent:
        print(f"{', '.join(absent)} not installed: python -m pip install '.[benchmark]'")
        return 2
    material = read_material(files)
    runs, floors = [], []
    for size in map(int, asked.sizes.split(",")):
        print(f"{size} paragraphs", flush=True)
        corpus = make_corpus(material, size)
        floors.append(floor_of(corpus))
        rounds = next(rounds for most, rounds in _ROUNDS if size <= most)
        runs.append(run := measure(corpus, rounds, tuple(ENGINES)))
        for name in ENGINES:
            print(f"  {name}: {run.mean(name):.4g} ms, alike {run.alike[name]:.2f}", flush=True)
    asked.page.write_text(page_of(runs, floors, len(files)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
