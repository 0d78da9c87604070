"""Understanding: from what was typed to a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.folding import Folded, fold
from retrieval.kinds import Kind, load_kinds, unit_asked
from retrieval.lexicon import Lexicon
from retrieval.outcome import Outcome
from retrieval.pinyin import syllable_bigrams
from retrieval.question import LONGEST_QUESTION, Question
from retrieval.report import Report
from retrieval.segmentation import Segmenter, characters
from retrieval.timeframe import TimeWords, load_time_words, working_year
from retrieval.vocabulary import Vocabulary
from retrieval.words import load_list, load_stop_words

__all__ = ["Understanding", "WordData", "load_word_data"]

_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True)
class WordData:
    """The word data that questions are understood with."""

    stop_words: frozenset[str]
    time: TimeWords
    kinds: tuple[Kind, ...]
    places: tuple[str, ...]
    small_talk: tuple[str, ...]


def load_word_data() -> WordData:
    """All of it; raises WordsError, whose message names file, line and reason."""
    return WordData(
        stop_words=load_stop_words(),
        time=load_time_words(),
        kinds=load_kinds(),
        places=load_list("places.txt"),
        small_talk=load_list("small_talk.txt"),
    )


class Understanding:
    """Understands questions about the loaded reports, without searching them."""

    def __init__(
        self,
        segmenter: Segmenter,
        words: WordData,
        lexicon: Lexicon,
        vocabulary: Vocabulary,
        reports: Sequence[Report],
        sentences: Sequence[str],
    ) -> None:
        """`sentences`: those of the reports, folded."""
        self._segmenter = segmenter
        self._words = words
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        years = [working_year(report) for report in reports]
        # Relative words count from the newest report.
        self._year, self._late = max(years, key=lambda year: year[0] or 0, default=(None, False))
        titles = [heading.title for report in reports for heading in report.headings()]
        named = "\n".join([*sentences, *titles, *(report.name for report in reports)])
        self._year_named = frozenset(_YEAR.findall(named))
        self._absent = tuple(place for place in words.places if place not in named)

    def understand(self, text: str) -> Question:
        """What can be understood of `text` without looking at the report; never raises."""
        if len(text) > LONGEST_QUESTION:
            return Question(text, refusal=Outcome.TOO_LONG)
        folded = fold(text)
        if not folded.text:
            seen = any(char.isprintable() and not char.isspace() for char in text)
            return Question(text, refusal=Outcome.UNCLEAR if seen else Outcome.EMPTY)
        read = self._read(folded)
        typed = self._terms(folded.text)
        terms = self._terms(read.text)
        # Both readings: what was typed may have been meant.
        terms += [term for term in typed if term not in terms and term in self._vocabulary]
        boundaries = self._segmenter.boundaries(read.text)
        expansions = self._lexicon.expansions(read.text, boundaries)
        period = self._words.time.period(read.text, self._year, late=self._late)
        return Question(
            text=text,
            read=read,
            terms=tuple(terms),
            rarities=tuple(map(self._segmenter.rarity, terms)),
            characters=tuple(dict.fromkeys(characters("".join(terms)))),
            syllables=tuple(dict.fromkeys(syllable_bigrams(read.text, self._vocabulary.latin))),
            expansions=expansions,
            period=period,
            kinds=frozenset(kind.name for kind in self._words.kinds if kind.asked(read.text)),
            unit=unit_asked(read.text),
            places=tuple(place for place in self._absent if place in read.text),
            small_talk=any(piece in read.text for piece in self._words.small_talk),
            other_years=tuple(y for y in period.years if str(y) not in self._year_named),
            refusal=None if terms else Outcome.UNCLEAR,
        )

    def _terms(self, folded: str) -> list[str]:
        terms = dict.fromkeys(self._segmenter.cut(folded))
        return [term for term in terms if term not in self._words.stop_words]

    def _read(self, folded: Folded) -> Folded:
        """Pinyin as words, then homophone typos mended."""
        read = self._vocabulary.read(folded)
        return read.replaced(_HAN_RUN, lambda run: self._mended(run.group()))

    def _mended(self, run: str) -> str | None:
        return self._vocabulary.correct(run, self._segmenter.words(run))
