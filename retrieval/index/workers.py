"""Building: making the tables of reports that have none yet, on all processors that may be
used, and going on with what an earlier run has left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

from retrieval.cache import cache_folder
from retrieval.corpus.folder import read_seeds_folder
from retrieval.errors import RetrievalError, SeedError
from retrieval.index.archive import Archive, archive_of
from retrieval.machine import usable_processors

__all__ = ["Progress", "build_missing", "work"]

# Told how many of how many reports are done.
Progress = Callable[[int, int], None]

# A worker needs half a second for jieba's words, in which one process makes the tables of several.
_WORTH_A_WORKER = 12


def build_missing(
    archive: Archive, folder: Path | None, progress: Progress | None = None
) -> dict[int, SeedError]:
    """Makes what is missing of `archive`, whose sources come from `folder`, if they are files.

    Reports that cannot be read are returned with the reason, by their number.  What is done stays
    done: interrupted at any point, the next run makes the rest.  Raises WordsError.
    """
    missing = list(archive.missing())
    done = len(archive) - len(missing)
    tell = progress or (lambda *_: None)
    if missing:
        tell(done, len(archive))
    workers = min(usable_processors(), len(missing) // _WORTH_A_WORKER)
    if folder is not None and workers > 1 and cache_folder() is not None:
        _with_workers(folder, missing, workers, lambda made: tell(done + made, len(archive)))
    faults: dict[int, SeedError] = {}
    # Those that no worker has made, too: a fault is to be met here.
    for number in archive.missing():
        try:
            archive.kept(number)
        except SeedError as error:
            faults[number] = error
            continue
        done += 1
        tell(min(done, len(archive)), len(archive))
    return faults


def _with_workers(
    folder: Path, missing: Sequence[int], workers: int, tell: Callable[[int], None]
) -> None:
    """Lets processes of their own make `missing`; whatever goes wrong there is left undone."""
    # Each takes every so many-th: neighbours are alike in length.
    shares = [missing[first::workers] for first in range(workers)]
    running = [_worker(folder, share) for share in shares]
    made = 0

    def follow(process: subprocess.Popen[str]) -> None:
        nonlocal made
        for _ in process.stdout or ():
            made += 1  # under the interpreter's lock, and for show only
            tell(made)

    following = [Thread(target=follow, args=(each,)) for each in running]
    try:
        for thread in following:
            thread.start()
        for thread in following:
            thread.join()
        for process in running:
            process.wait()
    finally:
        for process in running:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _worker(folder: Path, numbers: Sequence[int]) -> subprocess.Popen[str]:
    """A process that makes the tables of `numbers` and prints a line after each."""
    package = Path(__file__).resolve().parents[2]
    path = os.pathsep.join([str(package), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen(
        [sys.executable, "-c", "from retrieval.index.workers import work; work()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert process.stdin is not None  # noqa: S101  # a pipe, as asked for
    with process.stdin as stream:
        stream.write(json.dumps({"folder": str(folder.resolve()), "numbers": list(numbers)}))
    return process


def work() -> None:
    """What a worker does: its order comes on standard input."""
    order = json.load(sys.stdin)
    archive = archive_of(read_seeds_folder(Path(order["folder"])).sources)
    for number in order["numbers"]:
        try:
            archive.kept(number)
        except RetrievalError:
            continue  # met again, and said, by whoever gave the order
        print(number, flush=True)
