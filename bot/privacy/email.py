"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.finding import Finding, Kind

__all__ = ["find_email"]

# The common form of RFC 5322: 64 characters before the sign, labels of 63 after it.  ASCII only,
# so that Chinese may stand right before and after.
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64} ?@ ?(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}"
    r"(?![A-Za-z])"
)


def find_email(text: str) -> Iterator[Finding]:
    """The e-mail addresses in `text`, which is `plain`."""
    for found in _ADDRESS.finditer(text):
        yield Finding(Kind.EMAIL, *found.span())
