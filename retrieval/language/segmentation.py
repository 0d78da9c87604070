"""Segmentation of folded text into tokens: jieba in search mode, without its HMM.

Without the HMM jieba is deterministic, finds more, and gives the same tokens as its twin `rjieba`.
"""

from __future__ import annotations

import logging
import marshal
import math
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from retrieval.cache import cache_folder
from retrieval.language.cutting import cutter_of, jieba
from retrieval.language.normalization import fold
from retrieval.reports.model import Report
from retrieval.words import Dictionary

# It logs each start, and a full disk with a traceback though it goes on without a cache.
jieba.setLogLevel(logging.CRITICAL)

__all__ = ["Segmenter", "characters", "plain_terms", "quoted_terms"]

# A token has to hold something that can be read: punctuation alone is no term.
# Segmenters that are kept: that of the reports in use, and that of the ones being loaded.
_SEGMENTERS = 2
_READABLE = re.compile(r"[^\W_]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# 2.64万个, PM2.5; without its HMM jieba would make 2 and 64 of it.
_DECIMAL = re.compile(r"[a-z]*[0-9]+\.[0-9]+")
_QUOTED = re.compile(r"[“‘「『]([\w+·—-]+)[”’」』]")
# Quoted terms up to 一廊两带三区 and 一刻钟社区服务圈 are names; longer ones are phrases, whose
# words would no longer be found one by one.
_LONGEST_TERM = 8


# Natural logarithms of total over frequency: of 我们 and 发展 about 6 to 7, of 幼儿园 11, of words
# that jieba's dictionary counts once 18.
_COMMON = 6.0
_RARE = 16.0


def quoted_terms(report: Report) -> list[str]:
    """The terms that the report itself puts in quotation marks, folded, each once, in order."""
    terms = (fold(term).text for term in _QUOTED.findall(report.text))
    return list(dict.fromkeys(term for term in terms if 2 <= len(term) <= _LONGEST_TERM))


def characters(folded: str) -> list[str]:
    """The Chinese characters of folded text."""
    return _HAN.findall(folded)


def _tokenizer() -> jieba.Tokenizer:
    """jieba with its own words, its cache in a folder that nobody else can write to."""
    tokenizer = jieba.Tokenizer()
    # Without a folder jieba finds no cache and fails to write one, which it only logs.
    folder = cache_folder()
    tokenizer.tmp_dir = str(folder or os.devnull)
    # With the version in its name: jieba does not compare the age of cache and dictionary.
    tokenizer.cache_file = f"jieba-{jieba.__version__}.cache"
    words = _cached_words(folder / tokenizer.cache_file) if folder else None
    if words is None:
        tokenizer.initialize()
    else:
        tokenizer.FREQ, tokenizer.total = words
        tokenizer.initialized = True
    return tokenizer


def _cached_words(file: Path) -> tuple[dict[str, int], int] | None:
    """jieba's frequencies and their sum from its cache; None where there is none that can be used.

    jieba itself reads the cache value by value, which takes three times as long.
    """
    try:
        frequencies, total = marshal.loads(file.read_bytes())  # noqa: S302  # nobody else writes there
    except (OSError, ValueError, EOFError, TypeError):
        return None
    sound = isinstance(frequencies, dict) and isinstance(total, int) and total > 0
    return (frequencies, total) if sound else None


@cache
def _plain() -> jieba.Tokenizer:
    return _tokenizer()


def plain_terms(text: str) -> list[str]:
    """What jieba's search mode makes of `text` as it comes: for peers to be measured with."""
    return [word for word in _plain().lcut_for_search(text.lower()) if word.strip()]


@lru_cache(_SEGMENTERS)
def segmenter_of(dictionary: Dictionary, terms: tuple[str, ...]) -> Segmenter:
    """The segmenter that knows `dictionary` and `terms`.

    Made once for as long as they stay the same: jieba's words take 64 MB and half a second, and
    what operators add to lexicon and phrasings changes none of them.
    """
    return Segmenter(dictionary, terms)


class Segmenter:
    """Cuts text into tokens; the words it is taught are fixed when it is made."""

    def __init__(self, dictionary: Dictionary, terms: Iterable[str] = ()) -> None:
        """A segmenter that knows jieba's own words, `dictionary` and `terms`."""
        self._jieba = _tokenizer()
        taught = list(terms)
        for term in taught:
            self._jieba.add_word(term)
        for word in dictionary.words:
            self._jieba.add_word(word.text, word.frequency)
        self._words_of = cutter_of(
            self._jieba, [*taught, *(word.text for word in dictionary.words)]
        )

    def terms(self, text: str) -> list[str]:
        """The terms of `text` in order, the words inside a long word before it."""
        return self.cut(fold(text).text)

    def cut(self, folded: str) -> list[str]:
        """The terms of text that is folded already."""
        return [term for term, _, _ in self._cut(folded)]

    def rarity(self, term: str) -> float:
        """How rare `term` is in Chinese at large: 0 for the most common words, 1 for unknown ones.

        From the frequencies in jieba's dictionary, on a logarithmic scale.
        """
        frequency = self._jieba.FREQ.get(term) or 0
        if not frequency:
            return 1.0
        bits = math.log(self._jieba.total / frequency)
        return min(1.0, max(0.0, (bits - _COMMON) / (_RARE - _COMMON)))

    def spans(self, folded: str) -> list[tuple[str, int, int]]:
        """The terms of folded text, each with the offsets of its first character and behind its
        last."""
        return list(self._cut(folded))

    def _cut(self, folded: str) -> Iterator[tuple[str, int, int]]:
        """Each readable term of `folded` with the offsets of its first and behind its last
        character; decimals are kept whole, which jieba cuts at their point."""
        done = 0
        for decimal in _DECIMAL.finditer(folded):
            yield from self._cut_words(folded, done, decimal.start())
            yield decimal.group(), decimal.start(), decimal.end()
            done = decimal.end()
        yield from self._cut_words(folded, done, len(folded))

    def _cut_words(self, folded: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        if start < end:
            for term, first, last in self._words_of(folded[start:end]):
                if _READABLE.search(term):
                    yield term, start + first, start + last
