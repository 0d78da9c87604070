"""Putting together what is asked in nearly the same words."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence

__all__ = ["group_similar"]

# Of the weight of two questions' bigrams this share has to be common to both (Dice).  Fitted to
# tests/bot/journal/test_unanswered.py: rewordings of one question have 0.45 and more, questions
# that share nothing but 什么时候 0.3 and less.
_SIMILAR = 0.42
# A bigram in more questions than this says nothing of what is asked, and would have each compared
# with all.
_COMMON_SHARE = 0.1
_COMMON_LEAST = 30


def _folded(text: str) -> str:
    """`text` without what makes no difference: width, case, blanks, punctuation."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum()
    )


def _bigrams(text: str) -> frozenset[str]:
    """Its pairs of neighbouring characters; of a single one that."""
    if len(text) < 2:
        return frozenset({text} if text else ())
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


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
