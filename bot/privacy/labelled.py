"""Recognition of what surroundings tell: accounts, number plates, landlines without area code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.finding import Finding, Kind

__all__ = ["accounts", "landlines", "plates"]

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
# Five characters, six of a car with a battery; the first ones name province and city.
_PLATE = re.compile(
    rf"[{_PROVINCES}] ?[A-HJ-NP-Za-hj-np-z][ ·.-]?"
    r"(?=[A-Za-z]*[0-9][A-Za-z0-9]*)[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳]"
    r"(?![A-Za-z0-9])"
)
# WeChat's names begin with a letter and have up to 20 characters, QQ's numbers five to eleven.  One
# of letters only is a word (wechat official account) unless it is called a name or number.
_ACCOUNT = re.compile(
    r"(?P<own>(?<![a-z0-9_])wxid_[a-z0-9]{6,20})"
    r"|(?:微信|威信|薇信|weixin|wechat|wx|vx|qq|扣扣|企鹅)"
    r"(?:(?:号码?|账号|id)?[ ]?[:：是为=][ ]?|号码?|账号|id|[ ]?(?=[a-z]*[0-9_-]))"
    r"(?P<account>[a-z][a-z0-9_-]{5,19}|[1-9][0-9]{4,10})(?![a-z0-9_-])",
    re.IGNORECASE | re.ASCII,
)
_BETWEEN = r"[ -]{0,2}"
# Seven or eight digits that begin like a subscriber's number, after an area code, or after a word
# that says what they are: alone they look like an amount.
_LANDLINE = re.compile(
    r"(?:(?<!\d)(?P<number>[(]?0(?:10|2\d|[3-9]\d{2})[)]?"
    rf"{_BETWEEN}[2-8](?:{_BETWEEN}\d){{6,7}})"
    r"|(?:电话|座机|固话|热线|号码|联系方式|\btel)[ :：是为打拨]{0,3}"
    rf"(?P<local>[2-8](?:{_BETWEEN}\d){{6,7}}))(?![\d万亿元]| ?[%㎡])",
    re.IGNORECASE,
)


def plates(text: str) -> Iterator[Finding]:
    """Number plates of cars in plain `text`."""
    return (Finding(Kind.PLATE, *found.span()) for found in _PLATE.finditer(text))


def accounts(text: str) -> Iterator[Finding]:
    """Names and numbers of accounts in plain `text`, where it says that they are such."""
    for found in _ACCOUNT.finditer(text):
        yield Finding(Kind.ACCOUNT, *found.span("account" if found["account"] else "own"))


def landlines(text: str) -> Iterator[Finding]:
    """Landlines in plain `text` that no dialling plan need know."""
    for found in _LANDLINE.finditer(text):
        yield Finding(Kind.PHONE, *found.span("number" if found["number"] else "local"))
