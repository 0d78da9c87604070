"""Which blocks are headings, or begin with one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.reports.lines import Line, trim
from retrieval.reports.model import Heading, Span
from retrieval.reports.numbering import Numbering, Style, numbering_of
from retrieval.reports.sentences import TERMINATORS, sentences_of

__all__ = ["CLOSING", "Found", "find_heading"]

CLOSING = re.compile(r"结束语|附件.{0,12}|(?:《政府工作报告》)?(?:有关内容|相关)?名词(?:解释|注释)")
"""Headings that close a report or follow it: they stand beside its parts, whatever these are."""

# The longest heading in a line of its own that the reports at hand hold has 58 characters.
_LONGEST_NUMBERED = 60
# Without a number a heading is recognised by being short and plain: the longest here has 38.
_LONGEST_PLAIN = 40
# A run-in section heading is one sentence; longer first sentences already belong to the text.
_LONGEST_RUN_IN = 45

_TERMINATOR = re.compile(f"[{re.escape(TERMINATORS)}]")
_CLAUSE_END = re.compile(f"[，,：:{re.escape(TERMINATORS)}]")
# What a heading without a number does not hold: a colon or a stop, the mark of a footnote, or the
# turns of phrase with which a speaker begins or leads over.
_NOT_PLAIN = re.compile(
    f"[{re.escape(TERMINATORS)}:：—…@＠]|[，,、）)]$|^(?:各位|首先|下面|现在)|我代表|审议"
)
# A line that ends so was broken off by the web site, not written as a heading.
_BROKEN_OFF = re.compile("[的和与或及要是为在将把被]$")
# A space that parts a title from its text, not the 2024 年 or 5G 网络 of a web editor.
_PARTING_SPACE = re.compile(r"(?<![0-9A-Za-z，,、\s])[ \u3000](?![0-9A-Za-z\s])")
_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")
_SECTION_STYLES = (Style.COUNT, Style.BRACKET)


@dataclass(frozen=True, slots=True)
class Found:
    """A heading in a block, and the text that follows it in the same block, if any.

    `only_in_count`: a heading only if it goes on with a count that is open; （五）… as a paragraph
    of its own may be the fifth section, or an item of a list.
    """

    heading: Heading
    numbering: Numbering | None
    rest: Span | None
    only_in_count: bool = False


def _titled(span: Span, words: str, run_in: bool = False) -> Heading:
    """The heading at `span`; a line break that a web site put into its title is no part of it."""
    return Heading(span, _LINE_BREAK.sub("", words), run_in)


def find_heading(text: str, block: Line, following: Line | None) -> Found | None:
    """The heading that `block` is or begins with, or None.

    `following` is the next block: what nothing stands under is an item of a list, not a heading.
    """
    numbering = numbering_of(block.text)
    if numbering is None:
        return _plain(block, following)
    if not _TERMINATOR.search(block.text) and len(block.text) <= _LONGEST_NUMBERED:
        return Found(_titled(block.span, block.text), numbering, None)
    if numbering.style not in _SECTION_STYLES and numbering.style is not Style.ORDINAL:
        return None
    return (
        _stopped(block, numbering, following)
        or _run_in(text, block, numbering)
        or _spaced(text, block, numbering)
        or _clause(text, block, numbering)
    )


def _plain(block: Line, following: Line | None) -> Found | None:
    """五年工作回顾: short, no number, no stop, and something under it."""
    if following is None:
        return None
    if not CLOSING.fullmatch(block.text):
        if len(block.text) > _LONGEST_PLAIN or _NOT_PLAIN.search(block.text):
            return None
        if _BROKEN_OFF.search(block.text):
            return None
        if not numbering_of(following.text) and not _TERMINATOR.search(following.text):
            return None
    return Found(_titled(block.span, block.text), None, None)


def _stopped(block: Line, numbering: Numbering, following: Line | None) -> Found | None:
    """（一）加强和改善宏观调控。 in a line of its own: a heading in spite of its full stop."""
    marks = _TERMINATOR.findall(block.text)
    if marks != ["。"] or not block.text.endswith("。") or len(block.text) > _LONGEST_NUMBERED:
        return None
    if _PARTING_SPACE.search(block.text, numbering.length + 1):
        return None
    after = numbering_of(following.text) if following else numbering
    if after and after.style is numbering.style:
        return None
    heading = _titled(block.span, block.text.rstrip("。"))
    return Found(heading, numbering, None, only_in_count=numbering.value != 1)


def _run_in(text: str, block: Line, numbering: Numbering) -> Found | None:
    """（一）经济运行总体平稳。抢抓…: the first sentence of a paragraph is the section's title."""
    sentences = sentences_of(text, block.span)
    title = sentences[0].of(text)
    spaced = numbering.style in _SECTION_STYLES and _PARTING_SPACE.search(title, numbering.length)
    if len(sentences) < 2 or not title.endswith("。") or len(title) > _LONGEST_RUN_IN or spaced:
        return None
    span = Span(sentences[0].start, sentences[0].end - 1)
    heading = _titled(span, span.of(text), run_in=True)
    # 第一，… runs through texts that have nothing to do with sections.
    in_count = numbering.value != 1 or numbering.style is Style.ORDINAL
    return Found(heading, numbering, block.span, only_in_count=in_count)


def _spaced(text: str, block: Line, numbering: Numbering) -> Found | None:
    """一、2023年工作回顾 过去一年，…: only a space parts the heading from the text."""
    space = _PARTING_SPACE.search(block.text, numbering.length + 1)
    if numbering.style not in _SECTION_STYLES or space is None:
        return None
    title = block.text[: space.start()]
    if _TERMINATOR.search(title) or "\n" in title or len(title) > _LONGEST_NUMBERED:
        return None
    span = Span(block.span.start, block.span.start + len(title))
    return Found(_titled(span, title), numbering, trim(text, Span(span.end, block.span.end)))


def _clause(text: str, block: Line, numbering: Numbering) -> Found | None:
    """（二）… with a first sentence too long for a title: its first clause stands for it.

    Only within a count: otherwise the paragraphs of （二） would be said to stand in （一）.
    """
    title = _CLAUSE_END.split(block.text, maxsplit=1)[0]
    if numbering.style not in _SECTION_STYLES or len(title) > _LONGEST_RUN_IN:
        return None
    span = trim(text, Span(block.span.start, block.span.start + len(title)))
    heading = _titled(span, span.of(text), run_in=True)
    return Found(heading, numbering, block.span, only_in_count=True)
