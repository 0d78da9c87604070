"""The commands `index build`, `status`, `verify` and `clean`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from retrieval.cli.options import MEMORY, Home, IndexUrl, Seeds, reported_errors
from retrieval.wording.terminal import say

__all__ = ["index_app"]

index_app = typer.Typer(
    name="index",
    help="Build, look at, check and clear away what is kept of the reports.",
    no_args_is_help=True,
)
_MEGABYTE = 1_000_000


@contextmanager
def _progress() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """Makes progress bars by name, on standard error, with rate and time left."""
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[rate]}"),
        progress.TimeElapsedColumn(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=Console(stderr=True)) as bars:

        def bar(name: str) -> Callable[[int, int], None]:
            task = bars.add_task(name, total=None, rate="")

            def update(done: int, total: int) -> None:
                speed = bars.tasks[task].speed
                rate = f"{speed:,.0f}/s" if speed else ""
                bars.update(task, completed=done, total=total, rate=rate)

            return update

        yield bar


@index_app.command()
def build(
    seeds: Seeds = None,
    home: Home = "",
    index_url: IndexUrl = MEMORY,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build the paragraph index anew beside the old one.")
    ] = False,
) -> None:
    """Index all reports; what is done already is not done again."""
    from retrieval.answering.engine import engine_of
    from retrieval.corpus.seeds import default_seeds_dir, read_seeds_folder
    from retrieval.index.maintenance import drop_damaged
    from retrieval.paragraphs import open_index

    with reported_errors():
        index = open_index(index_url)
        folder = seeds or default_seeds_dir()
        found = read_seeds_folder(folder)
        drop_damaged(found)
        with _progress() as bar:
            engine, faults = engine_of(
                found.sources, found.own_lexicon, home, folder, bar("reports")
            )
            rows = engine.rows()
            write = index.rebuild if rebuild else index.update
            write(rows, bar("paragraphs"))
        for fault in (*found.faults, *found.unread, *faults):
            say(f"left out: {fault}", err=True)
        paragraphs = sum(each.paragraphs for each in rows)
        say(f"{len(rows)} reports with {paragraphs} paragraphs can be asked")


@index_app.command()
def status(
    seeds: Seeds = None,
    index_url: IndexUrl = MEMORY,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Say what is kept, and whether the paragraph index can be asked."""
    from retrieval.corpus.seeds import default_seeds_dir, read_seeds_folder
    from retrieval.index.maintenance import cache_status
    from retrieval.paragraphs import open_index

    with reported_errors():
        found = read_seeds_folder(seeds or default_seeds_dir())
        kept = cache_status(found)
        index = open_index(index_url).status()
        if as_json:
            values = {
                "reports": kept.reports,
                "indexed": kept.indexed,
                "folder": str(kept.folder) if kept.folder else None,
                "files": kept.files,
                "bytes": kept.size,
                "index": index.kind,
                "ready": index.ready,
                "index_reports": index.reports,
                "index_paragraphs": index.paragraphs,
                "detail": index.detail,
                "left_out": [*found.faults, *found.unread],
            }
            sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")
            return
        say(f"reports: {kept.reports}, {kept.indexed} of them indexed")
        where = kept.folder or "nowhere: no folder can be written to"
        say(f"kept in: {where} ({kept.files} files, {kept.size / _MEGABYTE:.1f} MB)")
        state = "ready" if index.ready else "not ready"
        say(f"paragraph index: {index.kind}, {state}, {index.detail}")
        for fault in (*found.faults, *found.unread):
            say(f"left out: {fault}", err=True)


@index_app.command()
def verify(seeds: Seeds = None, index_url: IndexUrl = MEMORY) -> None:
    """Read all that is kept, and say what is missing, damaged or of another text."""
    from retrieval.answering.engine import engine_of
    from retrieval.corpus.seeds import default_seeds_dir, read_seeds_folder
    from retrieval.index.maintenance import cache_faults
    from retrieval.paragraphs import open_index

    with reported_errors():
        index = open_index(index_url)
        folder = seeds or default_seeds_dir()
        found = read_seeds_folder(folder)
        faults = [*found.faults, *cache_faults(found)]
        if not faults:
            engine, _ = engine_of(found.sources, found.own_lexicon, folder=folder)
            rows = engine.rows()
            index.attach(rows)
            faults = index.verify(rows)
        for fault in faults:
            say(fault, err=True)
        if faults:
            raise typer.Exit(1)
        say(f"{len(found.sources)} reports: all that is kept is sound")


@index_app.command()
def clean(
    seeds: Seeds = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what the reports of the seeds folder need.")
    ] = False,
) -> None:
    """Delete what is kept of other reports and other versions."""
    from retrieval.corpus.seeds import default_seeds_dir, read_seeds_folder
    from retrieval.index.maintenance import clean_cache

    with reported_errors():
        found = read_seeds_folder(seeds or default_seeds_dir())
        files, size = clean_cache(found, everything=everything)
        say(f"deleted {files} files, {size / _MEGABYTE:.1f} MB")
