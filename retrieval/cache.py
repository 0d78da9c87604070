"""The user's own cache folder."""

from __future__ import annotations

import atexit
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
def cache_folder() -> Path:
    """A folder that this user alone can write to: the cache folder, else one that this process
    makes and takes away again.

    What is kept there is read back with `marshal`, which trusts its input, so a folder that
    belongs to someone else or that others can write to is not used.
    """
    folder = user_cache_path(_NAME)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.stat()
        mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
        if (
            mine
            and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
            and os.access(folder, os.W_OK)
        ):
            return folder
    except OSError:
        pass
    folder = Path(tempfile.mkdtemp(prefix=f"{_NAME}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
