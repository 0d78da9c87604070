"""The machine: how many processors and how much memory this process may use.

In a container both are less than the machine has: Linux keeps the limits of a control group in
files, those of version 2 in one tree, those of version 1 in a tree for each kind.
"""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

__all__ = ["usable_memory", "usable_processors"]

_ROOT = Path("/")
_OWN_GROUPS = "proc/self/cgroup"
_GROUPS = "sys/fs/cgroup"


def usable_processors(root: Path = _ROOT) -> int:
    """The processors that this process may run on at once, at least 1.

    `root`: the folder that holds `proc` and `sys`.  A limit of one and a half counts as 2, so that
    what it allows is used.
    """
    limits = [float(_assigned())]
    for group in _groups(root, "cpu"):
        limits += _quota(_words(group / "cpu.max"))
        quota, period = group / "cpu.cfs_quota_us", group / "cpu.cfs_period_us"
        limits += _quota([*_words(quota), *_words(period)])
    return max(1, math.ceil(min(limits)))


def usable_memory(root: Path = _ROOT) -> int | None:
    """The bytes of memory that this process may use; None where the system does not say.

    `root` as above.
    """
    limits: list[int] = []
    with contextlib.suppress(AttributeError, OSError, ValueError):  # Windows has no sysconf
        limits.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    for group in _groups(root, "memory"):
        for name in ("memory.max", "memory.limit_in_bytes"):
            limits += [int(word) for word in _words(group / name)[:1] if word.isdecimal()]
    return min(limits, default=None)


def _assigned() -> int:
    """The processors that the system lets this process run on."""
    count = getattr(os, "process_cpu_count", None)  # Python 3.13, heeds PYTHON_CPU_COUNT
    if count is not None:
        return count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _groups(root: Path, kind: str) -> Iterator[Path]:
    """The folders of the control groups that this process is in, each below all that limit it.

    Within a container they often lie at the top of the tree, whatever their path outside is.
    """
    try:
        lines = (root / _OWN_GROUPS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        _, _, rest = line.partition(":")
        kinds, _, path = rest.partition(":")
        if kinds and kind not in kinds.split(","):
            continue
        tree = root / _GROUPS / (kind if kinds else "")
        own = PurePosixPath(path.lstrip("/"))
        if ".." not in own.parts:
            yield from (tree / each for each in (own, *own.parents))


def _words(file: Path) -> list[str]:
    """The words of a file of the system; none where it is not there."""
    try:
        return file.read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return []


def _quota(words: list[str]) -> list[float]:
    """The processors that a quota and its period, both in microseconds, allow; none if unlimited
    (max, or -1)."""
    if len(words) != 2 or not all(word.isdecimal() for word in words) or words[1] == "0":
        return []
    return [int(words[0]) / int(words[1])]
