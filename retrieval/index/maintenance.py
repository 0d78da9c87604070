"""Upkeep of what is kept in the cache folder: what there is, whether it is sound, what can go."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.cache import cache_folder
from retrieval.corpus.folder import SeedsFolder
from retrieval.errors import RetrievalError
from retrieval.index.archive import Archive, archive_of
from retrieval.index.store import load_tables

__all__ = ["CacheStatus", "cache_faults", "cache_status", "clean_cache", "drop_damaged"]


@dataclass(frozen=True, slots=True)
class CacheStatus:
    """What the cache holds for a shelf: `indexed` of `reports`, in `folder`, with all that lies
    there taking `size` bytes in `files` files."""

    folder: Path | None
    reports: int
    indexed: int
    files: int
    size: int


def cache_status(seeds_folder: SeedsFolder) -> CacheStatus:
    """What is kept for the reports of `seeds_folder`; raises WordsError."""
    archive = archive_of(seeds_folder.sources)
    folder = cache_folder()
    files = list(_files(folder)) if folder else []
    missing = sum(1 for _ in archive.missing())
    sizes = (file.stat().st_size for file in files if file.is_file())
    return CacheStatus(folder, len(archive), len(archive) - missing, len(files), sum(sizes))


def cache_faults(seeds_folder: SeedsFolder) -> Iterator[str]:
    """A sentence for each report whose tables are missing or cannot be used.

    Every file is read whole; raises WordsError.
    """
    archive = archive_of(seeds_folder.sources)
    for number, source in enumerate(archive.sources):
        kept = load_tables(archive.file(number))
        if kept is None:
            yield f"{source.name}: its tables are missing or damaged; build the index"
            continue
        try:
            archive.open(number)
            text = source.read().report.text
        except (RetrievalError, ValueError) as error:
            yield f"{source.name}: {error}"
            continue
        if text != kept.text:
            yield f"{source.name}: its tables hold another text; build the index anew"


def drop_damaged(seeds_folder: SeedsFolder) -> None:
    """Deletes the tables of `seeds_folder` that cannot be used, so that they are made anew.

    Every file is read whole; raises WordsError.
    """
    archive = archive_of(seeds_folder.sources)
    for number in range(len(archive)):
        file = archive.file(number)
        if file is not None and load_tables(file) is None:
            file.unlink(missing_ok=True)


def clean_cache(seeds_folder: SeedsFolder, *, everything: bool = False) -> tuple[int, int]:
    """Deletes what is of no use for `seeds_folder`, or all that is kept; how many files and bytes.

    jieba's own dictionary stays.  Raises WordsError.
    """
    folder = cache_folder()
    if folder is None:
        return 0, 0
    used = set() if everything else _used(archive_of(seeds_folder.sources))
    gone = [(file, file.stat().st_size) for file in _files(folder) if file not in used]
    for file, _ in gone:
        file.unlink(missing_ok=True)
    for each in folder.iterdir():
        if each.is_dir() and not any(each.iterdir()):
            shutil.rmtree(each, ignore_errors=True)
    return len(gone), sum(size for _, size in gone)


def _files(folder: Path) -> Iterator[Path]:
    """The files of all versions."""
    return (file for file in folder.glob("version-*/*") if file.is_file())


def _used(archive: Archive) -> set[Path]:
    """The files that the reports of `archive` need; collections and postings of any are small
    beside their tables and stay."""
    own = archive.version.folder
    tables = {archive.file(number) for number in range(len(archive))}
    others = (
        set() if own is None else {f for f in own.iterdir() if not f.name.startswith("tables-")}
    )
    return {file for file in tables | others if file is not None}
