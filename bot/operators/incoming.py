"""Reports that operators send: set down beside the seeds, looked at, then put in or thrown away."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from bot.operators.service import OperatorService
from retrieval import Adoption, Inspection, Library, RetrievalError, SeedError, adopt, inspect_file

__all__ = ["discard", "put_in", "safe_name", "short_name", "stage", "staged", "staged_as"]

# Hidden, so that neither the bot nor WATCH_FILES takes what lies in it for a report.
_FOLDER = ".incoming"
# Characters of a file's name that every file system takes, with its suffix.
_LONGEST_NAME = 80


def safe_name(name: str) -> str:
    """`name` as a file's name in one folder; raises SeedError where nothing is left of it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(each for each in last if each.isprintable() and each not in '<>:"|?*').strip()
    stem, dot, suffix = kept.rpartition(".")
    if not stem or stem.startswith(".") or not dot:
        message = f"{name[:_LONGEST_NAME]!r} is no file name; give the file a name with a suffix"
        raise SeedError(message)
    return f"{stem[:_LONGEST_NAME]}.{suffix[:10]}"


async def stage(service: OperatorService, name: str, content: bytes) -> tuple[str, Inspection]:
    """Sets the report `content` down, and what is understood of it; its name from now on.

    Raises SeedError, whose message says what to do, where it cannot be read or written.
    """
    safe = safe_name(name)
    file = service.live.seeds_dir / _FOLDER / safe

    def write() -> Inspection:
        try:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
        except OSError as error:
            message = f"{file} cannot be written ({error.strerror}); check its permissions"
            raise SeedError(message) from error
        try:
            return inspect_file(file)
        except SeedError:
            file.unlink()
            raise

    return safe, await asyncio.to_thread(write)


def staged(service: OperatorService, name: str) -> Path | None:
    """The file that was set down under `name`; None where there is none."""
    file = service.live.seeds_dir / _FOLDER / Path(name).name
    return file if file.is_file() else None


def short_name(name: str) -> str:
    """What stands for `name` in a button, which holds few bytes."""
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def staged_as(service: OperatorService, short: str) -> str | None:
    """The name, whose short form is `short`, of a file that was set down; None without one."""
    folder = service.live.seeds_dir / _FOLDER
    names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    return next((name for name in names if short_name(name) == short), None)


async def put_in(service: OperatorService, actor: str, name: str) -> tuple[Library, Adoption]:
    """Puts the report that was set down under `name` in, in place of those that come with the
    program and of one of that name, and reloads.

    Raises SeedError where it is not there any more, RetrievalError where it cannot be loaded; the
    seeds are then as they were.
    """
    file = staged(service, name)
    if file is None:
        message = f"{name} is not there any more; send the file again"
        raise SeedError(message)
    adoption = await asyncio.to_thread(adopt, file, service.live.chosen_dir)
    try:
        if service.live.seeds_dir.resolve() != adoption.file.parent.resolve():
            message = (
                "SEEDS_DIR names the folder of the program; take it out of .env, and start again"
            )
            raise SeedError(message)
        library = await service.live.build()
        if not any(each.name == adoption.file.name for each in library.metadata):
            message = "; ".join(library.faults) or f"{adoption.file} cannot be used"
            raise SeedError(message)
    except RetrievalError:
        adoption.undo()
        raise
    file.unlink(missing_ok=True)
    await service.audit(actor, "report", adoption.file.name)
    return await service.reload(actor), adoption


def discard(service: OperatorService, name: str) -> None:
    """Throws away what was set down under `name`."""
    file = staged(service, name)
    if file is not None:
        file.unlink(missing_ok=True)
