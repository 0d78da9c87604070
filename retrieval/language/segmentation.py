"""Segmentation of normalized text into terms: jieba in search mode, without its HMM.

`SEGMENTER` chooses jieba itself (unless set) or `rjieba` (the extra `fast`), which cuts fifteen
times as fast.  Without the HMM jieba is deterministic, finds more, and gives the same terms as
rjieba, so an index made with one works with the other.
"""

from __future__ import annotations

import logging
import marshal
import math
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from retrieval.cache import cache_folder, read_checked, write_checked
from retrieval.errors import WordsError, needs_extra
from retrieval.language.matching import HAN
from retrieval.language.normalization import fold
from retrieval.words import Word

with warnings.catch_warnings():
    # jieba 0.42.1 holds invalid escapes (SyntaxWarning from Python 3.12 on).
    warnings.simplefilter("ignore")
    # Without pkg_resources it opens its files itself; importing that takes longer than all else.
    sys.modules.setdefault("pkg_resources", None)  # type: ignore[arg-type]
    import jieba

    if sys.modules["pkg_resources"] is None:
        del sys.modules["pkg_resources"]

# It logs each start, and a full disk with a traceback though it goes on without a cache.
jieba.setLogLevel(logging.CRITICAL)

__all__ = ["Segmenter", "characters", "jieba", "plain_terms", "segmenter_of"]

# A term with the offsets of its first character and behind its last.
Cut = tuple[str, int, int]

_SETTING = "SEGMENTER"
_MODE = "search"
# Segmenters that are kept: that of the reports in use, and that of the ones being loaded.
_SEGMENTERS = 2
# A term holds at least one letter, digit or character: punctuation alone is none.
_READABLE = re.compile(r"[^\W_]")
_HAN = re.compile(HAN)
# 2.64万个, PM2.5; without its HMM jieba would make 2 and 64 of it.
_DECIMAL = re.compile(r"[a-z]*[0-9]+\.[0-9]+")
# Natural logarithms of total over frequency: of 我们 and 发展 about 6 to 7, of 幼儿园 11, of words
# that jieba's dictionary counts once 18.
_COMMON = 6.0
_RARE = 16.0


def characters(folded: str) -> list[str]:
    """The Chinese characters of normalized text."""
    return _HAN.findall(folded)


@lru_cache(_SEGMENTERS)
def segmenter_of(dictionary: tuple[Word, ...]) -> Segmenter:
    """The segmenter with the words of `dictionary`, shared while they are the same.

    jieba's words take 64 MB and half a second, and lexicon and phrasings change none of them.
    """
    return Segmenter(dictionary)


class Segmenter:
    """Cuts text into terms; its words are fixed when it is made."""

    def __init__(self, dictionary: Iterable[Word]) -> None:
        """With jieba's own words and those of `dictionary`.

        Raises WordsError where SEGMENTER is neither jieba nor rjieba, or rjieba is not installed.
        """
        self._jieba = _tokenizer()
        words = list(dictionary)
        for word in words:
            self._jieba.add_word(word.text, word.frequency)
        self._cut_words = _cutter(self._jieba, [word.text for word in words])

    def terms(self, text: str) -> list[str]:
        """The terms of `text` in order, the words inside a long word before it."""
        return self.cut(fold(text).text)

    def cut(self, folded: str) -> list[str]:
        """The terms of normalized text."""
        return [term for term, _, _ in self._cut(folded)]

    def spans(self, folded: str) -> list[Cut]:
        """The terms of normalized text with their offsets."""
        return list(self._cut(folded))

    def rarity(self, term: str) -> float:
        """How rare `term` is in Chinese at large: 0 for the most common words, 1 for unknown ones.

        From the frequencies in jieba's dictionary, on a logarithmic scale.
        """
        frequency = self._jieba.FREQ.get(term) or 0
        if not frequency:
            return 1.0
        bits = math.log(self._jieba.total / frequency)
        return min(1.0, max(0.0, (bits - _COMMON) / (_RARE - _COMMON)))

    def _cut(self, folded: str) -> Iterator[Cut]:
        """The terms of `folded`; decimals are kept whole, which jieba cuts at their point."""
        done = 0
        for decimal in _DECIMAL.finditer(folded):
            yield from self._cut_between(folded, done, decimal.start())
            yield decimal.group(), decimal.start(), decimal.end()
            done = decimal.end()
        yield from self._cut_between(folded, done, len(folded))

    def _cut_between(self, folded: str, start: int, end: int) -> Iterator[Cut]:
        if start < end:
            for term, first, last in self._cut_words(folded[start:end]):
                if _READABLE.search(term):
                    yield term, start + first, start + last


def _cutter(tokenizer: jieba.Tokenizer, words: Iterable[str]) -> Callable[[str], Iterable[Cut]]:
    """What cuts as `tokenizer` does, to which `words` were added."""
    chosen = os.environ.get(_SETTING) or "jieba"
    if chosen == "jieba":
        return lambda text: tokenizer.tokenize(text, mode=_MODE, HMM=False)
    if chosen != "rjieba":
        message = f"{_SETTING} has to be jieba or rjieba, not {chosen!r}"
        raise WordsError(message)
    try:
        import rjieba
    except ImportError as error:
        raise WordsError(needs_extra(f"{_SETTING}=rjieba", "fast")) from error
    # One of its own, complete before anyone cuts: adding words while another thread cuts raises.
    fast = rjieba.Jieba()
    for word in words:
        fast.add_word(word, tokenizer.FREQ.get(word), None)
    return lambda text: fast.tokenize(text, mode=_MODE, hmm=False)


def _tokenizer() -> jieba.Tokenizer:
    """jieba with its own words, cached in a folder that nobody else can write to.

    jieba's own cache has no checksum: it would take damaged words for good ones.
    """
    tokenizer = jieba.Tokenizer()
    folder = cache_folder()
    # With the version in its name: the dictionary is another one then.
    file = folder / f"jieba-{jieba.__version__}.cache" if folder else None
    words = _cached_words(file) if file else None
    if words is None:
        words = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        if file:
            write_checked(file, marshal.dumps(words))
    tokenizer.FREQ, tokenizer.total = words
    tokenizer.initialized = True
    return tokenizer


def _cached_words(file: Path) -> tuple[dict[str, int], int] | None:
    """jieba's frequencies and their sum from the cache; None where there is none that can be used.

    One that jieba or another Python wrote fails the checksum, or here.
    """
    content = read_checked(file)
    try:
        frequencies, total = marshal.loads(content or b"")  # noqa: S302  # nobody else writes there
    except (ValueError, EOFError, TypeError):
        return None
    sound = isinstance(frequencies, dict) and isinstance(total, int) and total > 0
    return (frequencies, total) if sound else None


@cache
def _plain_tokenizer() -> jieba.Tokenizer:
    return _tokenizer()


def plain_terms(text: str) -> list[str]:
    """The words of jieba's search mode, without normalization: for the peers in evaluation."""
    return [word for word in _plain_tokenizer().lcut_for_search(text.lower()) if word.strip()]
