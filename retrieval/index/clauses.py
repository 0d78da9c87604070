"""Units of proximity within a sentence: its clauses, and its figures with the words around them.

A sentence of a report often lists ten figures.  Its clauses tell which words belong together, and
its figures, with the words around each, which words are counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from retrieval.index.bm25_field import Scores

__all__ = ["Choice", "Pieces", "clauses_of", "figures_of", "pieces_of"]

# 、 holds a list together: it ends no clause.
_CLAUSE = re.compile("[^，；：。！？,;:!?]+")
_FIGURE = re.compile(r"[0-9][0-9.]*(?:[-~至][0-9.]+)?|[一二两三四五六七八九十百千万亿]{2,}")
# Characters before and after a figure that name what it counts: 新增就业1100万人, 2.64万个停车位.
# Twelve and eight give the same order of sentences.
_BEFORE = 8
_AFTER = 6
_APART = "\n"
# Terms whose pieces are cached: more than the official terms of the lexicon, which most questions
# share, and few enough to take no more than a few megabytes.
_MOST_KEPT = 5000

Numbers = npt.NDArray[np.int64]
# Terms, each once, with their weights; the highest that applies counts.
Choice = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Pieces:
    """Pieces of text in the order of the sentences that they are cut from.

    Piece `i` is cut from sentence `owners[i]` of `sentences` and begins at `starts[i]` of `text`,
    where line feeds separate the pieces; the length of `text` closes `starts`.
    """

    sentences: int
    owners: Numbers
    text: str
    starts: Numbers
    _holding: dict[str, Numbers] = field(default_factory=dict)

    @property
    def remembered(self) -> int:
        """The number of terms whose pieces are cached."""
        return len(self._holding)

    def holding(self, term: str) -> Numbers:
        """The numbers of the pieces with `term`, in rising order."""
        known = self._holding.get(term)
        if known is None:
            if len(self._holding) >= _MOST_KEPT:
                self._holding.clear()
            known = self._holding[term] = np.array(list(self._find(term)), np.int64)
        return known

    def _find(self, term: str) -> Iterator[int]:
        # A search in one long text is ten times as fast as one in each of many short ones.
        at = self.text.find(term)
        while at >= 0:
            number = int(self.starts.searchsorted(at, side="right")) - 1
            yield number
            at = self.text.find(term, int(self.starts[number + 1]))

    def most_earned(self, choices: Iterable[Choice]) -> Scores:
        """For each sentence the highest score of its pieces; 0 where it has none.

        A piece scores, for each of `choices`, the highest weight of the terms in it.
        """
        earned = np.zeros(len(self.owners))
        for terms in choices:
            most = np.zeros(len(self.owners))
            for term, worth in terms:
                held = self.holding(term)
                most[held] = np.maximum(most[held], worth)
            earned += most
        highest = np.zeros(self.sentences)
        np.maximum.at(highest, self.owners, earned)
        return highest


def pieces_of(sentences: Sequence[str], cut: Callable[[str], Iterator[str]]) -> Pieces:
    """The pieces into which `cut` cuts each of `sentences`."""
    texts: list[str] = []
    owners: list[int] = []
    for number, sentence in enumerate(sentences):
        for text in cut(sentence):
            texts.append(text)
            owners.append(number)
    starts = np.cumsum([0, *(len(text) + len(_APART) for text in texts)], dtype=np.int64)
    joined = "".join(text + _APART for text in texts)
    return Pieces(len(sentences), np.array(owners, np.int64), joined, starts)


def clauses_of(folded: str) -> Iterator[str]:
    """The pieces of normalized text between its punctuation marks."""
    return (found.group() for found in _CLAUSE.finditer(folded))


def figures_of(folded: str) -> Iterator[str]:
    """Each figure of normalized text with the words of its clause around it.

    Words before 的 qualify those that follow it: in 占生产总值的比例达到4.2% only 比例 is counted.
    """
    for clause in clauses_of(folded):
        for figure in _FIGURE.finditer(clause):
            before = clause[max(0, figure.start() - _BEFORE) : figure.start()]
            _, _, named = before.rpartition("的")
            yield named + clause[figure.start() : figure.end() + _AFTER]
