"""What stands in a text in place of personal data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.privacy.finding import Kind

__all__ = ["PLACEHOLDERS"]

PLACEHOLDERS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.IDENTITY: "〔身份证号〕",
        Kind.MOBILE: "〔手机号〕",
        Kind.CARD: "〔银行卡号〕",
        Kind.EMAIL: "〔邮箱〕",
    }
)
