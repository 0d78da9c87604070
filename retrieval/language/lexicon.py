"""The lexicon: everyday terms and the official terms that reports use for them.

The entries are plain files, one a topic, in `retrieval/words/lexicon`:

    堵车、塞车 → 交通拥堵、缓堵、畅通道路微循环^0.7

Left everyday terms, right official ones, each with a weight from 0 to 1 (1 unless given): how
nearly it means the same.  ↔ instead of → where either side may be asked for with the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

from retrieval.errors import WordsError
from retrieval.language.normalization import fold
from retrieval.words.files import entries, word_file

__all__ = [
    "Expansion",
    "Lexicon",
    "LexiconEntry",
    "lexicon_lines",
    "load_lexicon",
    "read_line",
]

_ARROW = re.compile("([→↔])")
_TERMS = re.compile("[、,，;；|]")


@dataclass(frozen=True, slots=True)
class Expansion:
    """An everyday term found in a question, and its official terms with their weights."""

    term: str
    official: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One line of a lexicon file, folded: everyday terms, official terms with their weights, and
    whether either side may be asked for with the other."""

    everyday: tuple[str, ...]
    official: tuple[tuple[str, float], ...]
    both_ways: bool

    def says_the_same(self, other: LexiconEntry) -> bool:
        """Whether both have the same terms and weights, in whatever order."""
        return (frozenset(self.everyday), frozenset(self.official), self.both_ways) == (
            frozenset(other.everyday), frozenset(other.official), other.both_ways
        )  # fmt: skip


class Lexicon:
    """Everyday terms, each with its official terms and their weights."""

    def __init__(self, terms: Mapping[str, Mapping[str, float]]) -> None:
        self.terms = terms

    def __len__(self) -> int:
        return len(self.terms)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.terms), default=0)

    @cached_property
    def english(self) -> frozenset[str]:
        """The words of the terms in Latin letters."""
        return frozenset(word for term in self.terms if term.isascii() for word in term.split())

    def with_lines(self, lines: Iterable[tuple[str, str]]) -> Lexicon:
        """This lexicon joined with `lines`, each with where it stands, for messages.

        Raises WordsError, whose message names that and the reason.
        """
        terms = {term: dict(official) for term, official in self.terms.items()}
        for where, line in lines:
            _add(terms, read_line(where, line))
        return Lexicon(terms)

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
                if term in self.terms and _stands_alone(folded, start, end, boundaries):
                    found.setdefault(term, Expansion(term, tuple(self.terms[term].items())))
                    covered = end
                    break
        return tuple(found.values())


def _stands_alone(folded: str, start: int, end: int, boundaries: frozenset[int]) -> bool:
    if folded[start:end].isascii():
        around = folded[start - 1 : start] + folded[end : end + 1]
        return not any(char.isascii() and char.isalnum() for char in around)
    return end - start > 2 or (start in boundaries and end in boundaries)


def load_lexicon(folder: Traversable | None = None) -> Lexicon:
    """The entries of every file in `folder` (default: those of this package); where entries share
    a term, they are joined.

    Raises WordsError, whose message names file, line and reason.
    """
    return Lexicon({}).with_lines(lexicon_lines(folder))


def lexicon_lines(folder: Traversable | None = None) -> Iterator[tuple[str, str]]:
    """The lines of every lexicon file in `folder` (default: those of this package), each with the
    file and line it stands in; raises WordsError where a file cannot be read."""
    files = (folder or word_file("lexicon")).iterdir()
    for file in sorted(files, key=lambda file: file.name):
        if file.name.endswith(".txt"):
            for line, entry in entries(file):
                yield f"{file}, line {line}", entry


def read_line(where: str, line: str) -> LexiconEntry:
    """What `line` says; raises WordsError, whose message names `where` it stands and the reason."""
    pieces = _ARROW.split(fold(line).text)
    if len(pieces) != 3:
        message = f"{where}: needs one arrow, everyday terms → official terms, not {line[:40]!r}"
        raise WordsError(message)
    everyday = tuple(term for term, _ in _weighted(where, pieces[0]))
    official = tuple(_weighted(where, pieces[2]))
    if not everyday or not official:
        message = f"{where}: a side of the arrow is empty; write a term on both sides of it"
        raise WordsError(message)
    return LexiconEntry(everyday, official, both_ways=pieces[1] == "↔")


def _add(terms: dict[str, dict[str, float]], entry: LexiconEntry) -> None:
    for term in entry.everyday:
        _link(terms, term, entry.official)
    if entry.both_ways:
        for term, weight in entry.official:
            others = [(other, other_weight * weight) for other, other_weight in entry.official]
            _link(terms, term, [(other, weight) for other in entry.everyday] + others)


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
