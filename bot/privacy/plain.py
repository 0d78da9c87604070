"""Text in plain characters of the same length, so that numbers in any script look alike."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["plain"]

_CHINESE = {
    **{char: str(value) for value, char in enumerate("零一二三四五六七八九")},
    **{char: str(value) for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    **dict(zip("○幺两", "012", strict=True)),
}
# Digits spelled out are a number where there are as many as in a local telephone number, and no
# more: 一三八…, 138一二三四5678, 一 三 八; neither 二〇一六年 nor 三五.
_SPELLED = re.compile(rf"(?:[0-9{''.join(_CHINESE)}][ -]{{0,2}}){{6,}}[0-9{''.join(_CHINESE)}]")


def plain(text: str) -> str:
    """`text` of the same length: ASCII digits and letters, `-` for dashes, ` ` for spaces."""
    if text.isascii():
        return text
    return _SPELLED.sub(lambda run: _digits(run.group()), "".join(map(_plain_char, text)))


def _digits(run: str) -> str:
    return "".join(_CHINESE.get(char, char) for char in run)


def _plain_char(char: str) -> str:
    if char.isascii() or "一" <= char <= "鿿":  # nearly all characters
        return char
    category = unicodedata.category(char)
    digit = unicodedata.digit(char, None)  # of any script or look: １, 𝟏, ١, ①, ⑴, ❶
    if digit is not None:
        return str(digit)
    if category == "Pd" or char == "−":
        return "-"
    # Cf has no width, Mn and Me none of their own (1️⃣): a number with one inside looks like one.
    if category in ("Zs", "Cf", "Mn", "Me"):
        return " "
    folded = unicodedata.normalize("NFKC", char)  # full-width ASCII
    return folded if len(folded) == 1 else char
