"""Loading: from a seeds folder, or from parsed reports, to a library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from retrieval.answering.engine import engine_of
from retrieval.answering.library import Library
from retrieval.corpus.additions import Addition
from retrieval.corpus.phrasings import Phrasing
from retrieval.corpus.seeds import default_seeds_dir, read_seeds_folder
from retrieval.corpus.source import report_sources
from retrieval.index.workers import Progress
from retrieval.language.normalization import fold
from retrieval.paragraphs import open_index
from retrieval.reports.model import Report

__all__ = ["library_of", "load"]

# Places in a message: more would hide what is wrong.
_NAMED = 20


def load(
    seeds_dir: str | Path | None = None,
    additions: Sequence[Addition] = (),
    *,
    home: str = "",
    index_url: str = "",
    progress: Progress | None = None,
) -> Library:
    """The reports in `seeds_dir` (default: SEEDS_DIR, else the `seeds` folder) as a library.

    `additions`: tried as if they had been kept in the folder; nothing of them stays anywhere.
    `home`: the place whose reports are searched first for a question that names none.
    `index_url`: where paragraphs are searched, as `open_index` takes it.
    `progress`: called with the number of reports indexed, and of all.

    Files, and lines of an office's own words, that cannot be used are left out and named in
    `Library.faults`, as is a home place of which there is no report.  Raises SeedError where no
    report can be used, or WordsError; the message names the file and says what to do.
    """
    folder = Path(seeds_dir) if seeds_dir is not None else default_seeds_dir()
    seeds_folder = read_seeds_folder(folder, additions)
    # What is only tried must not reach an index that others read, nor a file that outlives it: it
    # may be a citizen's wording.
    tried = bool(additions)
    paragraphs = open_index("" if tried else index_url, tried=tried)
    # Additions are not in the folder, so workers would index something else.
    files = None if tried else folder
    engine, faults = engine_of(
        seeds_folder.sources, seeds_folder.own_lexicon, home, files, progress, tried=tried
    )
    left_out = [*seeds_folder.faults, *seeds_folder.unread, *faults]
    left_out += [fault for meta in engine.metadata for fault in meta.faults]
    if home and not engine.router.places.called(fold(home).text):
        places = ", ".join(sorted({meta.place for meta in engine.metadata} - {""})[:_NAMED])
        there_is = f"there is {places}" if places else "none says whose it is"
        left_out.append(f"HOME_PLACE {home}: no report is of this place; {there_is}")
    return Library(engine, paragraphs, left_out, seeds_folder.examples)


def library_of(
    reports: Sequence[Report],
    phrasings: Mapping[str, Sequence[Phrasing]] | None = None,
    home: str = "",
) -> Library:
    """Parsed `reports`, with phrasings by the name of their report, as a library.

    `home`: as in `load`.  Raises WordsError where word data cannot be used.
    """
    engine, faults = engine_of(report_sources(reports, phrasings or {}), home=home)
    return Library(engine, open_index(), faults)
