"""Normalization: spellings with one meaning made one, with a map back to the original text.

`fold` works in three steps: width and case, script, numerals.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from retrieval.language.matching import HAN
from retrieval.reports.model import Span
from retrieval.reports.script import RADICALS
from retrieval.words.files import entries, word_file

__all__ = ["Folded", "fold"]

# Emoji and other pictures, and what only makes an emoji (modifiers, variation selectors).
_PICTURES = frozenset({"So", "Sk", "Me", "Mn"})
# Old reports write 一九八○年 with a circle, which is a picture by category.
_CIRCLE, _ZERO = "○", "〇"

_HAN_RUN = re.compile(f"{HAN}+")
# What is spelled as reports spell it, as most questions and excerpts are, and the places of its
# characters: of the longest questions and excerpts.
_PLAIN = re.compile("[一-鿿0-9a-z、。,;:.%()“”‘’《》—·+-]*")
_PLACES = tuple(Span(at, at + 1) for at in range(512))

_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_DIGIT = "[零〇一二三四五六七八九]"
# Four digits of this and the last century are a year without 年 as well.
_YEAR = re.compile(
    rf"[一二]{_DIGIT}{{3}}(?=年)|[一二]{_DIGIT}(?=年)"
    rf"|(?<!{_DIGIT})(?:一九|二[零〇]){_DIGIT}{{2}}(?![零〇一二三四五六七八九十百千万亿])"
)
_PERCENT = re.compile(r"百分之([零〇一二三四五六七八九十百点]+|[0-9]+(?:\.[0-9]+)?)")
_ONES = "一二三四五六七八九"
# At least one digit before 百, 千 or 万, so neither 百姓 nor 千家万户 nor 万元; or 十 before 万 or
# 亿: 十六万三千, but neither 十三五 nor 几十万.  Names (三里屯, 四环) stay as they are.
_HEAD = f"(?:[{_ONES}两][{_ONES}两零十百千万亿]*[百千万亿]|(?<![几数])十[{_ONES}]?[万亿])"
_COUNT = re.compile(f"{_HEAD}[{_ONES}零十百千]*")
# The longest numeral that is meant (九千九百九十九万九千九百九十九亿) has 17 characters.  What is
# longer is no amount, and its value may be more than a float holds.
_LONGEST_NUMERAL = 24
# 六百三十 is written 630 in reports, but 三千万 3000万 and 两亿 2亿.
_BIG = re.compile(r"[万亿]+$")


@dataclass(frozen=True, slots=True)
class Folded:
    """Normalized text; `origins[i]` is where in the original the character `text[i]` came from.

    Characters that were folded together (两千 → 2000) all come from the same span.
    """

    text: str
    origins: tuple[Span, ...]

    def origin(self, start: int, end: int) -> Span:
        """The span of the original that `text[start:end]` came from; `start` < `end`."""
        return Span(self.origins[start].start, self.origins[end - 1].end)

    def replaced(
        self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str | None]
    ) -> Folded:
        """With each match of `pattern` replaced; None leaves a match as it is."""
        pieces: list[str] = []
        origins: list[Span] = []
        done = 0
        for match in pattern.finditer(self.text):
            new = replace(match)
            if new is None or match.start() == match.end():
                continue
            pieces += (self.text[done : match.start()], new)
            origins += self.origins[done : match.start()]
            origins += [self.origin(match.start(), match.end())] * len(new)
            done = match.end()
        if not pieces:
            return self
        pieces.append(self.text[done:])
        return Folded("".join(pieces), (*origins, *self.origins[done:]))


def fold(text: str, most: int | None = None) -> Folded:
    """`text` as reports spell it: NFKC, lower case, simplified, Arabic numerals that count.

    `most`: a text of more normalized characters is too long, and is not read to its end: the result
    has one more than that.  (One typed character may be eighteen: ﷺ.)
    """
    folded = _fold_width(text, most)
    if most is not None and len(folded.text) > most:
        return folded
    folded = _fold_script(folded)
    # 二零一六年 → 2016年, 百分之七十 → 70%, 两千多 → 2000多
    folded = folded.replaced(_YEAR, lambda year: "".join(_DIGITS[char] for char in year.group()))
    return folded.replaced(_PERCENT, _percent).replaced(_COUNT, _count)


def _fold_width(text: str, most: int | None = None) -> Folded:
    """`text` in NFKC and lower case, without white space, controls and emoji; up to one character
    more than `most`.

    White space stays, as one space, only between two Latin words or a Latin word and a number:
    reports hold 1 9 9 3 年 and lines broken within a word.  A tab parts the cells of a row, so it
    parts two numbers as well.
    """
    if len(text) <= min(len(_PLACES), most or len(_PLACES)) and _PLAIN.fullmatch(text):
        return Folded(text, _PLACES[: len(text)])
    chars: list[str] = []
    origins: list[Span] = []
    gap = cell = False
    for offset, original in enumerate(text.replace(_CIRCLE, _ZERO)):
        if most is not None and len(chars) > most:
            break
        if "一" <= original <= "鿿":  # most of it, and nothing to fold
            chars.append(original)
            origins.append(Span(offset, offset + 1))
            gap = cell = False
            continue
        for char in unicodedata.normalize("NFKC", RADICALS.get(original, original)).lower():
            if unicodedata.category(char) == "Cf":  # of no width: it parts nothing
                continue
            if char.isspace() or not char.isprintable() or _is_picture(char):
                gap = True
                cell = cell or original == "\t"
                continue
            if gap and chars and _are_two_words(chars[-1], char, cell):
                chars.append(" ")
                origins.append(Span(offset - 1, offset))
            gap = cell = False
            chars.append(char)
            origins.append(Span(offset, offset + 1))
    end = None if most is None else most + 1
    return Folded("".join(chars[:end]), tuple(origins[:end]))


def _is_picture(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in _PICTURES


def _are_two_words(before: str, after: str, in_cells: bool) -> bool:
    """Whether white space between these two characters, perhaps in two cells, separates words."""
    # Below 0x250: Latin letters, also those with a tone mark (ā), and digits.
    latin = all(char.isalnum() and ord(char) < 0x250 for char in (before, after))
    return latin and (in_cells or not (before.isdigit() and after.isdigit()))


@cache
def _characters() -> OpenCC:
    """Traditional to simplified, character by character."""
    return OpenCC("t2s")


@cache
def _words() -> OpenCC:
    """The same with Taiwan's words exchanged for the mainland's (資訊 → 信息, 計程車 → 出租车)."""
    return OpenCC("tw2sp")


@cache
def _mainland_words() -> re.Pattern[str]:
    """Words that OpenCC takes for Taiwanese ones, though they are none."""
    words = [entry for _, entry in entries(word_file("plain_words.txt"))]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _mainland(run: str) -> str:
    """A run of characters in simplified characters, Taiwan's words exchanged."""
    plain = _characters().convert(run)
    pieces: list[str] = []
    done = 0
    for word in _mainland_words().finditer(plain):
        pieces += (_words().convert(run[done : word.start()]), word.group())
        done = word.end()
    return "".join((*pieces, _words().convert(run[done:])))


def _fold_script(folded: Folded) -> Folded:
    """`folded` in simplified characters; text without a traditional one stays as it is.

    Only the runs that change are touched, and within them only the differing characters, so that
    the map to the original stays exact.
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


def _percent(match: re.Match[str]) -> str | None:
    value = match.group(1)
    arabic = value if value[0].isdigit() and value.isascii() else _arabic(value)
    return None if arabic is None else f"{arabic}%"


def _count(match: re.Match[str]) -> str | None:
    numeral = match.group()
    unit = _BIG.search(numeral)
    arabic = _arabic(numeral[: unit.start()] if unit else numeral)
    return None if arabic is None else arabic + (unit.group() if unit else "")


def _arabic(numeral: str) -> str | None:
    """`numeral` in Arabic digits; None where it is no number (一千零)."""
    if len(numeral) > _LONGEST_NUMERAL:
        return None
    import cn2an  # takes a third of the time of jieba's dictionary; rarely needed

    try:
        value = cn2an.cn2an(numeral, "smart")
    except (ValueError, KeyError):  # KeyError: units out of order, 六千五百五十二万 within 亿
        return None
    return f"{value:.10g}"
