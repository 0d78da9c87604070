"""The page about speed: ratios first, then times, then what they were measured on."""

from __future__ import annotations

import math
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from retrieval.evaluation.run import RetrievalSetRun
from tests.checks.benchmarks.engines import ENGINES, OURS
from tests.checks.benchmarks.footprint import Footprint
from tests.checks.benchmarks.measuring import Floor, Run
from tests.checks.benchmarks.segmentation import Speed

__all__ = ["AIMS", "Results", "page_of"]

# How many times as long as this project each is to take, from 100 000 paragraphs on.
AIMS = {"tantivy": 4.0, "bm25s": 20.0, "bm25s + numba": 2.0}
# And how many times the floor this project may take.
_FLOOR_AIM = 2.0
_AIMS_FROM = 100_000
_LIBRARIES = ("numpy", "scipy", "rank-bm25", "bm25s", "numba", "tantivy", "jieba", "rjieba")

_ABOUT = """\
## The index beside its peers

Written by `python -m tests.checks.benchmarks` on {day}.  rank-bm25 with Lucene's idf is the definition;
`retrieval/paragraphs/bm25/` freezes its scores.  All engines were given the same terms of the same
paragraphs in one process, one thread, and searched for the best ten, round by round in turn
({rounds} rounds, the median is shown); queries are {terms:.1f} terms long on average, half of them
residents' questions, half stretches of reports.  The paragraphs are runs of sentences of {reports}
work reports with a growing tail of rarer words (`tests/checks/benchmarks/corpus.py`).  SQLite FTS5 and
rank-bm25 answer only the first of the {queries} queries where they are slow; ratios compare the same
queries.  **First pass**: right after another engine has filled the processor's caches; what
counts is the second pass.  **Alike** is the share of the top ten that are those of rank-bm25.
"""

_MACHINE = """\
### Measured on

{processor}, {cores} cores shared with other work (load average {load}); {system}, Python {python};
{libraries}.  The times of a loaded machine move by a third from run to run; ratios move less.
"""


@dataclass
class Results:
    """All that was measured: at each size one of `runs`, `floors` and `footprints`."""

    reports: int
    segmentation: Speed | None = None
    sets: list[RetrievalSetRun] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    floors: list[Floor] = field(default_factory=list)
    footprints: list[dict[str, Footprint]] = field(default_factory=list)


def page_of(results: Results) -> str:
    """What the page says of the index beside its peers."""
    runs, floors = results.runs, results.floors
    about = _ABOUT.format(
        day=datetime.now(UTC).date(),
        rounds=" / ".join(str(len(run.times[OURS])) for run in runs),
        terms=runs[0].query_terms,
        reports=results.reports,
        queries=runs[0].times[OURS].shape[1],
    )
    parts = [about, _aims(runs, floors), _ratios(runs), _times(runs, floors)]
    parts += [_footprints(runs, results.footprints), _growth(runs), _segmentation(results)]
    return "\n".join([*parts, _quality(results.sets), _machine()])


def _footprints(runs: Sequence[Run], found: Sequence[dict[str, Footprint]]) -> str:
    """Build, memory, disk and start, a table each."""
    units = {
        "build": "seconds to build from lists of terms, and to keep",
        "memory": "megabytes of memory while building, beside these lists, at most",
        "disk": "megabytes on disk",
        "start": "seconds of a whole process that opens what is kept and answers one question",
    }
    tables = []
    for what, head in units.items():
        rows = [[name, *(f"{getattr(each[name], what):.3g}" for each in found)] for name in ENGINES]
        tables.append(_table([head, *map(_size, runs)], rows))
    terms = ", ".join(f"{run.terms:,}".replace(",", " ") for run in runs)
    note = (
        f"\nEach in a process of its own.  Distinct terms: {terms}.  rank-bm25 can only be pickled;"
        "\nbm25s with numba compiles in each process.  Memory is what Linux counts, in pages.\n"
    )
    return "### Building, memory, disk, start\n\n" + "\n".join(tables) + note


