"""Script: traditional characters and Taiwan's and Hong Kong's words to the mainland's."""

from __future__ import annotations

import difflib
import re
from functools import cache

from opencc import OpenCC

from retrieval.language.normalization.folded import Folded
from retrieval.reports.model import Span
from retrieval.words.files import entries, word_file

__all__ = ["fold_script"]

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")


@cache
def _characters() -> OpenCC:
    """Character by character: what it leaves alone is simplified already."""
    return OpenCC("t2s")


@cache
def _words() -> OpenCC:
    """With Taiwan's words for things (資訊 → 信息, 計程車 → 出租车)."""
    return OpenCC("tw2sp")


@cache
def _plain() -> re.Pattern[str]:
    """Words that are no Taiwanese words, though OpenCC takes them for some."""
    words = [entry for _, entry in entries(word_file("plain_words.txt"))]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _mainland(run: str) -> str:
    """A run of characters in simplified characters, Taiwan's words for things exchanged."""
    plain = _characters().convert(run)
    pieces: list[str] = []
    done = 0
    for word in _plain().finditer(plain):
        pieces += (_words().convert(run[done : word.start()]), word.group())
        done = word.end()
    return "".join((*pieces, _words().convert(run[done:])))


def fold_script(folded: Folded) -> Folded:
    """`folded` in simplified characters; text without a traditional one stays as it is.

    Only the runs that change are touched, and within them only the differing characters, so that
    the way back stays exact.
    """
    if _characters().convert(folded.text) == folded.text:
        return folded
    pieces: list[str] = []
    origins: list[Span] = []
    done = 0
    for run in _HAN_RUN.finditer(folded.text):
        pieces.append(folded.text[done : run.start()])
        origins += folded.origins[done : run.start()]
        done = run.end()
        plain = _characters().convert(run.group())
        words = _mainland(run.group())
        if len(words) == len(plain) == len(run.group()):
            pieces.append(words)
            origins += folded.origins[run.start() : run.end()]
            continue
        if len(plain) != len(run.group()):  # never seen; without it the map would be guesswork
            plain = run.group()
        for _, i, j, k, m in difflib.SequenceMatcher(None, plain, words, False).get_opcodes():
            pieces.append(words[k:m])
            if j - i == m - k:
                origins += folded.origins[run.start() + i : run.start() + j]
            elif m > k:
                first = run.start() + min(i, len(plain) - 1)
                origins += [folded.origin(first, max(run.start() + j, first + 1))] * (m - k)
    pieces.append(folded.text[done:])
    origins += folded.origins[done:]
    return Folded("".join(pieces), tuple(origins))
