"""Which language a message is written in, so that it is answered in the same."""

from __future__ import annotations

import enum
import re
from functools import cache

from opencc import OpenCC

from retrieval.language.matching import HAN
from retrieval.language.pinyin import spelled

__all__ = ["Language", "language_of"]

_HAN = re.compile(HAN)
# Addresses and names of accounts are of no language.
_WORD = re.compile(r"(?<![\w./@#:-])[A-Za-z]+(?:['’][A-Za-z]+)*(?![\w/@]|[.:]\S)")
_VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
# A Chinese word has two characters: as many of them weigh as much as one of another language.
_CHARACTERS = 2
# One letter in so many is in words that are no pinyin (who are you); names within pinyin are fewer.
_SHARE = 3
# Characters by which a message has shown its language; the cost of a longer one is bounded.
_ENOUGH = 300
# A single word that is shorter is a name (app, gdp) as often as English.
_ONE_WORD = 4


class Language(enum.Enum):
    """A language, or a script of one, by its IETF tag."""

    CHINESE = "zh-CN"
    TRADITIONAL = "zh-TW"
    ENGLISH = "en"


def language_of(text: str, before: Language | None = None) -> Language:
    """The language of `text`; where that cannot be told, `before`, that of the message before it.

    English is what is mostly Latin words, of which some are no pinyin.  Chinese whose characters
    are the same in both scripts is in the script of `before`.
    """
    text = text[:_ENOUGH]
    foreign = _foreign(text)
    han = "".join(_HAN.findall(text))
    if foreign and len(foreign) > len(han) / _CHARACTERS:
        if han or len(foreign) > 1 or len(foreign[0]) >= _ONE_WORD:
            return Language.ENGLISH
    elif han:
        return _script(han, before)
    elif any(spelled(word.lower()) for word in _WORD.findall(text)):
        return Language.CHINESE if before is not Language.TRADITIONAL else before
    return before or Language.CHINESE


def _foreign(text: str) -> list[str]:
    """The words of another language, with those among them that are pinyin as well (are, you);
    none where nearly all are pinyin.  Abbreviations (GDP, PM, WiFi) are of no language."""
    words = [word for word in _WORD.findall(text) if _VOWEL.search(word) and _is_plain(word)]
    others = [word for word in words if not spelled(word.lower())]
    return words if _SHARE * sum(map(len, others)) >= sum(map(len, words)) > 0 else []


def _is_plain(word: str) -> bool:
    """Whether `word` has no capital letters but the first."""
    return word[1:] == word[1:].lower() and (len(word) > 1 or word in "aI")


def _script(han: str, before: Language | None) -> Language:
    """The script of the characters `han`."""
    simple = _converter("t2s").convert(han)
    traditional = sum(one != other for one, other in zip(han, simple, strict=False))
    if not traditional and before is not Language.TRADITIONAL:
        return Language.CHINESE
    # 后, 里 and 台 stand in both scripts, and are counted here: they are what some traditional
    # character becomes.
    to_traditional = _converter("s2t")
    simplified = sum(
        one == other != to_traditional.convert(one) for one, other in zip(han, simple, strict=False)
    )
    return Language.TRADITIONAL if traditional >= simplified else Language.CHINESE


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