def _growth(runs: Sequence[Run]) -> str:
    """The exponent with which the time of a query grows: 1 is in proportion to size."""
    if len(runs) < 2:
        return ""  # one size grows nowhere
    plots = "\n".join(
        f"![{what}](speed-{name}.png)\n"
        for name, what in (("query", "time of a query"), ("build", "building"), ("start", "start"))
    )
    first, last = runs[-2], runs[-1]
    steps = math.log(last.size / first.size)
    rows = [
        [name, f"{math.log(last.mean(name) / first.mean(name)) / steps:.2f}"] for name in ENGINES
    ]
    head = ["engine", f"exponent from {_size(first)} to {_size(last)}"]
    return f"### Growth\n\n{plots}\n" + _table(head, rows)


def _segmentation(results: Results) -> str:
    speed = results.segmentation
    if speed is None:
        return ""
    rows = [
        ["jieba", f"{speed.jieba:.0f}", "1"],
        ["rjieba (extra `fast`)", f"{speed.rjieba:.0f}", f"{speed.ratio:.1f}"],
    ]
    note = f"\nThe same terms for {speed.alike} of {speed.sentences} sentences.\n"
    head = ["segmenter", "thousand characters a second", "times as fast"]
    return "### Segmentation\n\n" + _table(head, rows) + note


def _quality(sets: Sequence[RetrievalSetRun]) -> str:
    if not sets:
        return "### Quality\n\nNot measured: the public retrieval sets were not there.\n"
    tables = []
    for each in sets:
        names = list(next(iter(each.measures.values())))
        rows = [
            [system, *(f"{value:.3f}" for value in values.values())]
            for system, values in each.measures.items()
        ]
        tables.append(_table([f"{each.name}: {each.questions} questions", *names], rows))
    return "### Quality on public retrieval sets\n\n" + "\n".join(tables)


def _size(run: Run) -> str:
    return f"{run.size:,}".replace(",", " ")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _aims(runs: Sequence[Run], floors: Sequence[Floor]) -> str:
    rows = []
    for run, floor in zip(runs, floors, strict=True):
        if run.size < _AIMS_FROM:
            continue
        for name, aim in AIMS.items():
            ratio = run.ratio(name, OURS)
            rows.append(
                [_size(run), f"{aim:.0f}× faster than {name}", f"{ratio:.1f}×", _met(ratio >= aim)]
            )
        share = run.mean(OURS) / floor.everything
        aim_text = f"within {_FLOOR_AIM:.0f}× of the floor"
        rows.append([_size(run), aim_text, f"{share:.1f}×", _met(share <= _FLOOR_AIM)])
    return "### Aims\n\n" + _table(["paragraphs", "aim", "measured", "met"], rows)


def _met(met: bool) -> str:
    return "yes" if met else "**no**"


def _ratios(runs: Sequence[Run]) -> str:
    rows = [
        [name, *(f"{run.ratio(name, OURS):.1f}" for run in runs)]
        for name in ENGINES
        if name != OURS
    ]
    head = ["times as long as this project", *map(_size, runs)]
    return "### Ratios\n\n" + _table(head, rows)


def _times(runs: Sequence[Run], floors: Sequence[Floor]) -> str:
    rows = []
    for name in ENGINES:
        cells = [f"{run.mean(name):.3g}; {run.percentile(name, 95):.3g}" for run in runs]
        rows.append([name, *cells, f"{runs[0].alike[name]:.2f}"])
    cells = [f"{run.first_mean(OURS):.3g}" for run in runs]
    rows.append([f"{OURS}, first pass", *cells, ""])
    rows.append(["floor", *(f"{floor.everything:.2g}" for floor in floors), ""])
    rows.append(["postings alone", *(f"{floor.postings:.2g}" for floor in floors), ""])
    bandwidth = " / ".join(f"{floor.bandwidth:.0f}" for floor in floors)
    note = (
        "\nFloor: 8 bytes a posting and 12 a paragraph (its sum cleared, written, looked at) at the"
        f"\nspeed at which one thread reads memory here, {bandwidth} GB/s.  MaxScore and caches may"
        "\ngo below it.\n"
    )
    head = ["milliseconds a query: mean; 95th percentile", *map(_size, runs), "alike"]
    return "### Times\n\n" + _table(head, rows) + note


def _machine() -> str:
    return _MACHINE.format(
        processor=_processor(),
        cores=os.cpu_count(),
        load=f"{os.getloadavg()[1]:.1f}",
        system=platform.system(),
        python=sys.version.split()[0],
        libraries=", ".join(f"{name} {version(name)}" for name in _LIBRARIES),
    )


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text().splitlines() if file.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
