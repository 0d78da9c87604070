"""The seeds folder: its reports as sources, its own lexicon lines, and what cannot be used."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.corpus.additions import (
    LEXICON_SUFFIX,
    Addition,
    LexiconLine,
    NewPhrasing,
    checked,
    read_own_lexicon,
)
from retrieval.corpus.examples import EXAMPLES_SUFFIX, read_examples
from retrieval.corpus.folder_files import usable_files
from retrieval.corpus.own_files import GOLD_SUFFIX
from retrieval.corpus.phrasings import PHRASINGS_SUFFIX, Phrasing, phrasing_files, read_phrasings
from retrieval.corpus.source import ReportSource, ReportWithPhrasings
from retrieval.documents import SUFFIXES, Document, document_of, read_content, why_unread
from retrieval.errors import SeedError
from retrieval.reports import read_report
from retrieval.reports.model import Report

__all__ = [
    "OWN_FOLDER",
    "SeedsFolder",
    "default_seeds_dir",
    "read_seed_file",
    "read_seeds",
    "read_seeds_folder",
    "report_of",
]

OWN_FOLDER = "own-reports"
"""The folder of an office's own reports, in the working folder."""


@dataclass(frozen=True, slots=True)
class SeedsFolder:
    """The contents of a seeds folder.

    `sources`: its reports by file name.
    `own_lexicon`: the lines of an operator's own lexicon, each with its file and line number.
    `unread`: a sentence for each other file that may hold a report, and for each folder.
    `faults`: a sentence for each file, or line of one, that cannot be used.
    `examples`: example questions, each with its file and line number.
    """

    sources: tuple[ReportSource, ...]
    own_lexicon: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    unread: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()


def default_seeds_dir() -> Path:
    """SEEDS_DIR where it is set; else `own-reports` in the working folder once it holds a report,
    else `seeds` there, else beside this package."""
    chosen = os.environ.get("SEEDS_DIR")
    if chosen:
        return Path(chosen)
    here = Path("seeds")
    beside = Path(__file__).resolve().parents[2] / "seeds"
    with contextlib.suppress(OSError):  # a working folder that may not be looked into
        own = Path(OWN_FOLDER)
        if own.is_dir() and any(_is_report(each.name) for each in own.iterdir()):
            return own
        if here.is_dir():
            return here
    return beside if beside.is_dir() else here


def read_seeds_folder(folder: Path, additions: Sequence[Addition] = ()) -> SeedsFolder:
    """The contents of `folder`, with `additions` as if they had been written to its files.

    A report that cannot be read is left out, and named in `faults`, as long as another one can be,
    and so is a line of own words.  Raises SeedError where there is no report that can be read, and
    WordsError where an addition cannot be used.
    """
    added = [checked(each) for each in additions]
    phrasings = [each for each in added if isinstance(each, NewPhrasing)]
    sources: list[ReportSource] = []
    files, unusable = _report_files(folder)
    faults = list(unusable)
    first: dict[str, str] = {}
    stems: dict[str, str] = {}
    error: SeedError | None = None
    for file in files:
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
            own = [Phrasing(p.sentence, p.text) for p in phrasings if p.report == file.name]
            sources.append(_source(file, content, own))
    if error is not None and not sources:
        raise error
    faults += usable_files(folder, _is_own)[1]
    lines = [("the new line", each.line) for each in added if isinstance(each, LexiconLine)]
    examples = read_examples(folder, [each.name for each in sources], faults)
    own_lexicon = (*read_own_lexicon(folder, faults), *lines)
    unread = unread_in(folder)
    return SeedsFolder(tuple(sources), own_lexicon, tuple(faults), unread, examples)


def read_seeds(folder: Path) -> tuple[Report, ...]:
    """The reports in `folder` without phrasings, by file name.

    Raises SeedError, whose message names the folder or the file and says what to do.
    """
    return tuple(map(read_seed_file, report_files(folder)))


def read_seed_file(file: Path) -> Report:
    """The report in `file`; raises SeedError, whose message names file (and line) and reason."""
    return _report(file, read_content(file))


def _source(file: Path, content: bytes, added: Sequence[Phrasing]) -> ReportSource:
    """The source of the report in `file`, which is read again, with its phrasings, when needed."""
    found = _digest(file, content)
    digest = hashlib.sha256(found.encode())
    for each in phrasing_files(file.parent, file.name):
        with contextlib.suppress(SeedError):  # told when it is read for its phrasings
            digest.update(read_content(each))
    digest.update(repr([(each.sentence, each.text) for each in added]).encode())

    def read() -> ReportWithPhrasings:
        content = read_content(file)
        if _digest(file, content) != found:
            message = f"{file} has changed since it was found; load the reports again"
            raise SeedError(message)
        report = _report(file, content)
        faults: list[str] = []
        phrasings = read_phrasings(file.parent, report, added, faults)
        return ReportWithPhrasings(report, phrasings, tuple(faults))

    return ReportSource(file.name, digest.hexdigest(), read)


def _digest(file: Path, content: bytes) -> str:
    return hashlib.sha256(file.name.encode() + b"\0" + content).hexdigest()


def _report(file: Path, content: bytes) -> Report:
    return report_of(file, document_of(file, content))


def report_of(file: Path, document: Document) -> Report:
    """The report that `document`, the text of `file`, holds; raises SeedError if it holds none."""
    report = read_report(file.name, document.text, document.pages)
    if not report.paragraphs:
        message = f"{file} holds no paragraph; put the text of a report in it, or take it away"
        raise SeedError(message)
    return report


def report_files(folder: Path) -> tuple[Path, ...]:
    """The files of reports in `folder` that can be used; raises SeedError where there are none."""
    return _report_files(folder)[0]


def _report_files(folder: Path) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The files of reports in `folder`, and a sentence for each that cannot be used.

    Raises SeedError where there are none.
    """
    try:
        if folder.is_file():
            message = f"{folder} is a file; name the folder that holds the reports"
            raise SeedError(message)
        if not folder.is_dir():
            message = f"there is no seeds folder at {folder}; make it and put reports in it"
            raise SeedError(message)
        files, faults = usable_files(folder, _is_report)
    except OSError as error:
        message = f"{folder} cannot be read ({error.strerror}); check the path and its permissions"
        raise SeedError(message) from error
    if not files:
        unread = "".join(f"; {each}" for each in unread_in(folder))
        message = f"the seeds folder {folder} holds no report; put one in it (.txt){unread}"
        raise SeedError(faults[0] if faults else message)
    return files, faults


def unread_in(folder: Path) -> tuple[str, ...]:
    """A sentence for each file in `folder` that may hold a report and is not read, and for each
    folder; none where they cannot be looked at."""
    unread: list[str] = []
    with contextlib.suppress(OSError):
        files = [each for each in sorted(folder.iterdir()) if not each.name.endswith(GOLD_SUFFIX)]
        unread += filter(None, map(why_unread, files))
    # Of names that are not UTF-8, which terminals and logs cannot show.
    return tuple(each.encode("utf-8", "backslashreplace").decode() for each in unread)


def _is_own(name: str) -> bool:
    return not name.startswith(".") and name.endswith((PHRASINGS_SUFFIX, EXAMPLES_SUFFIX))


def _is_report(name: str) -> bool:
    name = name.lower()
    # Files that often lie in such a folder and are no report.
    if name.startswith((".", "~$", "readme", "license", "changelog")) or name.endswith(
        (PHRASINGS_SUFFIX, LEXICON_SUFFIX, EXAMPLES_SUFFIX)
    ):
        return False
    return name.endswith(SUFFIXES)
