"""What a running process uses, as Linux tells it."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["all_stopped", "resident", "seconds_of_work"]


def seconds_of_work(pid: int) -> float:
    """Processor seconds so far, of all its threads together."""
    # Fields 14 and 15 of proc(5), counted after the name, which may itself hold spaces.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def all_stopped(pid: int) -> bool:
    """Whether each thread of it has stopped at a signal."""
    states = [
        (thread / "stat").read_text().rpartition(")")[2].split()[0]
        for thread in Path(f"/proc/{pid}/task").iterdir()
    ]
    return all(state == "T" for state in states)


def resident(pid: int) -> int:
    """The memory that it takes at this moment, in bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
