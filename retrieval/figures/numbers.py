"""Numbers as reports write them, in Arabic or Chinese numerals, and their exact values."""

from __future__ import annotations

import re
from decimal import Decimal

from retrieval.language.numerals import DIGITS

__all__ = ["NUMBER", "PLURAL", "value_of"]

_ARABIC = r"(?:[0-9]{1,3}(?:[,，][0-9]{3})+(?![0-9])|[0-9]+)(?:[.·][0-9]+)?"
_WHOLE = "(?:[零〇一二两三四五六七八九十万亿]|百(?!分)|千(?![瓦克米伏卡帕]))+"
_HAN = f"{_WHOLE}(?:点[零〇一二三四五六七八九]+[十百千万亿]*)?"
# 多, 余, 几, 来 within a number: more than it says.
PLURAL = "多余几来"
_MORE = f"[{PLURAL}]"
# 千瓦, 千克 and 百分点 are units.
_SCALES_IN = "(?:[十万亿]|百(?!分)|千(?![瓦克米伏卡帕]))+"
_COUNT = (
    f"(?:(?:{_ARABIC}{_MORE}?{_SCALES_IN})*{_ARABIC}(?:{_MORE}?{_SCALES_IN})?|{_HAN}(?:{_MORE}[百千万亿]+)?)"
    f"(?:[多余]|(?<=十)[几来])?"
)
# 1/6 as a share; 24/7 and 4/5G are none.
_SLASHED = "[1-9]/(?:[2-9]|10)(?![0-9/A-Za-z])"
NUMBER = f"(?:{_SLASHED}|(?:(?:[百千万]|{_HAN})分之)?{_COUNT})"
"""A regular expression for a number, in text without white space."""

_GROUP = re.compile(f"({_ARABIC})([十百千万亿]*)")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGITS = DIGITS | {"〇": 0}
# Digits that are kept of a fraction (三分之二) that has no end.
_PLACES = Decimal("0.000001")


def value_of(number: str) -> Decimal:
    """The exact value of a text that `NUMBER` matches, of 百分之六 that of 6.

    Of 1340多万 it is that of 1340万; fractions such as 三分之二 and 1/6 have six places.
    """
    if "/" in number:
        number = "分之".join(reversed(number.split("/")))
    whole, _, part = number.rpartition("分之")
    if whole and whole not in "百千万":
        return (_plain(part) / _plain(whole)).quantize(_PLACES)
    return _plain(part)


def _plain(number: str) -> Decimal:
    text = re.sub(_MORE, "", number).replace("·", ".")
    if text[0].isdigit() and text[0].isascii():
        value = sum((_group(*found) for found in _GROUP.findall(text)), Decimal(0))
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    whole, point, rest = text.partition("点")
    if not point:
        return Decimal(_whole(whole))
    decimals = rest.rstrip("十百千万亿")
    places = "".join(str(_DIGITS[char]) for char in decimals)
    return _group(f"{_whole(whole)}.{places}", rest[len(decimals) :])


def _group(digits: str, scales: str) -> Decimal:
    value = Decimal(re.sub("[,，]", "", digits))
    for each in scales:
        value *= _SCALES[each]
    return value


def _whole(text: str) -> int:
    """The value of a Chinese numeral without decimals."""
    if not any(char in _SCALES for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    for scale in "亿万":
        before, found, after = text.rpartition(scale)
        if found:
            return (_whole(before) if before else 1) * _SCALES[scale] + (
                _whole(after) if after else 0
            )
    total, digit = 0, 0
    for char in text:
        if char in _SCALES and char != "零":
            total += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
