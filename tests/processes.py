"""Whole commands in processes of their own, as an operator starts them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

__all__ = ["environment", "run", "running"]

# Long enough for a loaded machine; nothing here takes more than a few seconds.
_PATIENCE = 120


def environment(home: Path, **settings: str) -> dict[str, str]:
    """An environment with nothing in it but what a fresh account has, and `settings`."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        **settings,
    }


def run(
    *arguments: str, home: Path, asked: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """`python …` in `home`, finished."""
    return subprocess.run(
        [sys.executable, *arguments],
        input=asked, env=environment(home, **settings), cwd=home,
        capture_output=True, timeout=_PATIENCE, check=False,
    )  # fmt: skip


@contextlib.contextmanager
def running(*arguments: str, home: Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """`python …` in `home`, running; killed if it still runs at the end of the `with` block."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        env=environment(home, **settings), cwd=home,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
