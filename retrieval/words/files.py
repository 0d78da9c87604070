"""Reading word files: UTF-8, one entry a line, or TOML; `#` begins a comment."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from retrieval.errors import WordsError

__all__ = ["either", "entries", "load_table", "word_file", "words_folder"]


def word_file(name: str) -> Traversable:
    """The word file or folder called `name` that comes with this package."""
    return files(__package__) / name


def words_folder() -> Path:
    """The folder of the word files that come with this package."""
    return Path(__file__).parent


def _text(file: Traversable) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); put the file back"
        raise WordsError(message) from error
    except UnicodeDecodeError as error:
        broken = error.object[: error.start].count(b"\n") + 1
        message = f"{file}, line {broken}: not UTF-8; save the file as UTF-8"
        raise WordsError(message) from error


def entries(file: Traversable) -> Iterator[tuple[int, str]]:
    """The entries of a word file with their line numbers, comments dropped.

    Raises WordsError, whose message names file, line and reason.
    """
    content = _text(file)
    for line_number, line in enumerate(content.splitlines(), start=1):
        entry = line.partition("#")[0].strip()
        if entry:
            yield line_number, entry


# Reading them is most of what loading few reports takes; there are a dozen, and they seldom change.
_parsed = lru_cache(32)(tomllib.loads)


def load_table(file: Traversable) -> Mapping[str, Any]:
    """The content of a TOML file; raises WordsError, whose message names file, line and reason."""
    content = _text(file)
    try:
        return _parsed(content)
    except tomllib.TOMLDecodeError as error:
        message = f"{file}: {error}; mend the file"
        raise WordsError(message) from error


def either(file: Traversable, table: Mapping[str, Any], name: str) -> re.Pattern[str]:
    """What matches any of the regular expressions in the list `name` of a table of `file`.

    An empty list matches nothing.  Raises WordsError where it is missing or cannot be used.
    """
    values = table.get(name)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        message = f"{file}: {name} has to be a list of texts"
        raise WordsError(message)
    try:
        return re.compile("|".join(values) or "(?!)")
    except re.error as error:
        message = f"{file}: {_faulty(values)!r} in {name} is no regular expression; mend it"
        raise WordsError(message) from error


def _faulty(values: Sequence[str]) -> str:
    """The first of `values` that is no regular expression."""
    for value in values:
        try:
            re.compile(value)
        except re.error:
            return value
    return "|".join(values)
