"""Workers: processes that index the reports without an index file, and the loop without them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from retrieval.cache import cache_folder
from retrieval.corpus.seeds import read_seeds_folder
from retrieval.errors import RetrievalError, SeedError
from retrieval.index.archive import Archive, archive_of
from retrieval.machine import usable_processors

__all__ = ["Progress", "build_missing", "work"]

# Called with the reports that are indexed and with all.
Progress = Callable[[int, int], None]

# Reports a worker at least: it needs half a second for jieba's words, in which one process indexes
# several.
_WORTH_A_WORKER = 12


def build_missing(
    archive: Archive, folder: Path | None, progress: Progress | None = None
) -> dict[int, SeedError]:
    """Indexes the reports of `archive` that are not indexed yet.

    `folder`: the seeds folder of the archive's sources, if they are files.  Returns the errors of
    reports that cannot be read, by their number.  Where it is interrupted, the next run indexes the
    rest.  Raises WordsError.
    """
    missing = list(archive.unindexed())
    done = len(archive) - len(missing)
    tell = progress or (lambda *_: None)
    if missing:
        tell(done, len(archive))
    workers = min(usable_processors(), len(missing) // _WORTH_A_WORKER)
    if folder is not None and workers > 1 and cache_folder() is not None:
        _with_workers(folder, missing, workers, lambda made: tell(done + made, len(archive)))
    faults: dict[int, SeedError] = {}
    # Those that no worker has made, too: their errors are raised here.
    for number in archive.unindexed():
        try:
            archive.index_file(number)
        except SeedError as error:
            faults[number] = error
            continue
        done += 1
        tell(min(done, len(archive)), len(archive))
    return faults


def _with_workers(
    folder: Path, missing: Sequence[int], workers: int, tell: Callable[[int], None]
) -> None:
    """Indexes `missing` in processes of their own; what goes wrong there is left undone."""
    running: list[subprocess.Popen[str]] = []
    # One pipe for all: it ends when the last worker has ended.
    read, write = os.pipe()
    with os.fdopen(read) as lines:
        try:
            with os.fdopen(write, "w") as output:
                # Every n-th report for each worker: neighbours are alike in length.
                shares = (missing[first::workers] for first in range(workers))
                running.extend(_worker(folder, share, output) for share in shares)
            for made, _ in enumerate(lines, start=1):
                tell(made)
            for process in running:
                process.wait()
        finally:
            for process in running:
                process.kill()
                process.wait()


def _worker(folder: Path, numbers: Sequence[int], output: IO[str]) -> subprocess.Popen[str]:
    """A process that indexes the reports `numbers` and writes a line to `output` after each."""
    package = Path(__file__).resolve().parents[2]
    path = os.pathsep.join([str(package), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen(
        [sys.executable, "-c", "from retrieval.index.workers import work; work()"],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert process.stdin is not None  # noqa: S101  # a pipe, as asked for
    with process.stdin as stream:
        stream.write(json.dumps({"folder": str(folder.resolve()), "numbers": list(numbers)}))
    return process


def work() -> None:
    """The main function of a worker, whose task comes on standard input."""
    task = json.load(sys.stdin)
    archive = archive_of(read_seeds_folder(Path(task["folder"])).sources)
    for number in task["numbers"]:
        try:
            archive.index_file(number)
        except RetrievalError:
            continue  # raised again in the process that started this one
        print(number, flush=True)
