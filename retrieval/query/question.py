"""A question: what was typed, and what its analysis found."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.language.lexicon import Expansion
from retrieval.language.normalization import Folded
from retrieval.language.time_expressions import Period
from retrieval.language.years import LastYears, YearExpression
from retrieval.outcome import Outcome

__all__ = ["LONGEST_QUESTION", "Question"]

# The longest labelled question has 47 characters, a chat message holds 4 096.  What is longer
# than this is a pasted document; scoring it would cost seconds and answer nothing.
LONGEST_QUESTION = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was typed, and what its analysis found.

    `text`: as it was typed.
    `read`: the text that is analysed: normalized, pinyin as words, homophone typos corrected.
    `terms`: the words to search for, each once.
    `rarities`: how rare each term is in Chinese, from 0 to 1.
    `characters`: the characters of the terms, each once, in order.
    `syllables`: the pairs of syllables of the whole, each once, in order.
    `expansions`: its everyday terms with their official ones.
    `boundaries`: the offsets in `read` where words begin and end.
    `years`: the years that it names, by their offsets in `read`.
    `last_years`: the last so many years that it speaks of (近三年); None where of none.
    `kinds`: the names of the kinds of answer it wants.
    `unit`: the unit it counts in; None where in none.
    `small_talk`: whether it sounds like that.
    `refusal`: the outcome where nothing need be searched; None otherwise.

    For one report (`Understanding.about`):
    `period`: the time it names.
    `places`: the places it names and the report does not; of the question alone: all it names.
    `other_years`: the years it names and the report does not.
    """

    text: str
    read: Folded = Folded("", ())  # noqa: RUF009  # frozen, and empty
    terms: tuple[str, ...] = ()
    rarities: tuple[float, ...] = ()
    characters: tuple[str, ...] = ()
    syllables: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    boundaries: frozenset[int] = frozenset()
    years: tuple[YearExpression, ...] = ()
    last_years: LastYears | None = None
    period: Period = Period()  # noqa: RUF009  # frozen
    kinds: frozenset[str] = frozenset()
    unit: str | None = None
    places: tuple[str, ...] = ()
    small_talk: bool = False
    other_years: tuple[int, ...] = ()
    refusal: Outcome | None = None
