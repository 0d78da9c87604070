"""Figures: numbers that say how much, which no phone or card number does."""

from __future__ import annotations

import re

__all__ = ["NOT_WITHIN_A_NUMBER", "is_figure"]

NOT_WITHIN_A_NUMBER = r"(?<!\d)(?<!\d\.)"
"""Before a number: neither more of its digits nor the point of a decimal."""

# What follows a figure.  Only units that no word begins with that may follow a phone number: a
# number left in the journal is worse than a figure left out, so 人 and 个 are not among them.
_UNIT = re.compile(
    r"\.\d{1,8}(?!\d)|"  # the rest of a decimal; of another number there would be more
    r" ?(?:%|‰|元(?!旦|宵)|[万亿](?:元|人|吨|亩|户|平方|立方|千瓦|公里|美元)|亿|"
    r"吨|亩|公斤|公里|公顷|平方|立方|千瓦|美元|人民币|人次|㎡)"
)
_CURRENCY = re.compile(r"[¥$€￥] ?$")


def is_figure(text: str, start: int, end: int) -> bool:
    """Whether the number in characters `start` up to `end` of `text` says how much of something."""
    return bool(_UNIT.match(text, end) or _CURRENCY.search(text, max(0, start - 2), start))
