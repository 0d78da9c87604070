"""Whether characters are Chinese text, or what decoding the wrong way makes of it."""

from __future__ import annotations

__all__ = ["is_chinese"]

# The 100 most frequent characters of 90 government work reports from 1954 to 2025, and those of
# them that are written otherwise in the traditional script.
_COMMON = frozenset(
    "的和业国发大一建展进加工化产人中民全新设实力要政经生制动年作有地会改在增高行推重强济主"
    "持是资体社务不能保成我农提合等区家革开以平基个为上企理面各好方用市长现对度定了施们出入机"
    "量分法项技治点同坚深义本城"
    "個們動務區國堅實對強會業機濟爲為現產産發經義設資農進長開項體點"
)
# Of the characters beyond ASCII of each of those reports, 36 in 100 or more are common ones; with
# GB18030, Big5 (HKSCS), UTF-8 and UTF-16 taken for each other it is 2 in 100 at most, 10 in 100
# in the worst stretch of 400.  Between the two lies room for tables and lists of names.
_LEAST_SHARE = 0.12
# Fewer characters than these may hold a common one by chance.
_LEAST_CHARACTERS = 40
# The beginning decides: looking at more tells no more.
_LOOKED_AT = 100_000


def is_chinese(text: str) -> bool:
    """Whether `text` has the common characters that Chinese prose has, in either script."""
    beyond = [char for char in text[:_LOOKED_AT] if char > "\x7f" and not char.isspace()]
    common = sum(char in _COMMON for char in beyond)
    return len(beyond) >= _LEAST_CHARACTERS and common >= _LEAST_SHARE * len(beyond)
