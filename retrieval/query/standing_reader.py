"""Standing places: whether a question asks for what every report says at one place, and for
nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from retrieval.query.question import Question

__all__ = ["RARE", "standing_of"]

RARE = 0.42
"""Words that say what a question wants are frequent in Chinese; rarer ones name what it is about,
which is the same to the shape, whatever it is."""
# What every report says at one place, with the patterns that ask for it.
_STANDING: Mapping[str, str] = {
    "government": "asks_government",
    "problems": "asks_problems",
    "requirement": "asks_requirement",
    "aims": "asks_aims",
}
# Where more is said than the words that ask, it is asked for where that names no subject, and the
# model is as good as sure; of what the model does not know the words have to be enough.
_SURE = 0.5
_BESIDES = ("times", "outline", "list", "topic", "standing_frame", "filler")
# What is written in letters, or quoted.
_NAME = re.compile('[a-z]|[“"][^”"]')


def standing_of(
    question: Question,
    likely: Mapping[str, float],
    found: Callable[[str, str], list[str]],
    without: Callable[..., str],
) -> tuple[str, tuple[str, ...]] | None:
    """What `question` asks of what every report says at one place, and the words that do; None of
    any other.

    `likely`: how likely each target of an outline is.  `found`, `without`: the words of a pattern
    in a text, and a text without those of some.  What names a part by its number asks for that.
    """
    text = question.read.text.strip()
    if found("part", text):
        return None
    said = without(text, "standing_examples")
    for place in question.places:
        said = said.replace(place, " ")
    for target, name in _STANDING.items():
        words = found(name, text)
        if not words:
            continue
        rest = without(said, name, *_BESIDES)
        sure = target not in likely or likely[target] >= _SURE
        if not rest or (sure and not _names_something(question, words, rest)):
            return target, tuple(words)
    return None


def _names_something(question: Question, words: Sequence[str], rest: str) -> bool:
    """Whether `rest`, the question without `words` and those around them, names a subject."""
    if _NAME.search(rest):
        return True
    terms = zip(question.terms, question.rarities, strict=True)
    asking = " ".join(words)
    return any(rarity >= RARE and term in rest for term, rarity in terms if term not in asking)
