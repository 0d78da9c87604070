"""Which blocks are headings, and which of them are parts and which sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from retrieval.reading.lines import Line, trim
from retrieval.reading.numbering import Numbering, Style, numbering_of
from retrieval.reading.sentences import TERMINATORS, sentences_of
from retrieval.report import Heading, Span

__all__ = ["Found", "find_heading", "Outline"]

# The longest heading in a line of its own that the reports at hand hold has 58 characters.
_LONGEST_NUMBERED = 60
# Without a number a heading is recognised by being short and plain: the longest here has 38.
_LONGEST_PLAIN = 40
# A run-in section heading is one sentence; longer first sentences already belong to the text.
_LONGEST_RUN_IN = 45

_TERMINATOR = re.compile(f"[{re.escape(TERMINATORS)}]")
_NOT_PLAIN = re.compile(f"[{re.escape(TERMINATORS)}:：—…@＠]|[，,、）)]$|^各位|我代表|审议")
# A line that ends so was broken off by the web site, not written as a heading.
_BROKEN_OFF = re.compile("[的和与或及要是为在将把被]$")
# Headings that close a report or follow it stand beside its parts, whatever these look like.
_CLOSING = re.compile(
    r"结束语|附件.{0,12}|(?:《政府工作报告》)?(?:有关内容|相关)?名词(?:解释|注释)"
)
_CLAUSE_END = re.compile(f"[，,：:{re.escape(TERMINATORS)}]")
_SECTION_STYLES = (Style.COUNT, Style.BRACKET)


@dataclass(frozen=True, slots=True)
class Found:
    """A heading in a block, and the text that follows it in the same block, if any."""

    heading: Heading
    numbering: Numbering | None
    rest: Span | None
    # A heading only if it goes on with a count that is open: （五）… as a paragraph of its own
    # may be the fifth section, or an item of a list.
    only_in_count: bool = False


def find_heading(text: str, block: Line, following: Line | None) -> Found | None:
    """The heading that `block` is or begins with, or None.

    `following` is the next block: what nothing stands under is an item of a list, not a heading.
    """
    numbering = numbering_of(block.text)
    if numbering is None:
        return _plain(block, following)
    if not _TERMINATOR.search(block.text) and len(block.text) <= _LONGEST_NUMBERED:
        return Found(Heading(block.span, block.text), numbering, None)
    if numbering.style not in _SECTION_STYLES and numbering.style is not Style.ORDINAL:
        return None
    return (
        _stopped(block, numbering, following)
        or _spaced(text, block, numbering)
        or _run_in(text, block, numbering)
    )


def _plain(block: Line, following: Line | None) -> Found | None:
    """五年工作回顾: short, no number, no stop, and something under it."""
    if len(block.text) > _LONGEST_PLAIN or _NOT_PLAIN.search(block.text) or following is None:
        return None
    if _BROKEN_OFF.search(block.text):
        return None
    if numbering_of(following.text) or _TERMINATOR.search(following.text):
        return Found(Heading(block.span, block.text), None, None)
    return None


def _stopped(block: Line, numbering: Numbering, following: Line | None) -> Found | None:
    """（一）加强和改善宏观调控。 in a line of its own: a heading in spite of its full stop."""
    marks = _TERMINATOR.findall(block.text)
    if marks != ["。"] or not block.text.endswith("。") or len(block.text) > _LONGEST_NUMBERED:
        return None
    after = numbering_of(following.text) if following else numbering
    if after and after.style is numbering.style:
        return None
    heading = Heading(block.span, block.text.rstrip("。"))
    return Found(heading, numbering, None, only_in_count=numbering.value != 1)


def _spaced(text: str, block: Line, numbering: Numbering) -> Found | None:
    """一、2023年工作回顾 过去一年，…: only a space parts the heading from the text."""
    if numbering.style not in _SECTION_STYLES:
        return None
    head, space, _ = block.text[numbering.length :].lstrip().partition(" ")
    start = block.text.index(head, numbering.length) if head else 0
    title = block.text[: start + len(head)]
    if not space or _TERMINATOR.search(title) or len(title) > _LONGEST_NUMBERED:
        return None
    span = Span(block.span.start, block.span.start + len(title))
    return Found(Heading(span, title), numbering, trim(text, Span(span.end, block.span.end)))


def _run_in(text: str, block: Line, numbering: Numbering) -> Found | None:
    """（一）经济运行总体平稳。抢抓…: the first sentence of a paragraph is the section's title.

    Where that sentence is too long for a title, its first clause stands for it, but only within a
    count: otherwise the paragraphs of （二） would be said to stand in （一）.
    """
    if numbering.style not in _SECTION_STYLES:
        return None
    sentences = sentences_of(text, block.span)
    title = sentences[0].of(text)
    whole = len(sentences) > 1 and title.endswith("。") and len(title) <= _LONGEST_RUN_IN
    length = len(title) - 1 if whole else len(_CLAUSE_END.split(title, maxsplit=1)[0])
    if length > _LONGEST_RUN_IN:
        return None
    span = Span(sentences[0].start, sentences[0].start + length)
    heading = Heading(span, span.of(text), run_in=True)
    return Found(heading, numbering, block.span, only_in_count=not whole or numbering.value != 1)


@dataclass
class Outline:
    """The headings that are open while a report is read, outermost first.

    Depth 0 is a part, depth 1 a section; deeper headings are not kept apart from the text.
    """

    _open: list[Numbering | None] = field(default_factory=list)
    _plain_is_part: bool | None = None

    def depth_of(self, found: Found) -> int | None:
        """How deep this heading stands, having opened it and closed those it ends.

        None where it turns out to be no heading.
        """
        if found.only_in_count and self._continued(found.numbering) is None:
            return None
        if self._plain_is_part is None:
            self._plain_is_part = found.numbering is None
        if found.numbering is None:
            return self._open_plain(found.heading.title)
        return self._open_numbered(found.numbering)

    def _open_plain(self, title: str) -> int:
        if self._plain_is_part or _CLOSING.fullmatch(title):
            return self._open_at(0, None)
        depths = [depth for depth, numbering in enumerate(self._open) if numbering is None]
        return self._open_at(depths[-1] if depths else len(self._open), None)

    def _continued(self, numbering: Numbering | None) -> int | None:
        """The innermost depth whose count `numbering` goes on with."""
        for depth in range(len(self._open) - 1, -1, -1):
            opened = self._open[depth]
            if (
                numbering
                and opened
                and opened.style is numbering.style
                and numbering.value == opened.value + 1
            ):
                return depth
        return None

    def _open_numbered(self, numbering: Numbering) -> int:
        """The level whose count this number continues; a new level where none does.

        A count that begins again at one inside a part of the same style is a level of its own
        (the report of 1986 counts 一、 to 五、 within its 二、); deeper down it restarts its level.
        """
        depth = self._continued(numbering)
        if depth is None:
            same = [
                depth
                for depth, opened in enumerate(self._open)
                if opened and opened.style is numbering.style
            ]
            nested = not same or (same[-1] == 0 and numbering.value == 1)
            depth = len(self._open) if nested else same[-1]
        return self._open_at(depth, numbering)

    def _open_at(self, depth: int, numbering: Numbering | None) -> int:
        del self._open[depth:]
        self._open.append(numbering)
        return depth
