"""The files of the seeds folder that may be used: regular ones within it, with legible names."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

__all__ = ["LONGEST_SUFFIX", "is_regular", "usable_files"]

LONGEST_SUFFIX = ".own.phrasings.txt"
"""The longest of the endings that stand in place of a report's suffix in names of other files."""

# Bytes of a name on all common file systems; that of a report leaves room for the longest suffix.
_LONGEST_NAME = 255


def usable_files(
    folder: Path, wanted: Callable[[str], bool]
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """The files of `folder` whose names are `wanted`, by name, and a sentence for each of them
    that cannot be used.

    Raises OSError where the folder cannot be read.
    """
    files: list[Path] = []
    faults: list[str] = []
    for file in sorted(folder.iterdir()):
        if wanted(file.name) and not file.is_dir():  # `documents.unread` names folders
            problem = _problem(file, folder)
            if problem:
                faults.append(f"{folder / _legible(file.name)} {problem}, or take it away")
            else:
                files.append(file)
    return tuple(files), tuple(faults)


def is_regular(file: Path) -> bool:
    """Whether `file` is a regular file within its folder: a link to elsewhere might publish what
    is no report, and a pipe is never read to its end."""
    return _type_problem(file, file.parent) is None


def _problem(file: Path, folder: Path) -> str | None:
    """What is wrong with `file`, and what to do; None where nothing is."""
    if not file.name.isprintable():  # bytes that are not UTF-8 are unprintable, too
        return "has a name that is not UTF-8 text, as unzip leaves names in GBK; rename it"
    if len(os.fsencode(file.stem)) + len(LONGEST_SUFFIX) > _LONGEST_NAME:
        most = (_LONGEST_NAME - len(LONGEST_SUFFIX)) // 3
        return f"has too long a name for files beside it; rename it to {most} characters or fewer"
    return _type_problem(file, folder)


def _type_problem(file: Path, folder: Path) -> str | None:
    try:
        if not file.resolve(strict=True).is_relative_to(folder.resolve()):
            return "is a link out of the seeds folder; put the file itself in its place"
        mode = file.stat().st_mode
    except OSError as error:
        return f"cannot be read ({error.strerror}); put the file itself in its place"
    except RuntimeError:  # Python before 3.13, of links in a circle
        return "is a link to itself; put the file itself in its place"
    return None if stat.S_ISREG(mode) else "is no regular file; put the file itself in its place"


def _legible(name: str) -> str:
    """`name` in characters that can be printed; bytes that are not UTF-8 as GBK if they can be."""
    try:
        shown = os.fsencode(name).decode("utf-8" if name.isprintable() else "gb18030")
    except UnicodeDecodeError:
        shown = name
    return shown if shown.isprintable() else ascii(shown)[1:-1]
