"""The vocabulary: the words that can be found, by how they are read.

With it letters that spell syllables become words (tingchewei → 停车位), and characters that make no
word become the word that is read like them (鹏户区 → 棚户区).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from retrieval.language.normalization import Folded
from retrieval.language.pinyin import spelled, syllable

__all__ = ["Vocabulary"]

_HAN_WORD = re.compile(r"[\u3400-\u9fff]+")
_SPELLED = re.compile(r"[a-zà-ǜ]+(?:['’ 1-5]+[a-zà-ǜ]+)*[1-5]?(?![0-9])")
_PIECES = re.compile(r"[a-zà-ǜ'’1-5]+")
# 一刻钟社区服务圈 has eight.
_LONGEST = 8


class Vocabulary:
    """Words with how often each occurs."""

    def __init__(
        self,
        counts: Mapping[str, int],
        readings: Mapping[str, str],
        official: frozenset[str],
        english: frozenset[str] = frozenset(),
    ) -> None:
        """`readings` as `readings` makes them; `official`: the words that the report itself uses;
        `english`: words that are not to be read as pinyin."""
        self._counts = counts
        self._official = official
        self._readings = readings
        self.latin = english | {word for word in counts if word.isascii() and word.isalpha()}

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    @staticmethod
    def readings(counts: Mapping[str, int], official: Iterable[str]) -> dict[str, str]:
        """The most frequent word of each reading, its syllables parted by spaces.

        Words that the report itself uses (`official`) come before those of phrasings.
        """
        known = frozenset(official)
        words = [word for word in counts if len(word) <= _LONGEST and _HAN_WORD.fullmatch(word)]
        words.sort(key=lambda word: (word in known, counts[word], word))
        return {" ".join(map(syllable, word)): word for word in words}

    def _word(self, syllables: Sequence[str]) -> str | None:
        return self._readings.get(" ".join(syllables))

    def read(self, folded: Folded) -> Folded:
        """`folded` with what is spelled in pinyin as words, as far as there are words for it."""
        if not self._is_pinyin(folded.text):
            return folded
        return folded.replaced(_SPELLED, lambda match: self._word_for_word(match.group()))

    def _is_pinyin(self, text: str) -> bool:
        """Whether the Latin letters in `text` spell pinyin: all that are no known words do."""
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
        """`syllables` as words: as few as possible, then the more frequent; unread ones stay."""
        best: list[tuple[float, str]] = [(0.0, "")]
        for end in range(1, len(syllables) + 1):
            options = [(best[end - 1][0] + _UNREAD, best[end - 1][1] + f" {syllables[end - 1]} ")]
            for start in range(max(0, end - _LONGEST), end):
                word = self._word(syllables[start:end])
                if word is not None:
                    cost = 1.0 / (1 + self._counts[word])
                    options.append((best[start][0] + 1 + cost, best[start][1] + word))
            best.append(min(options))
        return best[-1][1]

    def meant(self, word: str) -> bool:
        """Whether `word`, which nothing says that can be found, is read and nearly written like one
        that is often said (赤子: 赤字)."""
        other = None if word in self._counts else self._homophone(word)
        return other is not None and self._counts[other] >= _OFTEN

    def correct(self, run: str, known: Sequence[tuple[int, int]]) -> str | None:
        """The run of characters with homophone typos mended, or None where nothing is.

        `known` are the stretches of `run` that are words already; what lies across them whole is
        left alone.
        """
        mended = list(run)
        changed = False
        start = 0
        while start < len(run):
            for end in range(min(len(run), start + _LONGEST), start + 1, -1):
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
        """The word that `run[start:end]` is, or is read like; None where it is neither."""
        piece = run[start:end]
        if piece in self._counts:
            return piece
        for first, last in known:
            # A word that is typed right: mending would change it, or tear it apart.
            if start <= first < last <= end or first < start < last or first < end < last:
                return None
        return self._homophone(piece)

    def _homophone(self, piece: str) -> str | None:
        """The word of the report that `piece` is read like and shares a character with."""
        word = self._word([syllable(char) for char in piece])
        if word is None or len(word) != len(piece) or word not in self._official:
            return None
        # One who mistypes a word gets some of it right.
        alike = any(typed == meant for typed, meant in zip(piece, word, strict=True))
        return word if alike else None


# Sentences that hold a word before another word is taken for it: a word that few say may well be
# another than the one that was typed (同事 is not 同时).
_OFTEN = 20
# A syllable that makes no word costs more than any word that could be made with it.
_UNREAD = 3.0
