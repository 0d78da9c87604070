"""Maintenance of the cache folder: its status, its verification, its cleaning."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.cache import cache_folder
from retrieval.corpus.seeds import SeedsFolder
from retrieval.errors import RetrievalError
from retrieval.index.archive import Archive, archive_of
from retrieval.index.corpus_statistics import collection_file
from retrieval.index.store import load_index_file

__all__ = ["CacheStatus", "cache_faults", "cache_status", "clean_cache", "drop_damaged"]

# Beginnings of the names of files that are made of certain reports.
_OF_REPORTS = ("tables", "figures", "collection", "paragraphs")


@dataclass(frozen=True, slots=True)
class CacheStatus:
    """The cache of a seeds folder: `indexed` of `reports`; `files` in `folder` take `size` bytes,
    those of other versions included."""

    folder: Path | None
    reports: int
    indexed: int
    files: int
    size: int


def cache_status(seeds_folder: SeedsFolder) -> CacheStatus:
    """The cache of the reports of `seeds_folder`; raises WordsError."""
    archive = archive_of(seeds_folder.sources)
    folder = cache_folder()
    sizes = [file.stat().st_size for file in _files(folder)] if folder else []
    indexed = len(archive) - sum(1 for _ in archive.unindexed())
    return CacheStatus(folder, len(archive), indexed, len(sizes), sum(sizes))


def cache_faults(seeds_folder: SeedsFolder) -> Iterator[str]:
    """A sentence for each report whose index file is missing or cannot be used.

    Every file is read whole; raises WordsError.
    """
    archive = archive_of(seeds_folder.sources)
    for number, source in enumerate(archive.sources):
        file = load_index_file(archive.path(number))
        if file is None:
            yield f"{source.name}: its tables are missing or damaged; build the index"
            continue
        try:
            archive.open(number)
            text = source.read().report.text
        except (RetrievalError, ValueError) as error:
            yield f"{source.name}: {error}"
            continue
        if text != file.text:
            yield f"{source.name}: its tables hold another text; build the index again"


def drop_damaged(seeds_folder: SeedsFolder) -> None:
    """Deletes the index files of `seeds_folder` that cannot be used, so that they are made again.

    Every file is read whole; raises WordsError.
    """
    archive = archive_of(seeds_folder.sources)
    for number in range(len(archive)):
        path = archive.path(number)
        if path is not None and load_index_file(path) is None:
            path.unlink(missing_ok=True)


def clean_cache(seeds_folder: SeedsFolder, *, everything: bool = False) -> tuple[int, int]:
    """Deletes the files that `seeds_folder` does not need, or all; returns their number and bytes.

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
    """The files that `archive` needs; those of the lexicon do not tell of which reports they are.

    Figures are kept as `figures-<digest of the report>-….json`.
    """
    version = archive.version
    files = {archive.path(number) for number in range(len(archive))}
    files.add(version.file(collection_file(archive)))
    files.add(version.file(version.name_of("paragraphs", archive.digests, "postings")))
    for each in version.folder.iterdir() if version.folder else ():
        kind, _, rest = each.name.partition("-")
        if kind not in _OF_REPORTS or rest.split("-")[0] in archive.digests:
            files.add(each)
    return {file for file in files if file is not None}
