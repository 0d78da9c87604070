"""Sentence boundaries: 。;!? in half and full width, outside quotation marks and brackets."""

from __future__ import annotations

import re
from itertools import accumulate

from retrieval.reports.lines import is_row, trim
from retrieval.reports.model import Span

__all__ = ["CLAUSE_END", "SENTENCE_END", "TERMINATORS", "balanced", "sentences_of"]

TERMINATORS = "。;!?；！？"
"""The characters that end a sentence."""

SENTENCE_END = re.compile(f"[{re.escape(TERMINATORS)}]+")
"""The end of a sentence; a run such as ?! or !! is one."""

CLAUSE_END = re.compile(f"[，,：:{re.escape(TERMINATORS)}]")

# A row of a table is one statement, whatever its cells end with; longer rows hold prose.
_LONGEST_ROW = 200

_PAIRS = dict(zip("“‘《〈「『(（【[〔{｛", "”’》〉」』)）】]〕}｝", strict=True))
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}


def _enclosed(piece: str) -> list[bool]:
    """For each character, whether it is between an opening mark and its closing one, inclusive.

    An unpaired mark (reports contain some: “六五’期间) encloses nothing; otherwise one misprint
    would extend a sentence to the end of the paragraph.  Takes linear time.
    """
    waiting: list[tuple[str, int]] = []
    opened = dict.fromkeys(_PAIRS, 0)
    changes = [0] * (len(piece) + 1)  # of the depth of nesting
    for position, char in enumerate(piece):
        if char in _PAIRS:
            waiting.append((char, position))
            opened[char] += 1
        elif opened.get(_OPENERS.get(char, ""), 0):
            opener = ""
            while opener != _OPENERS[char]:
                opener, start = waiting.pop()
                opened[opener] -= 1
            changes[start] += 1
            changes[position + 1] -= 1
    return [depth > 0 for depth in accumulate(changes[:-1])]


def balanced(piece: str) -> bool:
    """Whether all quotation marks and brackets in `piece` are paired."""
    enclosed = _enclosed(piece)
    return all(
        enclosed[position]
        for position, char in enumerate(piece)
        if char in _PAIRS or char in _OPENERS
    )


def sentences_of(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of the paragraph at `span`, in order, with their final punctuation."""
    piece = span.of(text)
    if is_row(piece) and len(piece) <= _LONGEST_ROW:
        return (trim(text, span),)
    enclosed = _enclosed(piece)
    sentences = []
    start = 0
    for match in SENTENCE_END.finditer(piece):
        if not enclosed[match.start()]:
            sentences.append(trim(text, Span(span.start + start, span.start + match.end())))
            start = match.end()
    rest = trim(text, Span(span.start + start, span.end))
    if rest.start < rest.end:
        sentences.append(rest)
    return tuple(sentences)
