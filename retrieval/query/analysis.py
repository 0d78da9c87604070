"""Question analysis: from typed text to a `Question`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from retrieval.corpus.divisions import full_names
from retrieval.corpus.metadata import ReportMetadata
from retrieval.language.answer_types import unit_asked
from retrieval.language.lexicon import Lexicon
from retrieval.language.matching import HAN, Terms, longest_matches
from retrieval.language.normalization import Folded, fold
from retrieval.language.pinyin import syllable_bigrams
from retrieval.language.segmentation import Segmenter, characters
from retrieval.language.spelling import Vocabulary
from retrieval.language.time_frames import Frame, Period
from retrieval.language.word_data import WordData
from retrieval.language.years import years_meant
from retrieval.outcome import Outcome
from retrieval.query.question import LONGEST_QUESTION, LONGEST_TYPED, Question
from retrieval.query.route import ReportTarget

__all__ = ["QuestionAnalyzer"]

# A term with its offsets: of its first character, and after its last.
Cut = tuple[str, int, int]
_INSIDE = "里"
_NUMERALS = frozenset("一二三四五六七八九十百千万亿两")
# The time frames of what a report proposes, for its year and later ones.
_PLANNED = frozenset((Frame.NEXT, Frame.PLAN))
# Words at least this rare in general Chinese may be typos: 忠心 and 赤子 may, 同一 may not.
_RARE = 0.5
_HAN_RUN = re.compile(f"{HAN}+")
_OR_NOT = re.compile(f"({HAN})[不没]\\1")


class QuestionAnalyzer:
    """Analyses questions about the loaded reports, without searching them.

    `analyze` does what is the same for all reports, `adapt` adapts the result to one.
    """

    def __init__(
        self, segmenter: Segmenter, words: WordData, lexicon: Lexicon, vocabulary: Vocabulary
    ) -> None:
        self._segmenter = segmenter
        self._words = words
        self._lexicon = lexicon
        self._vocabulary = vocabulary
        self._courtesies = _either(words.courtesies)

    def analyze(self, text: str) -> Question:
        """The analysis of `text` for all reports; never raises."""
        folded = fold(text[: LONGEST_TYPED + 1], LONGEST_QUESTION)
        if len(text) > LONGEST_TYPED or len(folded.text) > LONGEST_QUESTION:
            return Question(text, refusal=Outcome.TOO_LONG)
        if not folded.text:
            visible = any(char.isprintable() and not char.isspace() for char in text)
            return Question(text, refusal=Outcome.UNCLEAR if visible else Outcome.EMPTY)
        said = self._words.small_talk.named(folded.text)
        if said:
            return Question(text, folded, small_talk=said, refusal=Outcome.SMALL_TALK)
        without_courtesies = folded.replaced(self._courtesies, lambda _: "")
        polite = without_courtesies is not folded
        folded = without_courtesies
        typed = self._segmenter.spans(folded.text)
        read = self._read(folded, typed)
        said = "" if read is folded else self._words.small_talk.named(read.text)
        if said:  # ni shi shui
            return Question(text, read, small_talk=said, refusal=Outcome.SMALL_TALK)
        cut = typed if read is folded else self._segmenter.spans(read.text)
        terms = self._terms(cut)
        # The terms of the uncorrected text too: they may be what was meant.
        also = (term for term in self._terms(typed) if term in self._vocabulary)
        terms = list(dict.fromkeys([*terms, *also]))
        boundaries = frozenset(at for _, start, end in cut for at in (start, end))
        expansions = self._lexicon.expansions(read.text, boundaries)
        return Question(
            text=text,
            read=read,
            terms=tuple(terms),
            rarities=tuple(map(self._segmenter.rarity, terms)),
            characters=tuple(dict.fromkeys(characters("".join(terms)))),
            syllables=tuple(dict.fromkeys(syllable_bigrams(read.text, self._vocabulary.latin))),
            expansions=expansions,
            boundaries=boundaries,
            years=self._words.years.parse(read.text),
            last_years=self._words.years.last_years(read.text),
            kinds=frozenset(kind.name for kind in self._words.kinds if kind.asked(read.text)),
            unit=unit_asked(read.text),
            places=self._places(read.text, boundaries),
            small_talk="greeting" if polite and not terms else "",
            refusal=None if terms else Outcome.SMALL_TALK if polite else Outcome.UNCLEAR,
        )

    def adapt(self, question: Question, meta: ReportMetadata, target: ReportTarget) -> Question:
        """`question` adapted to the report of `target`, which has the metadata `meta`."""
        years = target.years
        if years is None:
            years = years_meant(question.years, meta.this_year)
        period = self._words.time.period(question.read.text, meta.year, years)
        # Where the years chose the report, its sentences need not repeat them.
        chosen = bool(target.consumed) and not target.must_contain
        planned = target.planned and not meta.well_covered
        named_places, named_years = frozenset(meta.named_places), frozenset(meta.named_years)
        return replace(
            question,
            period=Period(
                frames=_PLANNED if planned else period.frames,
                leaning=period.leaning or int(target.ahead),
                years=() if chosen else years,
                about=target.about or years,
            ),
            places=tuple(place for place in question.places if place not in named_places),
            other_years=() if chosen else tuple(year for year in years if year not in named_years),
        )

    def _places(self, text: str, boundaries: frozenset[int]) -> tuple[str, ...]:
        """The places that `text` names: those of `places.txt`, and full names of divisions."""
        listed = [place for place in self._words.places if place in text]
        found = longest_matches(text, _divisions(), lambda start, end: {start, end} <= boundaries)
        others = (span.of(text) for span in found)
        return (*listed, *(each for each in others if not any(name in each for name in listed)))

    def _terms(self, cut: Sequence[Cut]) -> list[str]:
        terms = dict.fromkeys(term for term, _, _ in cut)
        found = [term for term in terms if term not in self._words.stop_words]
        # Numerals alone (一百万) name nothing; figures (4942) may be what a report says.
        return [] if all(_NUMERALS.issuperset(term) for term in found) else found

    def _read(self, folded: Folded, cut: Sequence[Cut]) -> Folded:
        """Pinyin as words, then homophone typos corrected; `folded` itself without either."""
        read = self._vocabulary.read(folded)
        if read is not folded:
            cut = self._segmenter.spans(read.text)
        words = [
            (start, end)
            for term, start, end in cut
            if end - start > 1 and not self._mistyped(term, cut)
        ]
        found = longest_matches(read.text, _divisions(), lambda _, __: True)
        words += [(span.start, span.end) for span in found]  # 潮阳区 is no typo of 朝阳区
        # 还建不建 is no typo of 不减.
        words += [match.span() for match in _OR_NOT.finditer(read.text)]
        # 报告里新通航的: after a word it is none of another (里新 is pronounced like 立新).
        ends = {end for _, end in words}
        words += [(at, end) for term, at, end in cut if term == _INSIDE and at in ends]

        def corrected(run: re.Match[str]) -> str | None:
            within = [
                (start - run.start(), end - run.start())
                for start, end in words
                if run.start() <= start and end <= run.end()
            ]
            return self._vocabulary.correct(run.group(), within)

        return read.replaced(_HAN_RUN, corrected)

    def _mistyped(self, term: str, cut: Sequence[Cut]) -> bool:
        """Whether a word may be a typo: rare in general Chinese, absent from the reports, not part
        of a longer one (公积金), without stop words and numerals (几成)."""
        if any(term != other and term in other for other, _, _ in cut):
            return False
        plain = any(char in self._words.stop_words or char in _NUMERALS for char in term)
        rare = self._segmenter.rarity(term) >= _RARE
        return rare and not plain and self._vocabulary.meant(term)


@cache
def _divisions() -> Terms:
    return Terms(full_names())


def _either(courtesies: Sequence[str]) -> re.Pattern[str]:
    """Matches any of `courtesies` with the particles and punctuation after it."""
    pieces = "|".join(map(re.escape, sorted(courtesies, key=len, reverse=True)))
    # Latin ones as whole words only: not the hi of which.
    return re.compile(rf"(?<![a-z])(?:{pieces})(?![a-z])[啊呀哦啦哈了,.!?~;:、。\s]*")
