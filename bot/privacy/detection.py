"""Detection of personal data in what people write.

Check digits, birth dates and dialling plans come from python-stdnum and phonenumbers; both are
imported only where a text holds as many digits as such a number has.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from bot.privacy.finding import PLACEHOLDERS, Finding, Kind
from bot.privacy.labelled import accounts, landlines, plates
from bot.privacy.plain import plain

__all__ = ["find_personal", "scrub"]


def find_personal(text: str) -> tuple[Finding, ...]:
    """The personal data in `text`, in order and without overlaps; offsets count characters."""
    rest = plain(text)
    found: list[Finding] = []
    while True:
        before = len(found)
        for recogniser in _RECOGNISERS:
            for finding in tuple(recogniser(rest)):
                if _FOUND not in rest[finding.start : finding.end]:
                    found.append(finding)
                    blank = _FOUND * (finding.end - finding.start)
                    rest = rest[: finding.start] + blank + rest[finding.end :]
        if len(found) == before:  # a number next to another is found in the next round
            return tuple(sorted(found, key=lambda finding: finding.start))


def scrub(text: str) -> str:
    """`text` with each piece of personal data replaced by its kind, such as 〔手机号〕.

    Idempotent.
    """
    pieces: list[str] = []
    done = 0
    for finding in find_personal(text):
        pieces += text[done : finding.start], PLACEHOLDERS[finding.kind]
        done = finding.end
    return "".join([*pieces, text[done:]])


# Replaces findings while the rest is searched; part of no number and no address.
_FOUND = "〕"


# Before a number: neither more of its digits nor the point of a decimal.
_START = r"(?<!\d)(?<!\d\.)"
# After an amount.  Without units that begin words which may follow a phone number, such as 人 and
# 个: a number left in the journal is worse than an amount removed from it.
_UNIT = re.compile(
    r"\.\d{1,8}(?!\d)|"  # the rest of a decimal; longer, it is part of another number
    r" ?(?:%|‰|元(?!旦|宵)|[万亿](?:元|人|吨|亩|户|平方|立方|千瓦|公里|美元)|亿|"
    r"吨|亩|公斤|公里|公顷|平方|立方|千瓦|美元|人民币|人次|㎡)"
)
_CURRENCY = re.compile(r"[¥$€￥] ?$")


def _is_figure(text: str, start: int, end: int) -> bool:
    """Whether the number in characters `start` up to `end` of `text` is an amount."""
    return bool(_UNIT.match(text, end) or _CURRENCY.search(text, max(0, start - 2), start))


# The common form of RFC 5322: 64 characters before the sign, labels of 63 after it.  ASCII only,
# so that Chinese text may adjoin it.
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64} ?@ ?(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}"
    r"(?![A-Za-z])"
)


def _emails(text: str) -> Iterator[Finding]:
    return (Finding(Kind.EMAIL, *found.span()) for found in _EMAIL.finditer(text))


# Any grouping of the digits; the lookahead lets a number begin within a run of digits.
_IDENTITY = re.compile(_START + r"(?=([1-9](?:[ -]{0,2}\d){16}[ -]{0,2}[\dXx]|[1-9]\d{14})(?!\d))")
# Characters of a number given out before 1999: without the century and the check character.
_BEFORE_1999 = 15
# Provinces by GB/T 2260, 81 to 83 for residents from Hong Kong, Macau and Taiwan; the century of
# birth after the four digits of the county.
_RESIDENT = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}(?:19|20)")


def _identities(text: str) -> Iterator[Finding]:
    for found in _IDENTITY.finditer(text):
        if _is_identity(_digits(found[1]).upper()):
            yield Finding(Kind.IDENTITY, *found.span(1))


def _is_identity(number: str) -> bool:
    if len(number) == _BEFORE_1999:
        number = f"{number[:6]}19{number[6:]}0"
    if not _RESIDENT.match(number):
        return False
    # Not `ric.is_valid`: it rejects numbers whose county its table does not list for the year of
    # birth, such as Dongguan, residents from Hong Kong, people older than their district.
    from stdnum.cn import ric
    from stdnum.exceptions import InvalidComponent

    try:
        ric.get_birth_date(number)
    except InvalidComponent:
        return False
    # Whatever the check character is: with a digit mistyped it is still a person's number.
    return True


# 13 to 19 digits (ISO/IEC 7812) in one piece, or in the groups that are printed on cards.
_GAP = r" ?- ?| {1,2}"
_CARD = re.compile(
    rf"{_START}(?:[1-9]\d{{12,18}}|"
    rf"[1-9]\d{{3}}(?P<gap>{_GAP})\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{1,4}}(?:(?P=gap)\d{{1,4}})?|"
    rf"[1-9]\d{{3}}(?P<few>{_GAP})\d{{6}}(?P=few)\d{{4,5}}|[1-9]\d{{5}}(?:{_GAP})\d{{7,13}})(?!\d)"
)
# First digits of the card schemes: UnionPay, Visa, Mastercard, American Express, JCB, Diners,
# Discover, and Chinese banks before UnionPay (9558 and others).
_SCHEME = re.compile(r"62|4|5[1-5]|22[2-9]|2[3-6]|27[01]|2720|3[4-9]|30|6[0589]|9[4-9]")
# Shorter numbers are cards only with the first digits of a scheme; longer ones with any.
_ANY_SCHEME_FROM = 16
# A time stamp without separators (20161220093000123) is as long as a card's number.
_TIME = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


def _cards(text: str) -> Iterator[Finding]:
    for found in _CARD.finditer(text):
        if _is_card(found[0]) and not _is_figure(text, *found.span()):
            yield Finding(Kind.CARD, *found.span())


def _is_card(piece: str) -> bool:
    from stdnum import luhn

    digits = _digits(piece)
    if not 13 <= len(digits) <= 19 or _TIME.match(digits) or not luhn.is_valid(digits):
        return False
    if digits != piece or len(digits) < _ANY_SCHEME_FROM:
        # Series of figures form groups too, but seldom begin like a card, or count upwards:
        # years, lot numbers.
        groups = [int(group) for group in re.findall(r"\d+", piece)]
        counts = len(groups) > 1 and all(b - a == 1 for a, b in itertools.pairwise(groups))
        return bool(_SCHEME.match(digits)) and not counts
    return len(set(digits)) > 1


def _digits(piece: str) -> str:
    return "".join(char for char in piece if char.isalnum())


# Separators between the digits of a phone number.
_BETWEEN = r"(?: ?[-./_·)] ?| {0,2})"
# Eleven digits in any grouping, with the country code or the former trunk prefix 0.  Not by the
# library, which misses a number next to another one or in a series of figures.
_MOBILE = re.compile(
    rf"{_START}[(]?(?:(?:\+|00)?86[)]?[ -]{{0,2}})?(?:0[ -]?)?"
    rf"(?P<national>1{_BETWEEN}[3-9](?:{_BETWEEN}\d){{9}})(?!\d)"
)
# The zero of an area code or the plus sign of a country code (a landline without them looks like an
# amount), and the digits of up to two numbers.
_MAYBE_PHONE = re.compile(rf"{_START}[(]?(?:0(?!\.)|\+ ?[1-9])(?:{_BETWEEN}[(]?\d){{7,18}}(?!\d)")


def _mobiles(text: str) -> Iterator[Finding]:
    for found in _MOBILE.finditer(text):
        if _is_grouped(found["national"]) and not _is_figure(text, *found.span()):
            yield Finding(Kind.MOBILE, *found.span())


def _is_grouped(number: str) -> bool:
    """Whether eleven digits are grouped as people group them, and are no series of figures."""
    sizes = [len(group) for group in re.findall(r"\d+", number)]
    gaps = {gap.strip() for gap in re.findall(r"\D+", number)}
    if len(gaps) > 1 or (len(sizes) == 2 and gaps & set("./")):  # a decimal, a fraction
        return False
    return min(sizes) > 2 or max(sizes) == 1 or (len(sizes) == 2 and sizes[0] > 2)


def _phones(text: str) -> Iterator[Finding]:
    for stretch in _MAYBE_PHONE.finditer(text):
        from phonenumbers import PhoneNumberMatcher, number_type
        from phonenumbers import PhoneNumberType as Type

        personal = (Type.FIXED_LINE, Type.MOBILE, Type.FIXED_LINE_OR_MOBILE)  # no hotlines
        found = next(iter(PhoneNumberMatcher(stretch[0], "CN")), None)
        if found is not None and found.start == 0 and number_type(found.number) in personal:
            start, end = stretch.start(), stretch.start() + found.end
            if not _is_figure(text, start, end):
                yield Finding(Kind.PHONE, start, end)


# The most reliable first: of two that find the same digits the first counts.
_RECOGNISERS = (
    _emails, _identities, _cards, _mobiles, _phones, landlines, accounts, plates,
)  # fmt: skip
