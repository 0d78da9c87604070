"""Residents' identity numbers: GB 11643, 18 characters with a check character."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from bot.privacy.finding import Finding, Kind
from bot.privacy.plain import GAP, digits_of

__all__ = ["find_identity"]

# Any way of grouping the digits; the lookahead lets a number begin within a run that is none.
_NUMBER = re.compile(
    rf"(?<!\d)(?<!\d\.)(?=([1-9](?:{GAP}{{0,2}}\d){{16}}{GAP}{{0,2}}[\dXx])(?!\d))"
)
# The first two digits: provinces as GB/T 2260 numbers them, 83 for residents from Taiwan.
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
# Weights and check characters of ISO 7064, MOD 11-2.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# The oldest people alive were born after this year; nobody is born later than what comes next.
_FIRST_BIRTH = 1900
_LAST_BIRTH = 2100


def find_identity(text: str) -> Iterator[Finding]:
    """The identity numbers in `text`, which is `plain`."""
    for found in _NUMBER.finditer(text):
        if _is_identity(digits_of(found[1]).upper()):
            yield Finding(Kind.IDENTITY, *found.span(1))


def _is_identity(number: str) -> bool:
    return (
        _PROVINCE.match(number) is not None
        and _is_birth(number[6:14])
        and _CHECKS[sum(w * int(d) for w, d in zip(_WEIGHTS, number, strict=False)) % 11]
        == number[17]
    )


def _is_birth(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not _FIRST_BIRTH <= year < _LAST_BIRTH:
        return False
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True
