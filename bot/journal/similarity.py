"""Putting together what is asked in nearly the same words."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

__all__ = ["group_similar"]

# Of the weight of two questions' bigrams this share has to be common to both (Dice).  Set by the
# questions of tests/bot/journal/test_unanswered.py: rewordings have 0.38 and more with a question
# in its usual words, others 0.33 and less.
_SIMILAR = 0.36
# A bigram in more questions than this says nothing of what is asked, and would have each compared
# with all.
_COMMON_SHARE = 0.1
_COMMON_LEAST = 30
# How something is asked rather than what: these tell no two questions alike or apart.
_ASKING = re.compile(
    "什么时候|啥时候|什么|怎么样|怎么办|怎么|怎样|如何|多少|几|有没有|是不是|能不能|会不会|可不可以|可以|"
    "哪里|哪儿|为什么|为啥|啥|请问|吗|呢|吧|啊|了|的|能|会"
)


def _folded(text: str) -> str:
    """`text` without what makes no difference: width, case, blanks, punctuation."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum()
    )


def _bigrams(text: str) -> frozenset[str]:
    """Its pairs of neighbouring characters, none over a word of asking; of a single one that."""
    pieces = [piece for piece in _ASKING.split(text) if piece] or [text]
    return frozenset(
        piece[start : start + 2]
        for piece in pieces
        for start in range(max(1, len(piece) - 1))
        if piece
    )


class _Weights:
    """How much a bigram says of what is asked: the rarer, the more."""

    def __init__(self, questions: Sequence[frozenset[str]]) -> None:
        frequency = Counter(pair for pairs in questions for pair in pairs)
        most = max(_COMMON_LEAST, _COMMON_SHARE * len(questions))
        self._of = {pair: math.log1p(len(questions) / n) for pair, n in frequency.items()}
        self._telling = {pair for pair, n in frequency.items() if n <= most}

    def telling(self, pairs: frozenset[str]) -> frozenset[str]:
        """Those of `pairs` by which similar questions are looked for."""
        return pairs & self._telling

    def dice(self, one: frozenset[str], other: frozenset[str]) -> float:
        """What `one` and `other` share: 0 to 1."""
        both = 2 * self._sum(one & other)
        return both / (self._sum(one) + self._sum(other)) if both else 0.0

    def _sum(self, pairs: frozenset[str]) -> float:
        return math.fsum(self._of[pair] for pair in pairs)  # the same in any order


def group_similar(texts: Sequence[str]) -> list[list[int]]:
    """The numbers of `texts`, those of similar ones together.

    Each text joins the group whose first text is most similar to it, or else begins a group; so a
    text that stands early, as the most frequent should, gives its group its name.
    """
    questions = [_bigrams(_folded(text)) for text in texts]
    weights = _Weights(questions)
    groups: list[list[int]] = []
    group_of: dict[frozenset[str], int] = {}  # of questions in the very same words
    holding: defaultdict[str, list[int]] = defaultdict(list)  # bigram -> groups that begin with it
    for number, pairs in enumerate(questions):
        if pairs not in group_of:
            near = {group for pair in weights.telling(pairs) for group in holding[pair]}
            best = max(
                ((weights.dice(pairs, questions[groups[each][0]]), -each) for each in near),
                default=(0.0, 0),
            )
            if best[0] >= _SIMILAR:
                group_of[pairs] = -best[1]
            else:
                group_of[pairs] = len(groups)
                groups.append([])
                for pair in pairs:
                    holding[pair].append(group_of[pairs])
        groups[group_of[pairs]].append(number)
    return groups
