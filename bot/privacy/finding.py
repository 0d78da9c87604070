"""What a recogniser reports: which kind of personal data, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Kind"]


class Kind(StrEnum):
    """The kinds of personal data that are recognised."""

    IDENTITY = "identity"
    """A resident's identity number: 18 characters, GB 11643."""

    MOBILE = "mobile"
    """A mobile number of the mainland."""

    CARD = "card"
    """The number of a bank card."""

    EMAIL = "email"
    """An e-mail address."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data in characters `start` up to `end` of a text."""

    kind: Kind
    start: int
    end: int
