"""Commands of `python -m bot` and `python -m retrieval`, run within the process of the tests.

For what starts, answers and ends.  Signals, terminals and streams that the caller closes need a
process: `tests.processes`.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import logging
import os
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from typer.testing import CliRunner

from bot.__main__ import app as bot
from retrieval.cli.app import app as retrieval
from tests.processes import environment

__all__ = ["run"]

_APPS = {"bot": bot, "retrieval": retrieval}


@contextlib.contextmanager
def _logging_as_it_was() -> Iterator[None]:
    """The bot sets logging up for its own stderr, which is gone when the command has ended."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


@contextlib.contextmanager
def _nothing_left_open() -> Iterator[None]:
    """A command that gives up leaves its connections to the end of the process, and has begun it."""
    gc.freeze()  # what was there before need not be looked through for them: that takes 0.1 s
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()  # these tests go on after the bot's end
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


def run(
    *arguments: str, home: Path, asked: bytes = b"", **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """`python -m bot …` or `python -m retrieval …` in `home`, as `tests.processes.run` has it.

    An error that a process would have ended with, with a traceback, is raised.
    """
    option, module, *rest = arguments
    assert option == "-m"
    with (
        _nothing_left_open() if module == "bot" else contextlib.nullcontext(),
        mock.patch.dict(os.environ, environment(home, **settings), clear=True),
        contextlib.chdir(home),
        _logging_as_it_was(),
    ):
        result = CliRunner().invoke(
            _APPS[module], rest, input=asked, prog_name=f"python -m {module}"
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        finished = subprocess.CompletedProcess(
            arguments, result.exit_code, result.stdout_bytes, result.stderr_bytes
        )
        del result  # an error in it refers to what is left open
    return finished
