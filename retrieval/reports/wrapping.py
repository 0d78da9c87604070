"""Lines that a web site broke in the middle of a sentence, joined again to one block.

A block is a stretch of the seed: joining changes which lines belong together, not a character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.reports.lines import Line, squeeze
from retrieval.reports.model import Span
from retrieval.reports.numbering import Style, numbering_of
from retrieval.reports.sentences import TERMINATORS, balanced

__all__ = ["join_broken_lines"]

_FINISHED = re.compile(f"[{re.escape(TERMINATORS)}:：…—”’》」』）)】〕]$")
_UNFINISHED = re.compile("[，,、（(“‘《]$")
_CONTINUES = re.compile("的|之类|[，,、。；;：:！!？?”’》〉」』）)】〕]")
# A line this long that ends in nothing is a piece of a sentence; the longest headings of the 90
# reports at hand that stand in a line of their own have 58 characters.
_LONGEST_HEADING = 60
# A title or quotation that a line break tears apart is looked for only in blocks up to this length.
_LONGEST_TORN = 500
# A line that begins with such a number begins something new, however the line before it ends.
_BEGINS_ANEW = (Style.CHAPTER, Style.COUNT, Style.BRACKET)


def _continues(block: str, line: str, following: str) -> bool:
    """Whether `following` goes on with the sentence that `line`, the end of `block`, broke off."""
    if _CONTINUES.match(following) or _UNFINISHED.search(line):
        return True
    if _FINISHED.search(line):
        return False
    numbering = numbering_of(following)
    if numbering and numbering.style in _BEGINS_ANEW:
        return False
    torn = len(block) <= _LONGEST_TORN and not balanced(block)
    long = len(line) > _LONGEST_HEADING
    if numbering_of(line) and not long and not any(mark in line for mark in TERMINATORS):
        return torn
    return torn or long or any(mark in line for mark in TERMINATORS)


def join_broken_lines(text: str, lines: Sequence[Line]) -> list[Line]:
    """`lines` with those that continue the one before joined to it.

    Where page furniture was set aside between two lines they stay apart: a block holds all that
    stands between its ends.
    """
    blocks: list[Line] = []
    previous = ""
    for line in lines:
        adjoining = blocks and not squeeze(text[blocks[-1].span.end : line.span.start])
        if adjoining and _continues(blocks[-1].text, previous, line.text):
            span = Span(blocks[-1].span.start, line.span.end)
            blocks[-1] = Line(span, span.of(text))
        else:
            blocks.append(line)
        previous = line.text
    return blocks
