"""Finding the numbers of a sentence that count or measure something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from retrieval.figures.numbers import NUMBER, PLURAL, value_of
from retrieval.figures.words import FigureWords

__all__ = ["Found", "find_numbers"]

_NUMBER = re.compile(NUMBER)
_DIGIT = re.compile("[0-9零〇一二两三四五六七八九]|^十")
_LARGE = re.compile("[万亿]")
_ENDS = re.compile("[,，。;；、:：!！?？)）]|$")
_SHARED_POINTS = re.compile("个[和、与及][0-9.]+个百分点")
_QUOTED = re.compile("“[^“”]{1,12}”|‘[^‘’]{1,12}’|《[^《》]*》|〔[^〕]*〕")
# Below this a Chinese numeral mostly belongs to a phrase (三大攻坚战, 四个中心).
_FEW = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A number with its unit in plain text, by offsets.

    `start`, `unit_start`, `end`: where the number, its unit, and what follows begin.
    `value`, `upper`: as in `Figure`; `base`: the unit in one spelling; `more`: 多 or 余 is in it.
    """

    start: int
    unit_start: int
    end: int
    value: Decimal
    upper: Decimal | None = None
    base: str = ""
    is_rank: bool = False
    more: bool = False


def find_numbers(text: str, words: FigureWords) -> Iterator[Found]:
    """The figures of plain `text`, from left to right; names, dates and ordinals are left out."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    at = 0
    while (match := words.figure.search(text, at)) is not None:
        at = match.end()
        if match["rank"]:
            found = _rank(match, words)
        elif match["second"] and text[: match.start()].endswith(("由", "从")):
            # 由5家到10家 are two figures.
            match = words.figure.search(
                text[: match.end("first") + _unit_length(match, words)], match.start()
            )
            found = match and _counted(match, words, text)
            at = match.end() if match else at
        else:
            found = _counted(match, words, text)
        if found and not any(start <= found.start < end for start, end in quoted):
            yield found


def _unit_length(match: re.Match[str], words: FigureWords) -> int:
    unit = words["any unit"].match(match.string, match.end("first"))
    return len(unit.group()) if unit else 0


def _rank(match: re.Match[str], words: FigureWords) -> Found | None:
    """第八, where it is a standing and no ordinal."""
    text, (start, end) = match.string, match.span()
    standing = match["counted"] or words.holds("ranks before", text[:start])
    if not standing or words.starts("ranks not_after", text, end):
        return None
    return Found(start, match.start("counted"), end, value_of(match["rank"]), is_rank=True)


def _counted(match: re.Match[str], words: FigureWords, text: str) -> Found | None:
    """The number and unit that `match` is, where it counts something."""
    number, unit, start = match["number"], match["unit"] or "", match.start()
    before, end = text[:start], match.end("number")
    if words.holds("names before", before) or words.starts("names class", text, end):
        return None
    if match["year"]:
        if not words.holds("names year_measured", before):
            return None
        unit = "年"
    part = "分之" in number or "/" in number
    if not part and not _is_figure(number, unit, text, start, words):
        return None
    first, upper = _values(number)
    base = "%" if number.startswith("百分之") else "‰" if number.startswith("千分之") else unit
    if unit == "个" and _SHARED_POINTS.match(text, end):
        base = "百分点"  # 2.2个和3.7个百分点
    if unit in ("名", "位") and before.endswith("前"):  # 跻身全球前20名
        return Found(start, end, end + len(unit), first, is_rank=True)
    more = any(char in number for char in PLURAL)
    return Found(start, end, end + len(unit), first, upper, base_unit(base), more=more)


def base_unit(unit: str) -> str:
    """`unit` in one spelling."""
    return _SAME.get(unit, unit)


_SAME = {
    "个百分点": "百分点",
    "平米": "平方米",
    "人民币": "元",
    "元人民币": "元",
    "千瓦小时": "千瓦时",
}
_SAME |= {
    "千米": "公里",
    "市亩": "亩",
    "市斤": "斤",
    "立方": "立方米",
    "方": "立方米",
    "美金": "美元",
}


def _is_figure(number: str, unit: str, text: str, start: int, words: FigureWords) -> bool:
    """Whether a number that is no fraction counts, by its numerals and its unit."""
    before, end = text[:start], start + len(number)
    arabic = number[0].isascii()
    if not unit:
        if words.starts("names after", text, end):
            return False
        if _LARGE.search(number) and (arabic or _DIGIT.search(number)):
            return True
        bare = arabic and words.holds("names bare_before", before) and _ENDS.match(text, end)
        return bare is not None and bare is not False
    if arabic:
        return True
    if not _DIGIT.search(number):
        return len(number) > 1 and words.holds("names round_before", before)
    if unit in ("%", "‰") or words["units ratio"].fullmatch(unit):
        return True
    value, _ = _values(number)
    if value >= _FEW:
        return True
    measured = words["units measure"].fullmatch(unit) or words["names concrete"].fullmatch(unit)
    return value > 1 and measured is not None


def _values(number: str) -> tuple[Decimal, Decimal | None]:
    """The value of a number, or the two of a range: 5-8万 is 50000 to 80000."""
    numbers = [found.group() for found in _NUMBER.finditer(number)]
    if len(numbers) == 1:
        return value_of(number), None
    first, last = value_of(numbers[0]), value_of(numbers[-1])
    scale = re.search("[百千万亿]+$", numbers[-1])
    if scale and first < last and not _LARGE.search(numbers[0]) and "分之" not in number:
        first = value_of(numbers[0] + scale.group())
    return first, last
