"""Terms as tokens that every analyzer of Milvus leaves whole, and names as keys without quotes.

Analyzers such as `standard` split 2.64万 and pm2.5 and lower capitals; a short hash in small
letters and digits stays one token with all of them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["LONGEST_TEXT", "NO_TERM", "key_of", "text_of", "texts_of"]

# Bytes: the longest VARCHAR that Milvus takes.
LONGEST_TEXT = 65_535
# The text of a paragraph without terms, which has to count as a document all the same.  No token is
# that short.
NO_TERM = "t"

# Bytes a term: 40 bits, 8 letters.  Milvus itself hashes tokens to 32 bits, so more would be lost.
_TERM = 5
# Bytes a name: 80 bits, 16 letters.  Two of a million names are the same with a chance of 1e-12.
_NAME = 10
# Distinct terms of some thousand reports; a term occurs about twenty times in one report.
_KEPT = 1 << 18
# A letter first: some analyzers take what begins with a digit for a number.
_LENGTH = len("t") + _TERM * 8 // 5
_TERMS_A_TEXT = (LONGEST_TEXT + 1) // (_LENGTH + 1)


def key_of(name: str) -> str:
    """`name` as 16 small letters and digits: safe in any filter, whatever the name holds."""
    return _hashed(name, _NAME)


def text_of(terms: Sequence[str]) -> str:
    """`terms` as one text for an analyzer: a token a term, in order."""
    return " ".join(map(_token, terms)) or NO_TERM


def texts_of(terms: Sequence[str]) -> list[str]:
    """`terms` as texts that fit into a VARCHAR each: one, but for paragraphs of 6 553 terms up."""
    firsts = range(0, max(1, len(terms)), _TERMS_A_TEXT)
    return [text_of(terms[first : first + _TERMS_A_TEXT]) for first in firsts]


@lru_cache(_KEPT)
def _token(term: str) -> str:
    return "t" + _hashed(term, _TERM)


def _hashed(text: str, size: int) -> str:
    # Half a surrogate pair, which a damaged file may hold, is no UTF-8 but a term all the same.
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()
    return base64.b32encode(digest).decode("ascii").lower()
