"""The project beside its peers: time, memory, disk, start, segmentation, quality.

    python -m tests.checks.benchmarks [--sizes 71,1000,10000,100000] [--shared DIR] [--page FILE]

Writes its part of docs/speed.md with plots beside it, after each size what there is so far.  Needs the
extra `benchmark`.  DIR is by default the folder `shared` beside a
developer's clone, with other work reports and public retrieval sets; without it nothing is measured.
A million paragraphs, on request, take about 12 GB of memory and half an hour.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from pathlib import Path

from retrieval.evaluation.run import RetrievalSetRun, run_set
from tests.checks.benchmarks.corpus import make_corpus, read_material
from tests.checks.benchmarks.engines import ENGINES
from tests.checks.benchmarks.footprint import Footprint, footprint
from tests.checks.benchmarks.measuring import floor_of, measure
from tests.checks.benchmarks.page import Results, page_of
from tests.checks.benchmarks.plots import plot_growth
from tests.checks.benchmarks.segmentation import segmentation_speed
from tests.conftest import ROOT

_NEEDED = ("bm25s", "ir_measures", "matplotlib", "numba", "rjieba", "scipy", "tantivy")
# Between them stands what is measured here; the rest of the page is written by hand.
_BEGIN, _END = "<!-- benchmarks -->\n", "<!-- end of benchmarks -->\n"
# Rounds at sizes up to the given one; beyond, a round takes minutes.
_ROUNDS = ((100_000, 7), (1 << 60, 3))


def main() -> int:
    """Exit status 0, or 2 if there is nothing to measure with."""
    parser = argparse.ArgumentParser(prog="python -m tests.checks.benchmarks")
    parser.add_argument("--sizes", default="71,1000,10000,100000")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "speed.md")
    asked = parser.parse_args()
    reports = asked.shared / "data" / "reports"
    files = sorted(reports.glob("*.txt"))
    if not files:
        print(f"there are no reports in {reports}: nothing was measured")
        return 2
    absent = [name for name in _NEEDED if not importlib.util.find_spec(name)]
    if absent:
        print(f"{', '.join(absent)} not installed: python -m pip install '.[benchmark]'")
        return 2
    results = Results(reports=len(files))
    print("segmentation", flush=True)
    results.segmentation = segmentation_speed(files)
    results.sets = _quality(asked.shared / "data" / "public")
    material = read_material(files)
    for size in map(int, asked.sizes.split(",")):
        print(f"{size} paragraphs", flush=True)
        corpus = make_corpus(material, size)
        floor = floor_of(corpus)
        rounds = next(rounds for most, rounds in _ROUNDS if size <= most)
        run = measure(corpus, rounds, tuple(ENGINES))
        results.runs.append(run)
        results.floors.append(floor)
        results.footprints.append(_footprints(reports, size))
        _write(results, asked.page)
    return 0


def _quality(public: Path) -> list[RetrievalSetRun]:
    """Every retrieval set there is; none without the folder, and the page says so."""
    folders = sorted(each for each in public.iterdir() if each.is_dir()) if public.is_dir() else []
    found = []
    for folder in folders:
        print(f"quality on {folder.name}", flush=True)
        found.append(run_set(folder))
    return found


def _footprints(reports: Path, size: int) -> dict[str, Footprint]:
    found = {}
    with tempfile.TemporaryDirectory() as place:
        for number, name in enumerate(ENGINES):
            print(f"  memory, disk and start of {name}", flush=True)
            found[name] = footprint(name, reports, size, Path(place) / str(number))
    return found


def _write(results: Results, page: Path) -> None:
    """What the page has between its marks, and its plots, of what there is so far."""
    text = page.read_text(encoding="utf-8") if page.exists() else f"# Benchmarks\n\n{_BEGIN}{_END}"
    before, _, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2]
    page.write_text(f"{before}{_BEGIN}{page_of(results)}{_END}{after}", encoding="utf-8")
    sizes = [run.size for run in results.runs]
    if len(sizes) < 2:
        return  # a plot of one point shows nothing
    times = {name: [run.mean(name) for run in results.runs] for name in ENGINES}
    times["floor"] = [floor.everything for floor in results.floors]
    plot_growth(_plot(page, "query"), sizes, times, "milliseconds a query")
    for what, unit in (("build", "seconds to build"), ("start", "seconds to the first answer")):
        values = {
            name: [getattr(each[name], what) for each in results.footprints] for name in ENGINES
        }
        plot_growth(_plot(page, what), sizes, values, unit)


def _plot(page: Path, what: str) -> Path:
    return page.with_name(f"{page.stem}-{what}.png")


if __name__ == "__main__":
    sys.exit(main())
