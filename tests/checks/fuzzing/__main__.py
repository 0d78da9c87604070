"""Fuzzes one kind of input; exit status 1 where something was found.

    python -m tests.checks.fuzzing KIND [--count N] [--seed 1] [--page]

KIND: updates (against a running bot, through HTTP), files, questions, settings, words, caches.
`--page` writes the line of the kind in docs/reliability.md.  Files that show something are kept in
the folder that `--keep` names.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path

import typer

from tests.checks.fuzzing import caches, files, questions, settings, updates, words
from tests.checks.sections import RELIABILITY, section, write_section

__all__ = ["main"]

_HEADING = "Fuzzing"
_HEAD = ("| random inputs | number | found | on | seed |", "|---|---|---|---|---|")
_SHOWN = 20


class Kind(StrEnum):
    """What is fuzzed."""

    UPDATES = "updates"
    FILES = "files"
    QUESTIONS = "questions"
    SETTINGS = "settings"
    WORDS = "words"
    CACHES = "caches"


# What a line of the page calls each, and how many a long run has.
_KINDS: dict[Kind, tuple[str, int, Callable[[int, int], Iterator[str]]]] = {
    Kind.UPDATES: ("updates of Telegram", 10_000, updates.fuzz),
    Kind.FILES: ("files of five formats", 5_000, files.fuzz),
    Kind.QUESTIONS: ("questions written in another way", 3_000, questions.fuzz),
    Kind.SETTINGS: ("settings and .env files", 5_000, settings.fuzz),
    Kind.WORDS: ("folders of word files", 1_000, words.fuzz),
    Kind.CACHES: ("damaged caches", 1_000, caches.fuzz),
}


def _write(what: str, count: int, found: int, seed: int) -> None:
    """Writes a line of the section; one of the same kind is replaced."""
    rows = [
        row
        for row in section(RELIABILITY, _HEADING).splitlines()
        if row.startswith("| ") and row not in _HEAD and not row.startswith(f"| {what} ")
    ]
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    rows.append(f"| {what} | {count} | {found} | {today} | {seed} |")
    text = (
        "Made by `python -m tests.checks.fuzzing KIND --page`; a short run of each kind is among the "
        "tests. Nothing may raise, quote a secret, lose a word of a report or change an answer.\n\n"
    )
    write_section(RELIABILITY, _HEADING, text + "\n".join([*_HEAD, *sorted(rows)]))


def _keep(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def main(
    kind: Kind, count: int = 0, seed: int = 1, page: bool = False, keep: Path | None = None
) -> None:
    """Prints what was found."""
    what, long, fuzz = _KINDS[kind]
    count, begun, found = count or long, time.perf_counter(), 0
    if keep is not None and kind is Kind.FILES:
        fuzz = partial(files.fuzz, kept=partial(_keep, keep))
    for each in fuzz(count, seed):
        found += 1
        if found <= _SHOWN:
            typer.echo(each)
    seconds = time.perf_counter() - begun
    typer.echo(f"{what}: {count}, seed {seed}, {found} found, {seconds:.0f} s")
    if page:
        _write(what, count, found, seed)
    raise typer.Exit(bool(found))


if __name__ == "__main__":
    typer.run(main)
