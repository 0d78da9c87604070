"""Loading: from a seeds folder to a library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retrieval.answering.engine import engine_of
from retrieval.answering.library import Library
from retrieval.corpus.additions import Addition
from retrieval.corpus.seeds import default_seeds_dir, read_seeds_folder
from retrieval.index.workers import Progress
from retrieval.paragraphs import open_index

__all__ = ["load"]


def load(
    seeds_dir: str | Path | None = None,
    additions: Sequence[Addition] = (),
    *,
    home: str = "",
    index_url: str = "",
    progress: Progress | None = None,
) -> Library:
    """The reports in `seeds_dir` (default: SEEDS_DIR, else the `seeds` folder), ready to be asked.

    `additions` are tried as if they had been kept there.  `home` is the place whose reports are
    asked where a question names none; `index_url` says where paragraphs are searched
    (`open_index`); `progress` is told how many of how many reports are indexed.

    Files that cannot be used are left out and named in `Library.faults`.  Raises SeedError where
    none can be used, or WordsError; the message names the file and says what to do.
    """
    folder = Path(seeds_dir) if seeds_dir is not None else default_seeds_dir()
    seeds_folder = read_seeds_folder(folder, additions)
    # What is only tried must not reach an index that others read.
    paragraphs = open_index("" if additions else index_url)
    # Additions are not in the folder, so workers would make other tables.
    files = None if additions else folder
    engine, faults = engine_of(
        seeds_folder.sources, seeds_folder.own_lexicon, home, files, progress
    )
    return Library.over(engine, (*seeds_folder.faults, *faults), paragraphs)
