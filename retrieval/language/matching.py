"""Matching: known terms in normalized text, at word boundaries, the longest where they overlap."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from retrieval.reports.model import Span

__all__ = ["HAN", "LONGEST_TERM", "Terms", "is_inside_latin_word", "longest_matches", "occurrences"]

# A Chinese character, as a class of regular expressions.
HAN = r"[\u3400-\u9fff]"
# Characters of the longest Chinese term that counts as one word: 一刻钟社区服务圈 and 一廊两带三区
# are names; longer ones are phrases, whose words would no longer be found one by one.
LONGEST_TERM = 8


class Terms:
    """Terms to look for in many texts."""

    def __init__(self, terms: Collection[str]) -> None:
        self.terms = terms
        lengths: dict[str, set[int]] = {}
        for term in terms:
            lengths.setdefault(term[:1], set()).add(len(term))
        # Most characters of a text begin no term, and those that do begin terms of few lengths.
        self.lengths: Mapping[str, tuple[int, ...]] = {
            first: tuple(sorted(each, reverse=True)) for first, each in lengths.items()
        }


def longest_matches(text: str, terms: Terms, accepts: Callable[[int, int], bool]) -> Iterator[Span]:
    """Where `text` holds any of `terms`, from left to right, the longest one at each place.

    `accepts` takes the offsets of a match and says whether it counts.  A match that lies within the
    one before it is left out.
    """
    covered = 0
    for start, first in enumerate(text):
        for length in terms.lengths.get(first, ()):
            end = start + length
            if end <= covered:
                break
            if text[start:end] in terms.terms and end <= len(text) and accepts(start, end):
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
