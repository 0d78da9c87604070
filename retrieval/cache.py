"""The user's own cache folder."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import stat
import tempfile
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path

__all__ = ["cache_folder"]

_NAME = "ask-the-report"


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


def _is_private(folder: Path) -> bool:
    status = folder.stat()
    mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    others = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return mine and not others and os.access(folder, os.W_OK)
