"""The file of a backup: a ZIP with a manifest, and how it is made and looked into."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

__all__ = ["ENV", "JOURNAL", "SEEDS", "Backup", "BackupError", "read_backup", "write_backup"]

ENV, JOURNAL, SEEDS = "env", "journal.db", "seeds/"
"""Names in the file: the settings, the journal, and what the names of seeds begin with."""

_MANIFEST = "manifest.json"
_PROGRAM, _FORMAT = "ask-the-report", 1
# Bytes of all files of a backup together, beyond which it is not ours: a hundred times a journal of
# years, and less than fills a disk by a ZIP made to.
_MOST_BYTES = 20 * 1024**3


class BackupError(Exception):
    """A backup cannot be made or used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup whose files are as they were put in.

    `made`: when.  `files`: their SHA-256 by name.  `left_out`: the names of secret settings that
    are not in it.
    """

    file: Path
    made: str
    files: Mapping[str, str]
    left_out: tuple[str, ...]

    @property
    def seeds(self) -> tuple[str, ...]:
        """The names of the files of the seeds folder, without the folder."""
        return tuple(name.removeprefix(SEEDS) for name in self.files if name.startswith(SEEDS))

    def unpack(self, name: str, target: Path) -> None:
        """Writes the file `name` to `target`.  Raises OSError."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with (
            zipfile.ZipFile(self.file) as archive,
            archive.open(name) as source,
            target.open("wb") as copy,
        ):
            shutil.copyfileobj(source, copy)


def write_backup(file: Path, contents: Mapping[str, Path], left_out: tuple[str, ...]) -> Backup:
    """Makes the backup `file` of `contents`, files by their names in it, whole or not at all.

    Raises BackupError.
    """
    partial = file.with_name(f".{file.name}.partial")
    made = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    digests = {}
    try:
        # Readable by its owner only: it holds what citizens asked.
        os.close(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, source in contents.items():
                archive.write(source, name)
                digests[name] = _digest(source)
            manifest = {
                "program": _PROGRAM, "format": _FORMAT, "made": made, "files": digests,
                "left_out": left_out,
            }  # fmt: skip
            archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        message = f"{file} cannot be written ({error.strerror}); check path, permissions and disk"
        raise BackupError(message) from error
    return Backup(file, made, digests, left_out)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_backup(file: Path) -> Backup:
    """The backup in `file`, once all of it has been checked.  Raises BackupError."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            if manifest["program"] != _PROGRAM or manifest["format"] != _FORMAT:
                message = f"{file} is a backup of another program or version"
                raise BackupError(message)
            found = Backup(
                file, str(manifest["made"]), dict(manifest["files"]), tuple(manifest["left_out"])
            )
            for fault in _faults(archive, found):
                message = f"{file}: {fault}; use another backup"
                raise BackupError(message)
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); check the path"
        raise BackupError(message) from error
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError) as error:
        message = f"{file} is no backup, or damaged; use another one"
        raise BackupError(message) from error
    return found


def _faults(archive: zipfile.ZipFile, backup: Backup) -> Iterator[str]:
    names = {each.filename for each in archive.infolist()} - {_MANIFEST}
    if names != set(backup.files):
        yield "its files are not those of its manifest"
    if sum(each.file_size for each in archive.infolist()) > _MOST_BYTES:
        yield "it is too large"
    for name, digest in backup.files.items():
        path = PurePosixPath(name)
        inside = name in (ENV, JOURNAL) or name.startswith(SEEDS)
        if not inside or path.is_absolute() or ".." in path.parts or "\\" in name:
            yield f"{name} would be written elsewhere"
            return
        with archive.open(name) as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != digest:  # type: ignore[arg-type]
                yield f"{name} is damaged"
