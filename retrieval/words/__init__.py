"""Word data: plain files beside this one, one entry a line, edited without touching code.

Each file is UTF-8; `#` begins a comment; blank lines are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable

from retrieval.errors import WordsError
from retrieval.words.files import entries, word_file

__all__ = ["Word", "load_dictionary", "load_list"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word for the segmenter; without a frequency it gets the lowest that keeps it whole."""

    text: str
    frequency: int | None = None


def load_dictionary(file: Traversable | None = None) -> tuple[Word, ...]:
    """Domain words for the segmenter: a line is a word, or a word, a space and its frequency."""
    file = file or word_file("dictionary.txt")
    words = []
    for line, entry in entries(file):
        text, _, frequency = (piece.strip() for piece in entry.partition(" "))
        if frequency and not frequency.isdecimal():
            message = f"{file}, line {line}: {frequency!r} is no whole number; mend or drop it"
            raise WordsError(message)
        words.append(Word(text.lower(), int(frequency) if frequency else None))
    return tuple(words)


def load_list(name: str) -> tuple[str, ...]:
    """The entries of the word file called `name`, in lower case, in order."""
    return tuple(entry.lower() for _, entry in entries(word_file(name)))
