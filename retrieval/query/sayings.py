"""Sayings: how much a text says, and texts put together."""

from __future__ import annotations

import re

from retrieval.reports.model import Span

__all__ = ["is_said", "joined", "length", "with_part"]

# A Latin word says about as much as so many Chinese characters.
_OF_A_WORD = 2
_LATIN = re.compile("[a-z0-9.'-]+")
_PART = re.compile("底|末|初|上半年|下半年")


def length(text: str) -> int:
    """How much `text` says, in Chinese characters."""
    return len(_LATIN.sub("", text).replace(" ", "")) + _OF_A_WORD * len(_LATIN.findall(text))


def is_said(text: str, before: str) -> bool:
    """Whether the characters and Latin words of `text` are all in `before`."""
    words = set(_LATIN.findall(text)) - set(_LATIN.findall(before))
    return not words and set(_LATIN.sub("", text)) <= set(before) | {" "}


def joined(first: str, second: str) -> str:
    """Both as one text, with a space between Latin words."""
    latin = first[-1:].isascii() and second[:1].isascii()
    return f"{first} {second}" if first and second and latin else first + second


def with_part(text: str, year: Span) -> Span:
    """The span of `year` with the part of it that comes after (年底, 上半年)."""
    part = _PART.match(text, year.end)
    return Span(year.start, part.end()) if part else year
