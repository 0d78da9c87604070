"""Automatic numbers of Word (一、 （二） 第三章), which the text of a paragraph lacks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import cn2an
from docx.oxml.ns import qn

from retrieval.documents.docx.package import Package
from retrieval.documents.docx.values import number_of, value_at

__all__ = ["Numbers"]

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLACEHOLDER = re.compile("%([1-9])")
# The levels of a list in Word.
_LEVELS = 9


def _chinese(value: int) -> str:
    """三, 十二, 二十, 一百零五."""
    return str(cn2an.an2cn(value))


def _legal(value: int) -> str:
    """叁, 拾贰; cn2an writes 壹拾贰 for the latter."""
    text = str(cn2an.an2cn(value, "up"))
    return text[1:] if 10 <= value < 20 else text


def _digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text


def _letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _circled(value: int) -> str:
    return chr(0x2460 + value - 1) if 1 <= value <= 20 else str(value)


# The number formats of WordprocessingML (ST_NumberFormat) that are not plain decimals.
_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": _legal,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "decimalZero": lambda value: f"{value:02}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
    "decimalFullWidth": lambda v: "".join(chr(ord(digit) + 0xFEE0) for digit in str(v)),
    "ideographEnclosedCircle": lambda v: chr(0x3280 + v - 1) if 1 <= v <= 10 else str(v),
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
}
# Larger numbers, for which such formats are not made, are written as decimals.
_MOST = 999


class Numbers:
    """The counters of a document's lists while its paragraphs are visited in order."""

    def __init__(self, package: Package) -> None:
        """Reads the styles and the list definitions of a document, if it has any."""
        styles = package.part("styles")
        found = () if styles is None else styles.iterchildren(qn("w:style"))
        self._styles = {style.get(qn("w:styleId")): style for style in found}
        defaults = (
            name
            for name, style in self._styles.items()
            if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1"
        )
        self._default = next(defaults, None)
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        self._overrides: dict[tuple[str, int], int] = {}
        numbering = package.part("numbering")
        if numbering is not None:
            self._read(numbering)

    def next_of(self, paragraph: Any) -> str:
        """Counts `paragraph`; the number that Word shows before it, empty if it is in no list."""
        listed, depth = self._list_of(paragraph)
        abstract = self._abstract.get(listed, "")
        level = self._levels.get(abstract, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        override = self._overrides.get((listed, depth))
        if override is not None and (listed, depth) not in self._started:
            counts[depth] = None
        value = counts[depth]
        self._started.add((listed, depth))
        start = override if override is not None else number_of(value_at(level, "w:start"), 1)
        counts[depth] = start if value is None else value + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return self._shown(abstract, level, counts)

    def _read(self, root: Any) -> None:
        for abstract in root.iterchildren(qn("w:abstractNum")):
            levels = {_level_of(level): level for level in abstract.iterchildren(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for listed in root.iterchildren(qn("w:num")):
            number = listed.get(qn("w:numId"))
            self._abstract[number] = value_at(listed, "w:abstractNumId") or ""
            for override in listed.iterchildren(qn("w:lvlOverride")):
                start = value_at(override, "w:startOverride")
                if start is not None:
                    self._overrides[number, _level_of(override)] = number_of(start, 1)

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level in it, from the paragraph itself or else from its styles."""
        listed = value_at(paragraph, "w:pPr/w:numPr/w:numId")
        depth = value_at(paragraph, "w:pPr/w:numPr/w:ilvl")
        name = value_at(paragraph, "w:pPr/w:pStyle") or self._default
        seen: set[str] = set()
        while listed is None and name is not None and name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            listed = value_at(style, "w:pPr/w:numPr/w:numId")
            depth = depth or value_at(style, "w:pPr/w:numPr/w:ilvl")
            name = value_at(style, "w:basedOn")
        return listed or "0", min(number_of(depth, 0), _LEVELS - 1)

    def _shown(self, abstract: str, level: Any, counts: list[int | None]) -> str:
        """The text of `level` with the counters of all levels that it mentions filled in."""
        if value_at(level, "w:numFmt") in ("bullet", "none"):
            return ""
        legal = level.find(qn("w:isLgl")) is not None  # all levels as decimals

        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            of = self._levels[abstract].get(depth)
            value = counts[depth]
            if value is None:
                value = 1 if of is None else number_of(value_at(of, "w:start"), 1)
            form = None if legal or of is None else value_at(of, "w:numFmt")
            return _FORMATS.get(form or "", str)(value) if value <= _MOST else str(value)

        text = _PLACEHOLDER.sub(number, value_at(level, "w:lvlText") or "")
        gap = "" if not text or text[-1] >= "\u2e80" else " "
        return text + gap


def _level_of(element: Any) -> int:
    return number_of(element.get(qn("w:ilvl")), 0)
