"""The seeds folder: one report a file."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import SeedError
from retrieval.ownwords import LEXICON_SUFFIX
from retrieval.phrasings import PHRASINGS_SUFFIX
from retrieval.reading import read_report
from retrieval.report import Report

__all__ = [
    "SUFFIX",
    "Seed",
    "decode_seed",
    "default_seeds_dir",
    "find_seeds",
    "read_seed",
    "read_seeds",
]

SUFFIX = ".txt"


def default_seeds_dir() -> Path:
    """SEEDS_DIR where it is set; else `seeds` in the working folder, else beside this package."""
    chosen = os.environ.get("SEEDS_DIR")
    if chosen:
        return Path(chosen)
    here = Path("seeds")
    beside = Path(__file__).resolve().parent.parent / "seeds"
    with contextlib.suppress(OSError):  # a working folder that may not be looked into
        if here.is_dir():
            return here
    return beside if beside.is_dir() else here


def decode_seed(file: Path) -> str:
    """The text of a seed file; raises SeedError, whose message names file, line and reason."""
    try:
        content = file.read_bytes()
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); check the file and its permissions"
        raise SeedError(message) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"{file}, line {line}: not UTF-8 text; save the report as UTF-8, or take it away"
        raise SeedError(message) from error


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
    faults: list[SeedError] = []
    for file in _files(seeds_dir):
        try:
            seeds.append(Seed(file.name, file, _digest(file)))
        except SeedError as error:
            faults.append(error)
    if not seeds:
        raise faults[0]
    return tuple(seeds), tuple(map(str, faults))


def read_seed(seed: Seed) -> Report:
    """The report in `seed`; raises SeedError where it cannot be read, or is another one by now."""
    if _digest(seed.file) != seed.digest:
        message = f"{seed.file} has changed since it was found; load the reports anew"
        raise SeedError(message)
    report = read_report(seed.name, decode_seed(seed.file))
    if not report.paragraphs:
        message = f"{seed.file} holds no paragraph; put the text of a report in it, or take it away"
        raise SeedError(message)
    return report


def read_seeds(seeds_dir: Path) -> tuple[Report, ...]:
    """The reports in `seeds_dir`, by file name.

    Raises SeedError, whose message names the folder or the file and says what to do.
    """
    return tuple(read_seed(Seed(file.name, file, _digest(file))) for file in _files(seeds_dir))


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
        message = f"the seeds folder {seeds_dir} holds no report; put a {SUFFIX} file in it"
        raise SeedError(message)
    return files


def _digest(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); check the file and its permissions"
        raise SeedError(message) from error
    return hashlib.sha256(file.name.encode() + b"\0" + content).hexdigest()


def _is_report(file: Path) -> bool:
    name = file.name.lower()
    if name.startswith(".") or name.endswith((PHRASINGS_SUFFIX, LEXICON_SUFFIX)):
        return False
    return name.endswith(SUFFIX) and file.is_file()
