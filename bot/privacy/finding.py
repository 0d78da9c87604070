"""What is found of personal data, and what takes its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["PLACEHOLDERS", "Finding", "Kind"]


class Kind(StrEnum):
    """The kinds of personal data that are recognised."""

    IDENTITY = "identity"  # a resident's identity number: 18 characters (GB 11643), before 15
    MOBILE = "mobile"  # a mobile number of the mainland
    PHONE = "phone"  # a landline, or any number of another country
    CARD = "card"  # the number of a bank card
    EMAIL = "email"
    PLATE = "plate"  # the number plate of a car
    ACCOUNT = "account"  # the name or number of an account with WeChat or QQ


# Replacements in scrubbed text; no recogniser finds personal data in them.
PLACEHOLDERS = {
    Kind.IDENTITY: "〔身份证号〕",
    Kind.MOBILE: "〔手机号〕",
    Kind.PHONE: "〔电话号码〕",
    Kind.CARD: "〔银行卡号〕",
    Kind.EMAIL: "〔邮箱〕",
    Kind.PLATE: "〔车牌号〕",
    Kind.ACCOUNT: "〔账号〕",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data in characters `start` up to `end` of a text."""

    kind: Kind
    start: int
    end: int
