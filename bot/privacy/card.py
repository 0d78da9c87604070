"""Bank cards: 13 to 19 digits whose last is a check digit after Luhn (ISO/IEC 7812)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from bot.privacy.figures import NOT_WITHIN_A_NUMBER, is_figure
from bot.privacy.finding import Finding, Kind
from bot.privacy.plain import digits_of

__all__ = ["find_cards"]

# In one piece, or in the groups that are printed on cards.
_BETWEEN = r"(?P<between> ?- ?| {1,2})"
_NUMBER = re.compile(
    NOT_WITHIN_A_NUMBER + r"(?:[1-9]\d{12,18}|"
    rf"[1-9]\d{{3}}{_BETWEEN}\d{{4}}(?P=between)\d{{4}}(?P=between)\d{{1,4}}(?:(?P=between)\d{{1,4}})?|"
    r"[1-9]\d{3}(?P<few> ?- ?| {1,2})\d{6}(?P=few)\d{4,5}|"
    r"[1-9]\d{5}(?: ?- ?| {1,2})\d{7,13})(?!\d)"
)
# The first digits of the card schemes: UnionPay, Visa, Mastercard, American Express, JCB, Diners,
# Discover, and what Chinese banks gave out before UnionPay (9558 and its kin).
_SCHEME = re.compile(r"62|4|5[1-5]|22[2-9]|2[3-6]|27[01]|2720|3[4-9]|30|6[0589]|9[4-9]")
# Below this length only numbers of a known scheme are cards; above it banks use any digits.
_ANY_SCHEME_FROM = 16
# A point in time without separators (20161220093000123) is as long as a card's number.
_TIME = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def find_cards(text: str) -> Iterator[Finding]:
    """The numbers of bank cards in `text`, which is `plain`."""
    for found in _NUMBER.finditer(text):
        if _is_card(found[0]) and not is_figure(text, *found.span()):
            yield Finding(Kind.CARD, *found.span())


def _is_card(piece: str) -> bool:
    digits = digits_of(piece)
    whole = len(digits) == len(piece)
    if not 13 <= len(digits) <= 19 or _TIME.match(digits) or not _passes_luhn(digits):
        return False
    # A row of figures stands in groups too, but seldom begins like a card.
    if not whole or len(digits) < _ANY_SCHEME_FROM:
        return bool(_SCHEME.match(digits)) and not _is_run(piece)
    return len(set(digits)) > 1


def _passes_luhn(digits: str) -> bool:
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(n - 9 if n > 9 else n for n in doubled)) % 10 == 0


def _is_run(piece: str) -> bool:
    """Whether the groups of `piece` count upwards one by one: years, numbers of lots."""
    groups = [int(group) for group in re.findall(r"\d+", piece)]
    return len(groups) > 1 and all(b - a == 1 for a, b in itertools.pairwise(groups))
