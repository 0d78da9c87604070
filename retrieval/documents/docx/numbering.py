"""Numbers that Word counts itself: 一、 （二） 第三章, before paragraphs that do not hold them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

__all__ = ["Numbers"]

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVEL = re.compile("%([1-9])")
# Word counts nine levels.
_LEVELS = 9


def _chinese(value: int, digits: str = _DIGITS, ten: str = "十", hundred: str = "百") -> str:
    """三, 十二, 二十, 一百零五: a number as headings count."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = digits[hundreds] + hundred if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + ten
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones or not value else "")


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


_COUNTING: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": lambda value: _chinese(value, _LEGAL, "拾", "佰"),
    "ideographDigital": lambda value: "".join(_DIGITS[int(digit)] for digit in str(value)),
    "japaneseDigitalTenThousand": lambda v: "".join(_DIGITS[int(digit)] for digit in str(v)),
    "taiwaneseDigital": lambda value: "".join(_DIGITS[int(digit)] for digit in str(value)),
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
# A count that goes beyond what such formats are made for is written in figures.
_MOST = 999


class Numbers:
    """The counts of a document while its paragraphs are walked in order."""

    def __init__(self, document: WordDocument) -> None:
        """Reads styles and lists of `document`; a document without lists counts nothing."""
        self._styles = {
            style.get(qn("w:styleId")): style
            for style in document.styles.element.iterchildren(qn("w:style"))
        }
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) == "1"
            ),
            None,
        )
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        self._overrides: dict[tuple[str, int], int] = {}
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._read(document.part.numbering_part.element)

    def style_name(self, paragraph: Any) -> str:
        """The name of the paragraph's style, in lower case; empty without one."""
        style = self._styles.get(_value(paragraph, "w:pPr/w:pStyle") or self._default)
        return ((_value(style, "w:name") if style is not None else None) or "").lower()

    def next_of(self, paragraph: Any) -> str:
        """The number that Word shows before `paragraph`, which counts it; empty for none."""
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
        start = override if override is not None else _number(_value(level, "w:start"), 1)
        counts[depth] = start if value is None else value + 1
        counts[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return self._shown(abstract, level, counts)

    def _read(self, root: Any) -> None:
        for abstract in root.iterchildren(qn("w:abstractNum")):
            levels = {_level_of(level): level for level in abstract.iterchildren(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for listed in root.iterchildren(qn("w:num")):
            number = listed.get(qn("w:numId"))
            self._abstract[number] = _value(listed, "w:abstractNumId") or ""
            for override in listed.iterchildren(qn("w:lvlOverride")):
                start = _value(override, "w:startOverride")
                if start is not None:
                    self._overrides[number, _level_of(override)] = _number(start, 1)

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """The list and the level in it, by the paragraph itself or else by its styles."""
        listed = _value(paragraph, "w:pPr/w:numPr/w:numId")
        depth = _value(paragraph, "w:pPr/w:numPr/w:ilvl")
        name = _value(paragraph, "w:pPr/w:pStyle") or self._default
        seen: set[str] = set()
        while listed is None and name is not None and name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            listed = _value(style, "w:pPr/w:numPr/w:numId")
            depth = depth or _value(style, "w:pPr/w:numPr/w:ilvl")
            name = _value(style, "w:basedOn")
        return listed or "0", min(_number(depth, 0), _LEVELS - 1)

    def _shown(self, abstract: str, level: Any, counts: list[int | None]) -> str:
        if _value(level, "w:numFmt") in ("bullet", "none"):
            return ""

        def count(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            of = self._levels[abstract].get(depth)
            start = _number(_value(of, "w:start"), 1) if of is not None else 1
            value = counts[depth]
            value = start if value is None else value
            legal = level.find(qn("w:isLgl")) is not None
            form = "decimal" if legal or of is None else _value(of, "w:numFmt") or "decimal"
            return _COUNTING[form](value) if form in _COUNTING and value <= _MOST else str(value)

        text = _LEVEL.sub(count, _value(level, "w:lvlText") or "")
        gap = "" if not text or text[-1] >= "\u2e80" else " "
        return text + gap


def _value(element: Any, path: str) -> str | None:
    found = element.find("/".join(map(qn, path.split("/"))))
    value = None if found is None else found.get(qn("w:val"))
    return None if value is None else str(value)


def _level_of(element: Any) -> int:
    return _number(element.get(qn("w:ilvl")), 0)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise
