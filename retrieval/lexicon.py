"""The lexicon: everyday terms and the official terms that reports use for them.

The entries are plain files, one a topic, in `retrieval/words/lexicon`:

    堵车、塞车 → 交通拥堵、缓堵、畅通道路微循环^0.7

Left everyday terms, right official ones, each with a weight from 0 to 1 (1 unless given): how
nearly it means the same.  ↔ instead of → where either side may be asked for with the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from retrieval.errors import WordsError
from retrieval.folding import fold
from retrieval.words.files import entries, word_file

__all__ = ["Expansion", "Lexicon", "load_lexicon"]

_ARROW = re.compile("([→↔])")
_TERMS = re.compile("[、,，;；|]")


@dataclass(frozen=True, slots=True)
class Expansion:
    """An everyday term found in a question, and its official terms with their weights."""

    term: str
    official: tuple[tuple[str, float], ...]


class Lexicon:
    """Everyday terms, each with its official terms and their weights."""

    def __init__(self, terms: Mapping[str, Mapping[str, float]]) -> None:
        self.terms = terms
        self._terms = {
            term: Expansion(term, tuple(official.items())) for term, official in terms.items()
        }
        self._longest = max(map(len, terms), default=0)
        self.english = frozenset(word for term in terms if term.isascii() for word in term.split())

    def __len__(self) -> int:
        return len(self._terms)

    def with_others(self, terms: Mapping[str, Mapping[str, float]]) -> Lexicon:
        """This lexicon and the entries of `terms` for what it does not know itself."""
        return Lexicon({**terms, **self.terms})

    def expansions(self, folded: str, boundaries: frozenset[int]) -> tuple[Expansion, ...]:
        """The everyday terms in `folded` text, each once, in order; the longest where they overlap.

        `boundaries` are the offsets where words begin and end.  A term of one or two characters has
        to be a word of its own (上学 is none in 晚上学习), as has one in Latin letters.
        """
        found: dict[str, Expansion] = {}
        covered = 0
        for start in range(len(folded)):
            for end in range(min(len(folded), start + self._longest), max(start, covered), -1):
                term = folded[start:end]
                if term in self._terms and _stands_alone(folded, start, end, boundaries):
                    found.setdefault(term, self._terms[term])
                    covered = end
                    break
        return tuple(found.values())


def _stands_alone(folded: str, start: int, end: int, boundaries: frozenset[int]) -> bool:
    if folded[start:end].isascii():
        around = folded[start - 1 : start] + folded[end : end + 1]
        return not any(char.isascii() and char.isalnum() for char in around)
    return end - start > 2 or (start in boundaries and end in boundaries)


def load_lexicon(folder: Traversable | None = None, own: Sequence[tuple[str, str]] = ()) -> Lexicon:
    """The entries of every file in `folder` and those of an operator's `own`, each with the place
    where it stands; where entries share a term, they are joined.

    Raises WordsError, whose message names file, line and reason.
    """
    folder = folder or word_file("lexicon")
    terms: dict[str, dict[str, float]] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt"):
            for line, entry in entries(file):
                _add(terms, f"{file}, line {line}", entry)
    for where, entry in own:
        _add(terms, where, entry)
    return Lexicon(terms)


def _add(terms: dict[str, dict[str, float]], where: str, entry: str) -> None:
    pieces = _ARROW.split(fold(entry).text)
    if len(pieces) != 3:
        message = f"{where}: needs one arrow, everyday terms → official terms, not {entry[:40]!r}"
        raise WordsError(message)
    everyday = [term for term, _ in _weighted(where, pieces[0])]
    official = _weighted(where, pieces[2])
    if not everyday or not official:
        message = f"{where}: a side of the arrow is empty; write a term on both sides of it"
        raise WordsError(message)
    for term in everyday:
        _link(terms, term, official)
    if pieces[1] == "↔":
        for term, weight in official:
            others = [(other, other_weight * weight) for other, other_weight in official]
            _link(terms, term, [(other, weight) for other in everyday] + others)


def _link(
    terms: dict[str, dict[str, float]], term: str, official: Sequence[tuple[str, float]]
) -> None:
    known = terms.setdefault(term, {})
    for other, weight in official:
        if other != term:
            known[other] = max(weight, known.get(other, 0.0))


def _weighted(where: str, side: str) -> list[tuple[str, float]]:
    """The terms of one side with their weights."""
    weighted = []
    for piece in _TERMS.split(side):
        term, caret, number = (part.strip() for part in piece.partition("^"))
        if term:
            weighted.append((term, _weight(where, number) if caret else 1.0))
    return weighted


def _weight(where: str, number: str) -> float:
    try:
        weight = float(number)
    except ValueError:
        weight = -1.0
    if not 0 < weight <= 1:
        message = f"{where}: the weight {number!r} is no number above 0 and up to 1; mend it"
        raise WordsError(message)
    return weight
