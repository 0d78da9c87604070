"""Mobile numbers of the mainland: eleven digits that begin with 13 to 19."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy.figures import NOT_WITHIN_A_NUMBER, is_figure
from bot.privacy.finding import Finding, Kind

__all__ = ["find_mobile"]

# The ways in which eleven digits are grouped, by how many stand together.
_GROUPINGS = ((3, 4, 4), (4, 3, 4), (4, 4, 3), (3, 3, 5), (3, 5, 3), (3, 8), (5, 6), (6, 5), (7, 4))
# Between groups; also the point and the slash, which no figure has twice.
_BETWEEN = r"(?: ?[-./_·] ?| {1,2})"


def _grouping(sizes: tuple[int, ...]) -> str:
    """A pattern of groups of `sizes` digits with the same thing between any two of them."""
    first, second, *rest = sizes
    name = "between_" + "_".join(map(str, sizes))
    # A point between two groups only would make a decimal of them: 138.12345678.
    between = _BETWEEN if rest else r"(?:-| )"
    pattern = rf"1[3-9]\d{{{first - 2}}}(?P<{name}>{between})\d{{{second}}}"
    return pattern + "".join(rf"(?P={name})\d{{{size}}}" for size in rest)


_WAYS = "|".join([r"1[3-9]\d{9}", r"1(?P<each>[ -])[3-9](?:(?P=each)\d){9}"])
_NUMBER = re.compile(
    NOT_WITHIN_A_NUMBER
    + r"(?:[(]?(?:\+|00)?86[)]?[ -]{0,2})?"  # the country, with or without its sign
    + r"0?"  # once dialled before numbers from elsewhere
    + rf"(?:{_WAYS}|{'|'.join(_grouping(sizes) for sizes in _GROUPINGS)})(?!\d)"
)


def find_mobile(text: str) -> Iterator[Finding]:
    """The mobile numbers in `text`, which is `plain`."""
    for found in _NUMBER.finditer(text):
        if not is_figure(text, *found.span()):
            yield Finding(Kind.MOBILE, *found.span())
