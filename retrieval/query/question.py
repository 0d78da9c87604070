"""Question: the result of the analysis of what was typed."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.language.lexicon import Expansion
from retrieval.language.normalization import Folded
from retrieval.language.time_frames import Period
from retrieval.language.years import LastYears, YearExpression
from retrieval.outcome import Outcome

__all__ = ["LONGEST_QUESTION", "LONGEST_TYPED", "Question"]

# Normalized characters.  The longest of 1 400 labelled questions has 80 (an English one; a Chinese
# one 68), a chat message up to 4 096.  What is longer than this is a pasted document, which takes
# more than its share of time and is answered by nothing.
LONGEST_QUESTION = 200
# Characters as typed, with white space and pictures.
LONGEST_TYPED = 1000
# From this weight on an official term is close to its everyday one; looser ones find too much.
_CLOSE = 0.7


@dataclass(frozen=True, slots=True)
class Question:
    """An analysed question.

    `text`: what was typed.
    `read`: the text that is analysed: normalized, pinyin as words, homophone typos corrected.
    `terms`: the words to search for, each once.
    `rarities`: how rare each term is in Chinese, from 0 to 1.
    `characters`: the characters of the terms, each once, in order.
    `syllables`: the pairs of adjacent syllables of the whole, each once, in order.
    `expansions`: its everyday terms with their official ones.
    `boundaries`: the offsets in `read` where words begin and end.
    `years`: its expressions of years, by their offsets in `read`.
    `last_years`: its expression for the last few years (近三年); None without one.
    `kinds`: the names of the kinds of answer it wants.
    `unit`: the unit that it counts in; None without one.
    `small_talk`: the name of the reply to it where it is small talk; else empty.
    `refusal`: the outcome where there is nothing to search for; None otherwise.

    Adapted to one report (`QuestionAnalyzer.adapt`):
    `period`: the time that it is about.
    `places`: the places that it names and the report does not; before adaptation: all it names.
    `other_years`: the years that it names and the report does not.
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
    small_talk: str = ""
    other_years: tuple[int, ...] = ()
    refusal: Outcome | None = None

    @property
    def official_terms(self) -> tuple[str, ...]:
        """The official terms that are close to its everyday ones."""
        return tuple(
            term
            for expansion in self.expansions
            for term, weight in expansion.official
            if weight >= _CLOSE
        )
