"""Pinyin: the syllables of characters, and of letters that spell syllables, without tones.

People do not type tones, and homophone typos differ in them.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from retrieval.language.matching import HAN

# Its table of phrases tells 银行 from 行走, but takes long to load.  It is not needed, since index
# and question give a character the same syllable.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
from pypinyin.pinyin_dict import pinyin_dict  # after the setting it reads

__all__ = ["spelled", "syllable", "syllable_bigrams", "syllable_runs"]

_HAN = re.compile(HAN)
# Letters with an apostrophe (xi'an) or a tone digit (xin1) inside.
_LETTERS = re.compile(r"[a-zà-ǜ]+(?:['’1-5][a-zà-ǜ]+)*[1-5]?(?![0-9])")
_BREAK = re.compile(r"['’1-5]")
# Letters of the longest syllables (zhuang, chuang, shuang).
_LONGEST_SYLLABLE = 6
# Syllables of mere sounds (嗯, 呣), and single letters, as in any abbreviation.
_NO_SYLLABLES = frozenset({"m", "n", "ng", "hm", "hng", "ê", "e", "o", "i", "u", "v"})


@cache
def _readings(char: str) -> tuple[str, ...]:
    """The readings of a character without tones, the usual one first."""
    marked = pinyin_dict.get(ord(char), "")
    return tuple(dict.fromkeys(_toneless(reading) for reading in marked.split(",") if reading))


def _toneless(reading: str) -> str:
    """Without tone marks; ü is written v, as it is typed."""
    umlaut = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(char for char in umlaut if not unicodedata.combining(char))


def syllable(char: str) -> str:
    """The usual reading of a character; empty where it has none."""
    readings = _readings(char)
    return readings[0] if readings else ""


@cache
def _syllables() -> frozenset[str]:
    """The syllables of all characters of the common range."""
    common = (chr(code) for code in pinyin_dict if 0x4E00 <= code <= 0x9FA5)
    return frozenset(
        reading for char in common for reading in _readings(char) if reading not in _NO_SYLLABLES
    )


def spelled(letters: str) -> tuple[str, ...]:
    """The syllables that `letters` spell (xinzeng → xin zeng), as few as possible.

    Empty where they spell none.  An apostrophe or a tone digit ends a syllable.
    """
    found: list[str] = []
    for piece in _BREAK.split(letters):
        syllables = _split(_toneless(piece)) if piece else ()
        if syllables is None:
            return ()
        found += syllables
    return tuple(found)


def _split(letters: str) -> tuple[str, ...] | None:
    """`letters` cut into the fewest syllables, longer ones first; None where that is impossible."""
    table = _syllables()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before = best[start]
            if before is None or letters[start:end] not in table:
                continue
            known = best[end]
            if known is None or len(before) + 1 < len(known):
                best[end] = (*before, letters[start:end])
    return best[len(letters)]


def syllable_runs(text: str, latin: frozenset[str] = frozenset()) -> Iterator[list[str]]:
    """The runs of syllables in normalized `text`: adjacent characters and spelled letters.

    Words in `latin` (cbd, gdp) are not spelled, and end a run, as does everything else but a space.
    """
    run: list[str] = []
    position = 0
    while position < len(text):
        char = text[position]
        if _HAN.match(char):
            run.append(syllable(char))
            position += 1
            continue
        letters = _LETTERS.match(text, position)
        syllables = spelled(letters.group()) if letters and letters.group() not in latin else ()
        if syllables and letters:
            run += syllables
        elif char != " " and run:
            yield run
            run = []
        position = letters.end() if letters else position + 1
    if run:
        yield run


def syllable_bigrams(text: str, latin: frozenset[str] = frozenset()) -> list[str]:
    """Each two adjacent syllables of normalized `text`: 停车位 → ting'che, che'wei."""
    return [
        f"{first}'{second}" for run in syllable_runs(text, latin) for first, second in pairwise(run)
    ]
