"""A question: what was typed, and what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.folding import Folded
from retrieval.lexicon import Expansion
from retrieval.outcome import Outcome
from retrieval.timeframe import Period

__all__ = ["LONGEST_QUESTION", "Question"]

# The longest labelled question has 47 characters, a chat message holds 4 096.  What is longer
# than this is a pasted document; scoring it would cost seconds and answer nothing.
LONGEST_QUESTION = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, and what was understood of it.

    `read` is the text as it was read: folded, pinyin as words, homophone typos mended.  `terms` are
    the words that say what is asked, `rarities` how rare each is in Chinese (0 to 1), `characters`
    what they are written with and `syllables` the pairs of syllables of the whole, each once, in
    order.  `expansions` are its everyday terms with their official ones, `boundaries` the offsets
    in `read` where words begin and end.  `kinds` are the names of the kinds of answer it wants,
    `unit` is the unit it counts in; `small_talk`: whether it sounds like that.  `refusal` is the
    outcome already certain before anything is searched.

    What depends on the report that is asked: `period` is the time it names; `places` and
    `other_years` are what it names that the report does not.
    """

    text: str
    read: Folded = Folded("", ())  # noqa: RUF009  # frozen, and empty
    terms: tuple[str, ...] = ()
    rarities: tuple[float, ...] = ()
    characters: tuple[str, ...] = ()
    syllables: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    boundaries: frozenset[int] = frozenset()
    period: Period = Period()  # noqa: RUF009  # frozen
    kinds: frozenset[str] = frozenset()
    unit: str | None = None
    places: tuple[str, ...] = ()
    small_talk: bool = False
    other_years: tuple[int, ...] = ()
    refusal: Outcome | None = None
