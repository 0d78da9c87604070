"""The shelf: what a seeds folder holds, as sources that are read when they are needed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.corpus.additions import Addition, LexiconLine, NewPhrasing, checked, read_own_lexicon
from retrieval.corpus.phrasings import Phrasing, phrasing_files, read_phrasings
from retrieval.corpus.seeds import Seed, find_seeds, read_seed
from retrieval.corpus.source import ReportSource, ReportWithPhrasings

__all__ = ["SeedsFolder", "read_seeds_folder"]


@dataclass(frozen=True, slots=True)
class SeedsFolder:
    """The reports of a seeds folder by file name, lines of an operator's own lexicon, each with the
    place where it stands, and a sentence for each file that cannot be used."""

    sources: tuple[ReportSource, ...]
    own_lexicon: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]


def read_seeds_folder(folder: Path, additions: Sequence[Addition] = ()) -> SeedsFolder:
    """What `folder` holds, with `additions` as if they had been kept there.

    A report that cannot be read is left out, and named in `faults`, as long as another one can be.
    Raises SeedError where there is no report that can be read, or WordsError.
    """
    added = [checked(each) for each in additions]
    new = [each for each in added if isinstance(each, NewPhrasing)]
    seeds, faults = find_seeds(folder)
    sources = [
        _source(folder, seed, tuple(each for each in new if each.report == seed.name))
        for seed in seeds
    ]
    lines = [("the new line", each.line) for each in added if isinstance(each, LexiconLine)]
    return SeedsFolder(tuple(sources), (*read_own_lexicon(folder), *lines), faults)


def _source(folder: Path, seed: Seed, added: tuple[NewPhrasing, ...]) -> ReportSource:
    """The source of one seed file; its phrasings are read with it."""
    files = phrasing_files(folder, seed.name)
    digest = hashlib.sha256(seed.digest.encode())
    for file in files:
        digest.update(file.read_bytes())
    digest.update(repr([(each.sentence, each.text) for each in added]).encode())

    def read() -> ReportWithPhrasings:
        report = read_seed(seed)
        phrasings = [Phrasing(each.sentence, each.text) for each in added]
        return ReportWithPhrasings(report, read_phrasings(folder, report, phrasings))

    return ReportSource(seed.name, digest.hexdigest(), bool(files or added), read)
