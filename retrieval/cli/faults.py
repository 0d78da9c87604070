"""What the commands of `python -m retrieval` make of faults."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator

import typer

from retrieval.errors import RetrievalError

__all__ = ["clear_faults"]


@contextlib.contextmanager
def clear_faults() -> Iterator[None]:
    """Turns a fault into one sentence and exit status 2, and a closed pipe into silence."""
    if sys.stdout is None:  # closed by the caller: what is said is not wanted
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
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(2) from error
    except OSError as error:
        _discard_output()
        typer.echo(f"error: the output cannot be written ({error.strerror})", err=True)
        raise typer.Exit(2) from error


def _discard_output() -> None:
    """Lets what is still buffered go nowhere; else Python complains while it shuts down."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
