"""Numerals: 二零一六年 → 2016年, 百分之七十 → 70%, 两千多 → 2000多.

Only numerals that count are folded.  Names (三里屯, 四环, 五治, 十三五) keep their characters: they
are written the same way by everyone.
"""

from __future__ import annotations

import re

from retrieval.language.normalization.folded import Folded

__all__ = ["fold_numerals"]

_DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_DIGIT = "[零〇一二三四五六七八九]"
# Four digits of this and the last century are a year without 年 as well.
_YEAR = re.compile(
    rf"[一二]{_DIGIT}{{3}}(?=年)|[一二]{_DIGIT}(?=年)"
    rf"|(?<!{_DIGIT})(?:一九|二[零〇]){_DIGIT}{{2}}(?![零〇一二三四五六七八九十百千万亿])"
)
_PERCENT = re.compile(r"百分之([零〇一二三四五六七八九十百点]+|[0-9]+(?:\.[0-9]+)?)")
# At least one digit before 百, 千 or 万; so neither 百姓 nor 千家万户 nor 万元.
_ONES = "一二三四五六七八九"
# Or 十 before 万 or 亿: 十六万三千, but neither 十三五 nor 几十万.
_HEAD = f"(?:[{_ONES}两][{_ONES}两零十百千万亿]*[百千万亿]|(?<![几数])十[{_ONES}]?[万亿])"
_COUNT = re.compile(f"{_HEAD}[{_ONES}零十百千]*")
# 六百三十 is written 630 in reports, but 三千万 3000万 and 两亿 2亿.
_BIG = re.compile(r"[万亿]+$")


def fold_numerals(folded: Folded) -> Folded:
    """`folded` with its Chinese numerals that count as Arabic ones."""
    folded = folded.replaced(_YEAR, lambda match: _digits(match.group()))
    folded = folded.replaced(_PERCENT, _percent)
    return folded.replaced(_COUNT, _count)


def _digits(numeral: str) -> str:
    return "".join(_DIGITS[char] for char in numeral)


def _percent(match: re.Match[str]) -> str | None:
    value = match.group(1)
    arabic = value if value[0].isdigit() and value.isascii() else _arabic(value)
    return None if arabic is None else f"{arabic}%"


def _count(match: re.Match[str]) -> str | None:
    numeral = match.group()
    unit = _BIG.search(numeral)
    head = numeral[: unit.start()] if unit else numeral
    arabic = _arabic(head)
    return None if arabic is None else arabic + (unit.group() if unit else "")


def _arabic(numeral: str) -> str | None:
    """`numeral` in Arabic digits; None where it is no number (一千零)."""
    import cn2an  # takes a third of the time of jieba's dictionary; rarely needed

    try:
        value = cn2an.cn2an(numeral, "smart")
    except (ValueError, KeyError):  # KeyError: units out of order, 六千五百五十二万 within 亿
        return None
    return f"{value:.10g}"
