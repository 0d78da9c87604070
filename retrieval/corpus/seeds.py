"""The seeds folder: one report a file."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from retrieval.corpus.additions import LEXICON_SUFFIX
from retrieval.corpus.phrasings import PHRASINGS_SUFFIX
from retrieval.documents import SUFFIXES, document_of, read_content
from retrieval.errors import SeedError
from retrieval.reports import read_report
from retrieval.reports.model import Report

__all__ = [
    "Seed",
    "default_seeds_dir",
    "find_seeds",
    "read_seed",
    "read_seed_file",
    "read_seeds",
]


def default_seeds_dir() -> Path:
    """SEEDS_DIR where it is set; else `seeds` in the working folder, else beside this package."""
    chosen = os.environ.get("SEEDS_DIR")
    if chosen:
        return Path(chosen)
    here = Path("seeds")
    beside = Path(__file__).resolve().parents[2] / "seeds"
    with contextlib.suppress(OSError):  # a working folder that may not be looked into
        if here.is_dir():
            return here
    return beside if beside.is_dir() else here


@dataclass(frozen=True, slots=True)
class Seed:
    """A file that holds a report; `digest` is the SHA-256 of its name and its bytes."""

    name: str
    file: Path
    digest: str


def find_seeds(seeds_dir: Path) -> tuple[tuple[Seed, ...], tuple[str, ...]]:
    """The reports in `seeds_dir`, by file name, and a sentence for each that cannot be read.

    Raises SeedError, whose message names the folder or the file and says what to do, where none can
    be.
    """
    seeds: list[Seed] = []
    faults: list[str] = []
    first: dict[str, str] = {}
    stems: dict[str, str] = {}
    error: SeedError | None = None
    for file in _files(seeds_dir):
        try:
            content = read_content(file)
        except SeedError as unreadable:
            error = error or unreadable
            faults.append(str(unreadable))
            continue
        same = first.setdefault(hashlib.sha256(content).hexdigest(), file.name)
        stem = stems.setdefault(file.stem, file.name)
        if same != file.name:
            faults.append(f"{file} is the same file as {same}; take one of them away")
        elif stem != file.name:
            faults.append(f"{file} is called as {stem} is, but for the suffix; rename one of them")
        else:
            seeds.append(Seed(file.name, file, _digest(file, content)))
    if error is not None and not seeds:
        raise error
    return tuple(seeds), tuple(faults)


def read_seed(seed: Seed) -> Report:
    """The report in `seed`; raises SeedError where it cannot be read, or is another one by now."""
    content = read_content(seed.file)
    if _digest(seed.file, content) != seed.digest:
        message = f"{seed.file} has changed since it was found; load the reports anew"
        raise SeedError(message)
    return _report(seed.file, content)


def read_seed_file(file: Path) -> Report:
    """The report in `file`; raises SeedError, whose message names file (and line) and reason."""
    return _report(file, read_content(file))


def read_seeds(seeds_dir: Path) -> tuple[Report, ...]:
    """The reports in `seeds_dir`, by file name.

    Raises SeedError, whose message names the folder or the file and says what to do.
    """
    return tuple(map(read_seed_file, _files(seeds_dir)))


def _report(file: Path, content: bytes) -> Report:
    document = document_of(file, content)
    report = read_report(file.name, document.text, document.pages)
    if not report.paragraphs:
        message = f"{file} holds no paragraph; put the text of a report in it, or take it away"
        raise SeedError(message)
    return report


def _files(seeds_dir: Path) -> list[Path]:
    """The files of reports in `seeds_dir`; raises SeedError where there are none."""
    try:
        if seeds_dir.is_file():
            message = f"{seeds_dir} is a file; name the folder that holds the reports"
            raise SeedError(message)
        if not seeds_dir.is_dir():
            message = f"there is no seeds folder at {seeds_dir}; make it and put reports in it"
            raise SeedError(message)
        files = sorted(file for file in seeds_dir.iterdir() if _is_report(file))
    except OSError as error:
        message = (
            f"{seeds_dir} cannot be read ({error.strerror}); check the path and its permissions"
        )
        raise SeedError(message) from error
    if not files:
        message = f"the seeds folder {seeds_dir} holds no report; put one in it (.txt)"
        raise SeedError(message)
    return files


def _digest(file: Path, content: bytes) -> str:
    return hashlib.sha256(file.name.encode() + b"\0" + content).hexdigest()


def _is_report(file: Path) -> bool:
    name = file.name.lower()
    # What stands in many a folder and is no report.
    if name.startswith((".", "~$", "readme", "license", "changelog")) or name.endswith(
        (PHRASINGS_SUFFIX, LEXICON_SUFFIX)
    ):
        return False
    return file.suffix.lower() in SUFFIXES and file.is_file()
