"""Word data: plain files beside this one, one entry a line, edited without touching code.

Each file is UTF-8; `#` begins a comment; blank lines are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from retrieval.errors import WordsError

__all__ = [
    "Dictionary",
    "Word",
    "load_dictionary",
    "load_examples",
    "load_stop_words",
    "load_title_block_words",
]


@dataclass(frozen=True, slots=True)
class Word:
    """A word for the segmenter; without a frequency it gets the least that keeps it whole."""

    text: str
    frequency: int | None = None


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The domain words that segmentation is taught."""

    words: tuple[Word, ...] = ()


def _file(name: str) -> Traversable:
    return files(__package__) / name


def _entries(file: Traversable) -> Iterator[tuple[int, str]]:
    """The entries of a word file with their line numbers, comments dropped."""
    try:
        content = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"{file} cannot be read ({error.strerror}); put the file back"
        raise WordsError(message) from error
    except UnicodeDecodeError as error:
        broken = error.object[: error.start].count(b"\n") + 1
        message = f"{file}, line {broken}: not UTF-8; save the file as UTF-8"
        raise WordsError(message) from error
    for line_number, line in enumerate(content.splitlines(), start=1):
        entry = line.partition("#")[0].strip()
        if entry:
            yield line_number, entry


def load_dictionary(file: Traversable | None = None) -> Dictionary:
    """Words for the segmenter: a line is a word, or a word, a space and its frequency."""
    file = file or _file("dictionary.txt")
    words = []
    for line, entry in _entries(file):
        text, _, frequency = (piece.strip() for piece in entry.partition(" "))
        if frequency and not frequency.isdecimal():
            message = f"{file}, line {line}: {frequency!r} is no whole number; mend or drop it"
            raise WordsError(message)
        words.append(Word(text.lower(), int(frequency) if frequency else None))
    return Dictionary(tuple(words))


def load_stop_words(file: Traversable | None = None) -> frozenset[str]:
    """Words that say how something is asked, not what is asked."""
    return frozenset(entry.lower() for _, entry in _entries(file or _file("stop_words.txt")))


def load_examples(file: Traversable | None = None) -> tuple[str, ...]:
    """Example questions, in the order in which they are shown."""
    return tuple(entry for _, entry in _entries(file or _file("examples.txt")))


def load_title_block_words(file: Traversable | None = None) -> tuple[str, ...]:
    """Words in which people ask about the title block."""
    return tuple(entry.lower() for _, entry in _entries(file or _file("title_block.txt")))
