"""`python -m bot` as a process forked from one that has imported everything already.

A process of its own in all that signals, kill and the network are about, without the second and
more that importing takes each time.  How the interpreter itself starts is for `tests.processes`.
"""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from unittest import mock

from tests.conftest import ROOT
from tests.processes import environment

__all__ = ["Forked", "running"]


@functools.cache
def _context() -> multiprocessing.context.ForkServerContext:
    """What forks; started once, where it finds this project."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.preloaded"])
    with mock.patch.dict(os.environ, PYTHONPATH=str(ROOT)):
        forkserver.ensure_running()
    return context


class Forked:
    """What the tests use of `subprocess.Popen`; its output is there when it has ended."""

    def __init__(self, process: ForkServerProcess, output: Path) -> None:
        self._process, self._output = process, output
        process.start()
        assert process.pid is not None
        self.pid = process.pid

    @property
    def returncode(self) -> int | None:
        """The exit status; the negative number of the signal that ended it; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            assert timeout is not None
            raise subprocess.TimeoutExpired("python -m bot", timeout)
        return self.returncode

    def communicate(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        """What it wrote to standard output and standard error, once it has ended."""
        self.wait(timeout)
        stdout, stderr = (self._output / name for name in ("stdout", "stderr"))
        return stdout.read_bytes(), stderr.read_bytes()


def _work(module: str, variables: Mapping[str, str], home: Path, output: Path) -> None:
    """What the forked process does."""
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(home)
    for number, file in enumerate((Path(os.devnull), output / "stdout", output / "stderr")):
        opened = os.open(file, os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(  # noqa: SIM115
        2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )
    sys.argv = ["-m"]
    sys.modules.pop(f"{module}.__main__", None)  # preloaded; runpy warns of it
    runpy.run_module(module, run_name="__main__", alter_sys=True)


@contextlib.contextmanager
def running(*arguments: str, home: Path, **settings: str) -> Iterator[Forked]:
    """`python -m bot` in `home`, running; killed if it still runs at the end of the `with` block."""
    assert arguments == ("-m", "bot")
    with tempfile.TemporaryDirectory(prefix="forked-") as folder:
        process = _context().Process(
            target=_work,
            args=(arguments[1], environment(home, **settings), home, Path(folder)),
        )
        forked = Forked(process, Path(folder))
        try:
            yield forked
        finally:
            process.kill()
            process.join()
