"""Sentences: cut at 。;!? and their full-width twins, never inside marks that pair."""

from __future__ import annotations

import re

from retrieval.reports.lines import trim
from retrieval.reports.model import Span

__all__ = ["TERMINATORS", "balanced", "sentences_of"]

TERMINATORS = "。;!?；！？"

_PAIRS = dict(zip("“‘《〈「『(（【[〔{｛", "”’》〉」』)）】]〕}｝", strict=True))
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
# A run such as ?! or !! ends one sentence, not two.
_END = re.compile(f"[{re.escape(TERMINATORS)}]+")


def _enclosed(piece: str) -> list[bool]:
    """For each character, whether it stands between a mark that opens and the one that closes.

    A mark without its partner (reports hold some: “六五’期间) encloses nothing; otherwise one
    misprint would swallow all that follows.  Takes time in proportion to the length of `piece`.
    """
    waiting: list[tuple[str, int]] = []
    opened = dict.fromkeys(_PAIRS, 0)
    stretches: list[tuple[int, int]] = []
    for position, char in enumerate(piece):
        if char in _PAIRS:
            waiting.append((char, position))
            opened[char] += 1
        elif opened.get(_OPENERS.get(char, ""), 0):
            while True:
                opener, start = waiting.pop()
                opened[opener] -= 1
                if opener == _OPENERS[char]:
                    stretches.append((start, position + 1))
                    break
    enclosed = [False] * len(piece)
    done = 0
    for start, end in sorted(stretches):  # an outer stretch comes before those within it
        if end > done:
            enclosed[max(start, done) : end] = [True] * (end - max(start, done))
            done = end
    return enclosed


def balanced(piece: str) -> bool:
    """Whether every mark that opens in `piece` closes in it, and the other way round."""
    enclosed = _enclosed(piece)
    return all(
        enclosed[position]
        for position, char in enumerate(piece)
        if char in _PAIRS or char in _OPENERS
    )


def sentences_of(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of the paragraph at `span`, each with its closing mark, in order."""
    piece = span.of(text)
    enclosed = _enclosed(piece)
    sentences = []
    start = 0
    for match in _END.finditer(piece):
        if not enclosed[match.start()]:
            sentences.append(trim(text, Span(span.start + start, span.start + match.end())))
            start = match.end()
    rest = trim(text, Span(span.start + start, span.end))
    if rest.start < rest.end:
        sentences.append(rest)
    return tuple(sentences)
