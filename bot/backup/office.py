"""Backing up an office, and putting it back on this machine or another."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.backup.archive import (
    ENV,
    JOURNAL,
    SEEDS,
    Backup,
    BackupError,
    read_backup,
    write_backup,
)
from bot.backup.env_file import without_secrets
from bot.backup.journal_copy import check_journal_file, copy_journal
from bot.journal import JournalError, sqlite_file
from bot.journal import check as check_journal
from retrieval import RetrievalError, load

__all__ = ["Office", "Restored", "back_up", "office_of", "restore"]


# Files in a message: more would hide what to do.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Office:
    """Where the parts of an office lie.

    `journal`: None where it is in a database of its own, which has its own backups.
    """

    seeds: Path
    env: Path
    journal: Path | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back.  `kept`: what was there instead, under its name from now on."""

    backup: Backup
    seeds: int
    env: bool
    journal: bool
    kept: tuple[Path, ...]


def office_of(seeds: Path, database_url: str) -> Office:
    """The office of these settings, in the working folder.  Raises JournalError."""
    return Office(seeds, Path(".env"), sqlite_file(database_url))


def back_up(office: Office, file: Path, *, secrets: bool) -> Backup:
    """Makes the backup `file` of `office`, while the bot runs.

    `secrets`: with the secrets among its settings.  Raises BackupError.
    """
    with tempfile.TemporaryDirectory() as folder:
        contents = {
            f"{SEEDS}{each.relative_to(office.seeds).as_posix()}": each
            for each in _seed_files(office.seeds)
            if each.resolve() != file.resolve()
        }
        if not contents:
            message = f"{office.seeds} holds nothing to back up; check SEEDS_DIR"
            raise BackupError(message)
        left_out: tuple[str, ...] = ()
        try:
            if office.env.is_file():
                text = office.env.read_text(encoding="utf-8")
                if not secrets:
                    text, left_out = without_secrets(text)
                contents[ENV] = Path(folder) / ENV
                contents[ENV].write_text(text, encoding="utf-8")
            if office.journal is not None and office.journal.is_file():
                contents[JOURNAL] = Path(folder) / JOURNAL
                copy_journal(office.journal, contents[JOURNAL])
        except (OSError, UnicodeDecodeError, sqlite3.Error) as error:
            message = f"the settings or the journal cannot be copied ({error})"
            raise BackupError(message) from error
        return write_backup(file, contents, left_out)


def _seed_files(seeds: Path) -> list[Path]:
    """The files of the seeds folder, hidden ones aside."""
    return sorted(
        each
        for each in seeds.rglob("*")
        if each.is_file() and not any(p.startswith(".") for p in each.relative_to(seeds).parts)
    )


def restore(office: Office, file: Path, *, force: bool) -> Restored:
    """Puts the backup `file` back; with `force` also over what is there, which is kept beside.

    All of it is checked first: that nothing is damaged, that the reports can be loaded, that the
    journal can be read.  Raises BackupError; nothing has changed then.
    """
    backup = read_backup(file)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            for each in backup.files:
                backup.unpack(each, folder / each)
        except OSError as error:
            message = f"{file} cannot be unpacked ({error.strerror}); check the disk"
            raise BackupError(message) from error
        _check(folder, backup)
        targets = {f"{SEEDS}{each}": office.seeds / each for each in backup.seeds}
        if ENV in backup.files:
            targets[ENV] = office.env
        if JOURNAL in backup.files and office.journal is not None:
            targets[JOURNAL] = office.journal
        # Another report beside those of the backup would answer too.
        others = [each for each in _seed_files(office.seeds) if each not in targets.values()]
        there = others + [
            target
            for name, target in targets.items()
            if target.exists() and not _same(folder / name, target)
        ]
        if there and not force:
            named = ", ".join(map(str, there[:_NAMED])) + (" …" if len(there) > _NAMED else "")
            message = (
                f"{named} would not stay; stop the bot, then add --force, which keeps it beside "
                "under another name"
            )
            raise BackupError(message)
        kept = (
            *(_set_aside(each) for each in others),
            *(_put(folder / name, target) for name, target in targets.items()),
        )
    return Restored(
        backup,
        len(backup.seeds),
        ENV in targets,
        JOURNAL in targets,
        tuple(each for each in kept if each is not None),
    )


def _check(folder: Path, backup: Backup) -> None:
    try:
        load(folder / SEEDS)
    except RetrievalError as error:
        message = f"its reports or words cannot be loaded: {error}"
        raise BackupError(message) from error
    if JOURNAL not in backup.files:
        return
    if fault := check_journal_file(folder / JOURNAL):
        raise BackupError(fault)
    try:
        asyncio.run(check_journal(f"sqlite:///{folder / JOURNAL}"))
    except JournalError as error:  # made by a newer version
        message = f"the journal {error}"
        raise BackupError(message) from error


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def _put(source: Path, target: Path) -> Path | None:
    """Puts `source` in the place of `target`; where another was there, the path it is kept at."""
    if target.exists() and _same(source, target):
        return None
    beside = _set_aside(target) if target.exists() else None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for suffix in ("-wal", "-shm"):  # of the journal that was there
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(source, target)
        if target.name.startswith(".env") or target.suffix == ".db":
            target.chmod(0o600)
    except OSError as error:
        message = f"{target} cannot be written ({error.strerror}); check its permissions"
        raise BackupError(message) from error
    return beside


def _set_aside(target: Path) -> Path:
    """Gives `target` a hidden name, under which nothing reads it; that name."""
    beside = target.with_name(f".{target.name.lstrip('.')}.before-restore")
    try:
        if target.suffix == ".db":  # with what a bot that was killed has left beside it
            beside.unlink(missing_ok=True)
            copy_journal(target, beside)
            target.unlink()
        else:
            target.replace(beside)
    except (OSError, sqlite3.Error) as error:
        message = f"{target} cannot be replaced ({error}); check its permissions and the disk"
        raise BackupError(message) from error
    return beside
