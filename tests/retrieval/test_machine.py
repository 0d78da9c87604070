"""What a process may use of the machine: files of control groups as Linux and containers have them,
and the processors that it is bound to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.machine import usable_memory, usable_processors
from tests.conftest import ROOT

HERE = usable_processors(Path("/nowhere"))
QUARTER = "25000 100000\n"


def tree(root: Path, groups: str, files: dict[str, str]) -> Path:
    own = root / "proc" / "self" / "cgroup"
    own.parent.mkdir(parents=True)
    own.write_text(groups, encoding="utf-8")
    for name, content in files.items():
        file = root / "sys" / "fs" / "cgroup" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("groups", "files", "processors"),
    [
        ("0::/\n", {"cpu.max": QUARTER}, 1),  # in a container
        (
            "0::/a/b\n",
            {"a/b/cpu.max": "max 100000\n", "a/cpu.max": QUARTER},
            1,
        ),  # a service's slice
        ("0::/../x\n", {"cpu.max": "max 100000\n"}, HERE),
        ("0::/\n", {"cpu.max": "100000 100000\n"}, 1),
        ("0::/\n", {"cpu.max": "99900000 100000\n"}, HERE),  # more than there are
        ("0::/\n", {"cpu.max": "what\n"}, HERE),
        ("0::/\n", {}, HERE),
        (
            "5:cpu,cpuacct:/docker/x\n0::/\n",
            {"cpu/cpu.cfs_quota_us": "50000\n", "cpu/cpu.cfs_period_us": "100000\n"},
            1,
        ),
        (
            "5:cpu,cpuacct:/\n",
            {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"},
            HERE,
        ),
        ("5:memory:/\n", {"cpu/cpu.max": QUARTER}, HERE),
    ],
)
def test_processors_that_a_control_group_allows(
    tmp_path: Path, groups: str, files: dict[str, str], processors: int
) -> None:
    assert usable_processors(tree(tmp_path, groups, files)) == processors


@pytest.mark.skipif(HERE < 2, reason="there is one processor")
def test_a_piece_of_a_processor_counts_as_one(tmp_path: Path) -> None:
    assert usable_processors(tree(tmp_path, "0::/\n", {"cpu.max": "110000 100000\n"})) == 2


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="Linux binds processes")
def test_processors_that_a_process_is_bound_to() -> None:
    code = (
        "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
        "from retrieval.machine import usable_processors; print(usable_processors())"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert found.stdout.strip() == b"1"


@pytest.mark.parametrize(
    ("groups", "files", "memory"),
    [
        ("0::/\n", {"memory.max": "1048576\n"}, 1048576),
        ("0::/a\n", {"a/memory.max": "max\n", "memory.max": "2097152\n"}, 2097152),
        ("9:memory:/\n", {"memory/memory.limit_in_bytes": "1048576\n"}, 1048576),
        ("0::/\n", {"memory.max": "max\n"}, usable_memory(Path("/nowhere"))),
    ],
)
def test_memory_that_a_control_group_allows(
    tmp_path: Path, groups: str, files: dict[str, str], memory: int
) -> None:
    assert usable_memory(tree(tmp_path, groups, files)) == memory


def test_no_other_module_counts_processors_by_itself() -> None:
    counting = {
        file.relative_to(ROOT).as_posix()
        for folder in ("bot", "retrieval")
        for file in (ROOT / folder).rglob("*.py")
        if "cpu_count" in file.read_text(encoding="utf-8")
    }
    assert counting == {"retrieval/machine.py"}
