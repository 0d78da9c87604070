"""Reports that operators send: set down beside the seeds, looked at, then put in or thrown away."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from pathlib import Path

from bot.operators.service import OperatorService
from retrieval import Inspection, Library, RetrievalError, SeedError, inspect_file

__all__ = ["discard", "put_in", "staged", "stage"]

# Hidden, so that neither the bot nor WATCH_FILES takes what lies in it for a report.
_FOLDER = ".incoming"
# Characters of a file's name that every file system takes, with its suffix.
_LONGEST_NAME = 80


def _safe_name(name: str) -> str:
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
    safe = _safe_name(name)
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


async def put_in(service: OperatorService, actor: str, name: str) -> Library:
    """Puts the report that was set down under `name` among the seeds, in place of one of that name,
    and reloads.

    Raises SeedError where it is not there any more, RetrievalError where it cannot be loaded; the
    seeds are then as they were.
    """
    file = staged(service, name)
    if file is None:
        message = f"{name} is not there any more; send the file again"
        raise SeedError(message)
    target, before = service.live.seeds_dir / file.name, file.with_suffix(".before")
    try:
        if target.is_file():
            shutil.copyfile(target, before)
        file.replace(target)
        library = await service.live.build()
        if not any(each.name == target.name for each in library.metadata):
            message = "; ".join(library.faults) or f"{target} cannot be used"
            raise SeedError(message)
    except (OSError, RetrievalError) as error:
        with contextlib.suppress(OSError):
            if before.is_file():
                before.replace(target)
            else:
                target.unlink()
        if isinstance(error, RetrievalError):
            raise
        message = f"{target} cannot be written ({error.strerror}); check its permissions"
        raise SeedError(message) from error
    before.unlink(missing_ok=True)
    await service.audit(actor, "report", target.name)
    return await service.reload(actor)


def discard(service: OperatorService, name: str) -> None:
    """Throws away what was set down under `name`."""
    file = staged(service, name)
    if file is not None:
        file.unlink(missing_ok=True)
