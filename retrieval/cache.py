"""The user's own cache folder, and writing to it."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO

from platformdirs import user_cache_path

__all__ = ["cache_folder", "forget_old", "version_folder", "write_whole"]

_NAME = "ask-the-report"
# What is made with other code or word data is of use again when someone goes back to it; the newest
# few stay, and whatever was used within a week: a process that still runs may want it.
MOST_VERSIONS = 3
_WEEK = 7 * 24 * 3600.0
_VERSION = "version-"


@cache
def cache_folder() -> Path | None:
    """A folder that this user alone can write to: the cache folder, else one that this process
    makes and takes away again, else None.

    What is kept there is read back with `marshal`, which trusts its input, so a folder that
    belongs to someone else or that others can write to is not used.
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


def version_folder(made_with: str) -> Path | None:
    """The folder for what is made with one version of code and word data; None where there is no
    cache folder, or it cannot be written to."""
    folder = cache_folder()
    if folder is None:
        return None
    own = folder / f"{_VERSION}{made_with[:16]}"
    try:
        own.mkdir(mode=0o700, exist_ok=True)
        os.utime(own)
    except OSError:
        return None
    return own


def forget_old(made_with: str) -> None:
    """Deletes the folders of other versions that are of no more use."""
    own = version_folder(made_with)
    if own is None:
        return
    with contextlib.suppress(OSError):
        others = [each for each in own.parent.glob(f"{_VERSION}*") if each != own]
        aged = sorted(((each.stat().st_mtime, each) for each in others), reverse=True)
        for used, each in aged[MOST_VERSIONS - 1 :]:
            if used < time.time() - _WEEK:
                shutil.rmtree(each, ignore_errors=True)


def write_whole(file: Path, write: Callable[[IO[bytes]], object]) -> bool:
    """Lets `write` fill a new file and puts it in the place of `file` when it is whole.

    Whether that was possible: on a full disk nothing is kept, and what was there stays.
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


def _is_private(folder: Path) -> bool:
    status = folder.stat()
    mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    others = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return mine and not others and os.access(folder, os.W_OK)
