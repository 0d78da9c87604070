"""Blocks: the lines of a report, joined where a web site broke them within a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from retrieval.reports.headings import LONGEST_NUMBERED
from retrieval.reports.lines import Line, is_row, squeeze
from retrieval.reports.model import Span
from retrieval.reports.numbering import numbering_of
from retrieval.reports.sentences import SENTENCE_END, TERMINATORS, balanced

__all__ = ["blocks_of", "link_texts"]

# Line ends that complete or interrupt a sentence; line beginnings that continue one.
_FINISHED = re.compile(f"[{re.escape(TERMINATORS)}:：…—”’》」』）)】〕]$")
_UNFINISHED = re.compile("[，,、（(“‘《]$")
_CONTINUES = re.compile("的|之类|[，,、。；;：:！!？?”’》〉」』）)】〕]")
# Quotations broken across lines are searched for only in blocks of up to this many characters.
_LONGEST_BROKEN = 500


# A site makes the same word a link wherever it occurs; a report repeats no such line, but for those
# that address the audience.
_FEWEST_LINKS, _LONGEST_LINK = 3, 12
_WORD = re.compile(r"(?!各位|同志)[\u4e00-\u9fff]+")


def _continues(block: str, line: str, following: str) -> bool:
    """Whether `following` continues the sentence of `line`, the last line of `block`."""
    if is_row(line) or is_row(following):
        return False
    if _CONTINUES.match(following) or _UNFINISHED.search(line):
        return True
    if _FINISHED.search(line):
        return False
    numbering = numbering_of(following)
    if numbering and numbering.begins_heading:
        return False
    if len(block) <= _LONGEST_BROKEN and not balanced(block):
        return True
    # Of a block: its last line may be a word that the site has made a link.
    return len(block) > LONGEST_NUMBERED or SENTENCE_END.search(line) is not None


def blocks_of(text: str, lines: Sequence[Line]) -> list[Line]:
    """`lines` with those joined that a web site broke in the middle of a sentence.

    A block is a stretch of the text: lines with page furniture between them stay separate.
    """
    links = link_texts(lines)
    blocks: list[Line] = []
    previous = ""
    for line in lines:
        adjoining = blocks and not squeeze(text[blocks[-1].span.end : line.span.start])
        linked = line.text in links or previous in links
        if adjoining and (linked or _continues(blocks[-1].text, previous, line.text)):
            span = Span(blocks[-1].span.start, line.span.end)
            blocks[-1] = Line(span, span.of(text))
        else:
            blocks.append(line)
        previous = line.text
    return blocks


def link_texts(lines: Sequence[Line]) -> frozenset[str]:
    """Words that the site has made links, so that a copy has each on a line of its own."""
    counts = Counter(line.text for line in lines if len(line.text) <= _LONGEST_LINK)
    return frozenset(
        text for text, count in counts.items() if count >= _FEWEST_LINKS and _WORD.fullmatch(text)
    )
