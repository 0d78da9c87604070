"""Whole commands in processes of their own, as an operator starts them."""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.conftest import ROOT

__all__ = ["Process", "environment", "run", "running", "until_ready"]

Process = subprocess.Popen[bytes]

# Long enough for a loaded machine; nothing here takes more than a few seconds.
_PATIENCE = 120


@functools.cache
def _caches() -> str:
    """A folder for caches that all processes share, so that tables are made once: in a run of
    pytest that which tests/conftest.py has set."""
    if set_already := os.environ.get("XDG_CACHE_HOME"):
        return set_already
    folder = tempfile.mkdtemp(prefix="caches-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def environment(home: Path, **settings: str) -> dict[str, str]:
    """An environment with nothing in it but what a fresh account has, and `settings`."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": _caches(),
        "PYTHONPATH": str(ROOT),
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


def until_ready(*bases: str) -> None:
    """Waits up to a minute for the bot with a web side at each of `bases`."""
    for base in bases:
        for _ in range(600):
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{base}/readyz").status_code == httpx.codes.OK:
                    break
            time.sleep(0.1)
        else:
            raise AssertionError(f"{base} is not ready")
