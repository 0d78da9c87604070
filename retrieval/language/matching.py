"""Matching: known terms in normalized text, at word boundaries, the longest where they overlap."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from retrieval.reports.model import Span

__all__ = ["HAN", "LONGEST_TERM", "is_inside_latin_word", "longest_matches", "occurrences"]

# A Chinese character, as a class of regular expressions.
HAN = r"[\u3400-\u9fff]"
# Characters of the longest Chinese term that counts as one word: 一刻钟社区服务圈 and 一廊两带三区
# are names; longer ones are phrases, whose words would no longer be found one by one.
LONGEST_TERM = 8


def longest_matches(
    text: str, terms: Container[str], longest: int, accepts: Callable[[int, int], bool]
) -> Iterator[Span]:
    """Where `text` holds any of `terms`, from left to right, the longest one at each place.

    `longest`: the length of the longest term.  `accepts` takes the offsets of a match and says
    whether it counts.  A match that lies within the one before it is left out.
    """
    covered = 0
    for start in range(len(text)):
        for end in range(min(len(text), start + longest), max(start, covered), -1):
            if text[start:end] in terms and accepts(start, end):
                yield Span(start, end)
                covered = end
                break


def occurrences(text: str, term: str) -> Iterator[Span]:
    """Where `text` holds `term`, but not within a longer Latin word or number (16 in 2016)."""
    at = text.find(term)
    while at >= 0:
        if not is_inside_latin_word(text, at, at + len(term)):
            yield Span(at, at + len(term))
        at = text.find(term, at + 1)


def is_inside_latin_word(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is in Latin letters or digits and is part of a longer word."""
    around = text[start - 1 : start] + text[end : end + 1]
    return text[start:end].isascii() and any(c.isascii() and c.isalnum() for c in around)
