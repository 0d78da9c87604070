"""Spelling: pinyin turned into words, and homophone typos corrected.

Letters that spell syllables become words (tingchewei → 停车位); characters that make no word become
a word with the same pinyin (鹏户区 → 棚户区).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from retrieval.language.matching import HAN, LONGEST_TERM
from retrieval.language.normalization import Folded
from retrieval.language.pinyin import spelled, syllable
from retrieval.words.files import entries, word_file

__all__ = ["Vocabulary"]

_HAN_WORD = re.compile(f"{HAN}+")
_SPELLED = re.compile(r"[a-zà-ǜ]+(?:['’ 1-5]+[a-zà-ǜ]+)*[1-5]?(?![0-9])")
_PIECES = re.compile(r"[a-zà-ǜ'’1-5]+")
# Sentences with a word before another word is corrected to it: a rare one may well be another than
# the one that was typed (同事 is not 同时).
_OFTEN = 20
# The cost of a syllable that makes no word: more than any word that could be made with it.
_UNREAD = 3.0


@cache
def _asking() -> Mapping[str, str]:
    """The words of asking by their syllables."""
    spoken = (line.partition(" ") for _, line in entries(word_file("pinyin.txt")))
    return {syllables: word for word, _, syllables in spoken}


class Vocabulary:
    """The words of reports and phrasings, with the number of sentences that hold each."""

    def __init__(
        self,
        counts: Mapping[str, int],
        readings: Mapping[str, str],
        official: frozenset[str],
        english: frozenset[str] = frozenset(),
    ) -> None:
        """`readings`: the result of the method of that name; `official`: the words of the reports
        themselves; `english`: words that are not pinyin."""
        self._counts = counts
        self._official = official
        self._readings = readings
        self.latin = english | {word for word in counts if word.isascii() and word.isalpha()}

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    @staticmethod
    def readings(counts: Mapping[str, int], official: Iterable[str]) -> dict[str, str]:
        """The most frequent word for each pinyin, its syllables separated by spaces.

        Words of the reports (`official`) come before those of phrasings.
        """
        known = frozenset(official)
        words = [word for word in counts if len(word) <= LONGEST_TERM and _HAN_WORD.fullmatch(word)]
        words.sort(key=lambda word: (word in known, counts[word], word))
        return {" ".join(map(syllable, word)): word for word in words}

    def _word(self, syllables: Sequence[str]) -> str | None:
        return self._readings.get(" ".join(syllables))

    def read(self, folded: Folded) -> Folded:
        """`folded` with pinyin replaced by words, as far as there are words for it."""
        if not self._is_pinyin(folded.text):
            return folded
        return folded.replaced(_SPELLED, lambda match: self._word_for_word(match.group()))

    def _is_pinyin(self, text: str) -> bool:
        """Whether the Latin letters in `text` are pinyin: all that are no known words spell it."""
        unknown = [piece for piece in _PIECES.findall(text) if piece not in self.latin]
        return bool(unknown) and all(spelled(piece) for piece in unknown)

    def _word_for_word(self, letters: str) -> str:
        """Runs of pinyin as words; known Latin words stay."""
        out: list[str] = []
        run: list[str] = []
        for piece in letters.split(" "):
            if piece in self.latin and not spelled(piece):
                out.append(self._words(run) + piece)
                run = []
            else:
                run += spelled(piece)
        return "".join((*out, self._words(run)))

    def _words(self, syllables: Sequence[str]) -> str:
        """`syllables` as words, as few and then as frequent as possible; the others stay."""
        best: list[tuple[float, str]] = [(0.0, "")]
        for end in range(1, len(syllables) + 1):
            options = [(best[end - 1][0] + _UNREAD, best[end - 1][1] + f" {syllables[end - 1]} ")]
            for start in range(max(0, end - LONGEST_TERM), end):
                word = _asking().get(" ".join(syllables[start:end])) or self._word(
                    syllables[start:end]
                )
                if word is not None:
                    cost = 1.0 / (1 + self._counts.get(word, 0))
                    options.append((best[start][0] + 1 + cost, best[start][1] + word))
            best.append(min(options))
        return best[-1][1]

    def meant(self, word: str) -> bool:
        """Whether `word` is unknown and has a frequent homophone that shares a character with it
        (赤子: 赤字)."""
        other = None if word in self._counts else self._homophone(word)
        return other is not None and self._counts[other] >= _OFTEN

    def correct(self, run: str, known: Sequence[tuple[int, int]]) -> str | None:
        """A run of characters with homophone typos corrected; None where there are none.

        `known` are the spans of `run` that are words already; they are neither changed nor divided.
        """
        mended = list(run)
        changed = False
        start = 0
        while start < len(run):
            for end in range(min(len(run), start + LONGEST_TERM), start + 1, -1):
                word = self._mended(run, start, end, known)
                if word is not None:
                    mended[start:end] = word
                    changed = changed or word != run[start:end]
                    start = end - 1
                    break
            start += 1
        return "".join(mended) if changed else None

    def _mended(
        self, run: str, start: int, end: int, known: Sequence[tuple[int, int]]
    ) -> str | None:
        """`run[start:end]` where it is a known word, else the word it was meant to be, or None."""
        piece = run[start:end]
        if piece in self._counts:
            return piece
        for first, last in known:
            if start <= first < last <= end or first < start < last or first < end < last:
                return None
        return self._homophone(piece)

    def _homophone(self, piece: str) -> str | None:
        """The word of the reports with the pinyin of `piece` that shares a character with it."""
        word = self._word([syllable(char) for char in piece])
        if word is None or len(word) != len(piece) or word not in self._official:
            return None
        # A typo leaves some of the word right.
        alike = any(typed == meant for typed, meant in zip(piece, word, strict=True))
        return word if alike else None
