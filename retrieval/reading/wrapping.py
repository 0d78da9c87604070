"""Lines that a web site broke in the middle of a sentence, joined again to one block.

A block is a stretch of the seed: joining changes which lines belong together, not a character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.reading.lines import Line, squeeze
from retrieval.reading.numbering import numbering_of
from retrieval.reading.sentences import TERMINATORS, balanced
from retrieval.report import Span

__all__ = ["join_broken_lines"]

_FINISHED = re.compile(f"[{re.escape(TERMINATORS)}:：…—”’》」』）)】〕]$")
_UNFINISHED = re.compile("[，,、（(“‘《]$")
_CONTINUES = re.compile("[，,、。；;：:！!？?”’》〉」』）)】〕]")
# A line this long that ends in nothing is a piece of a sentence; the longest headings of the 90
# reports at hand that stand in a line of their own have 58 characters.
_LONGEST_HEADING = 60


def _continues(line: str, following: str) -> bool:
    """Whether `following` goes on with the sentence that `line` broke off."""
    if _CONTINUES.match(following) or _UNFINISHED.search(line):
        return True
    if _FINISHED.search(line):
        return False
    holds_sentence = any(mark in line for mark in TERMINATORS)
    if numbering_of(line) and not holds_sentence:
        return False
    return holds_sentence or len(line) > _LONGEST_HEADING or not balanced(line)


def join_broken_lines(text: str, lines: Sequence[Line]) -> list[Line]:
    """`lines` with those that continue the one before joined to it.

    Where page furniture was set aside between two lines they stay apart: a block holds all that
    stands between its ends.
    """
    blocks: list[Line] = []
    previous = ""
    for line in lines:
        adjoining = blocks and not squeeze(text[blocks[-1].span.end : line.span.start])
        if adjoining and _continues(previous, line.text):
            span = Span(blocks[-1].span.start, line.span.end)
            blocks[-1] = Line(span, span.of(text))
        else:
            blocks.append(line)
        previous = line.text
    return blocks
