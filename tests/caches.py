"""Cache folders of a test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

from retrieval.cache import cache_folder

__all__ = ["own_cache"]


def own_cache(folder: Path) -> Path:
    """A new cache folder with nothing in it but jieba's words, which take two seconds to make."""
    folder.mkdir(mode=0o700, parents=True)
    shared = cache_folder()
    assert shared is not None
    for file in shared.glob("jieba-*"):
        shutil.copy(file, folder)
    return folder
