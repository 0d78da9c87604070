"""What phrasings teach word for word: the sentences that answer a question equal to one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = ["letters_of", "taught_by"]

_NO_LETTERS = re.compile(r"[\W_]+")


def taught_by(phrasings: Iterable[tuple[str, int]]) -> Mapping[str, frozenset[int]]:
    """The sentences of each normalized phrasing, by its letters and digits."""
    found: dict[str, frozenset[int]] = {}
    for text, sentence in phrasings:
        letters = letters_of(text)
        found[letters] = found.get(letters, frozenset()) | {sentence}
    return found


def letters_of(text: str) -> str:
    """Normalized `text` without punctuation and spaces."""
    return _NO_LETTERS.sub("", text)
