"""Options that several commands take, and how commands report errors."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from retrieval.errors import RetrievalError
from retrieval.wording.terminal import say

__all__ = ["MEMORY", "Home", "IndexUrl", "Seeds", "reported_errors"]

Seeds = Annotated[
    Path | None,
    typer.Option(
        "--seeds",
        envvar="SEEDS_DIR",
        help="Folder with the reports.",
        show_default="the folder seeds",
    ),
]
Home = Annotated[
    str,
    typer.Option(
        "--home",
        envvar="HOME_PLACE",
        help="Place whose newest report is asked where a question names none.",
        show_default="that of the prepared report, else the one with most reports",
    ),
]
IndexUrl = Annotated[
    str,
    typer.Option(
        "--index",
        envvar="INDEX_URL",
        help="Where paragraphs are searched: memory:, or http://…:19530 of a Milvus.",
    ),
]
MEMORY = "memory:"


@contextlib.contextmanager
def reported_errors() -> Iterator[None]:
    """Reports an error in one sentence, with exit status 2; a closed pipe is no error."""
    if sys.stdout is None:  # closed by the caller, who wants no output
        sys.stdout = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:
        _discard_output()
        raise typer.Exit(0) from error
    except RetrievalError as error:
        say(f"error: {error}", err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        _discard_output()
        say(f"error: the output cannot be written ({error.strerror})", err=True)
        raise typer.Exit(2) from error


def _discard_output() -> None:
    """Discards what is still buffered; else Python complains about it at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
