"""Headings: blocks that are one or begin with one, and run-in headings of paragraphs."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.reports.lines import LINE_ENDS, Line, is_row, trim
from retrieval.reports.model import Heading, Span
from retrieval.reports.notes import NOTES_HEADING
from retrieval.reports.numbering import Numbering, Style, numbering_of
from retrieval.reports.sentences import CLAUSE_END, SENTENCE_END, TERMINATORS, sentences_of

__all__ = ["CLOSING", "LONGEST_NUMBERED", "Found", "find_heading", "run_in_headings"]

CLOSING = re.compile(rf"结束语|附件.{{0,12}}|{NOTES_HEADING}")
"""Headings that close a report or follow it: always at the level of its parts."""

# The longest heading on a line of its own in 90 reports has 58 characters.
LONGEST_NUMBERED = 60
# Of the headings without a number, which have to be short and plain, the longest has 38.
_LONGEST_PLAIN = 40
# A run-in section heading is one sentence; longer first sentences belong to the text.
_LONGEST_RUN_IN = 45

# What a heading without a number does not contain: a colon or a sentence end, a footnote mark, the
# phrases with which a speaker begins or leads over, the end of a line that a web site broke off.
_NOT_PLAIN = re.compile(
    f"[{re.escape(TERMINATORS)}:：—…@＠]|[，,、）)]$|^(?:各位|首先|下面|现在)|我代表|审议"
    "|[的和与或及要是为在将把被]$"
)
# A space between a title and its text, not the 2024 年 or 5G 网络 of a web editor.
_SPACE = re.compile(r"(?<![0-9A-Za-z，,、\s])[ \u3000](?![0-9A-Za-z\s])")
_LINE_BREAK = re.compile(rf"\s*[{LINE_ENDS}]\s*")
_SECTION_STYLES = (Style.COUNT, Style.BRACKET)

# Run-in headings of paragraphs in 90 reports have up to 24 characters after their number
# (坚持依法行政,切实规范权力运行。 has 16); other first sentences may be longer.
_LONGEST_NAME = 26
# Fewer in a section are chance, not style: narrative reports of the 1950s begin many paragraphs
# with a short sentence.
_FEWEST_SIBLINGS = 2
_SMALLEST_SHARE = 1 / 3
# A forgotten full stop is searched for in sections of up to this many paragraphs (the largest of 90
# reports has 70), since each search scans the whole report.
_LARGEST_SECTION = 200
# The common beginning of siblings is taken from this many of them.
_MOST_SIBLINGS = 30
# The least length of a common beginning of siblings (加快…, 提高…), and of a phrase that counts as
# repeated elsewhere in the report.
_SHORTEST_PREFIX = 2
_SHORTEST_REPEATED = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A heading in a block, and the text that follows it in the same block, if any.

    `only_in_count`: a heading only if its number continues an open count; （五）… as a paragraph of
    its own may be the fifth section or a list item.
    """

    heading: Heading
    numbering: Numbering | None
    rest: Span | None
    only_in_count: bool = False


def _titled(span: Span, words: str, run_in: bool = False) -> Heading:
    """The heading at `span`, without a line break that a web site put into its title."""
    return Heading(span, _LINE_BREAK.sub("", words), run_in)


def find_heading(text: str, block: Line, following: Line | None) -> Found | None:
    """The heading that `block` is or begins with, or None.

    `following` is the next block: a heading has text under it, unlike a list item.
    """
    numbering = numbering_of(block.text)
    if numbering is None:
        return _plain(block, following)
    if is_row(block.text[numbering.length :].lstrip()):  # a tab after the number is a space
        return None
    if not SENTENCE_END.search(block.text) and len(block.text) <= LONGEST_NUMBERED:
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
    """五年工作回顾: short, without number or sentence end, and with text under it."""
    if following is None or is_row(block.text):
        return None
    plain = len(block.text) <= _LONGEST_PLAIN and not _NOT_PLAIN.search(block.text)
    has_text = numbering_of(following.text) or SENTENCE_END.search(following.text)
    if CLOSING.fullmatch(block.text) or (plain and has_text):
        return Found(_titled(block.span, block.text), None, None)
    return None


def _stopped(block: Line, numbering: Numbering, following: Line | None) -> Found | None:
    """（一）加强和改善宏观调控。 on a line of its own: a heading in spite of its full stop."""
    marks = SENTENCE_END.findall(block.text)
    if marks != ["。"] or not block.text.endswith("。") or len(block.text) > LONGEST_NUMBERED:
        return None
    if _SPACE.search(block.text, numbering.length + 1):
        return None
    after = numbering_of(following.text) if following else numbering
    if after and after.style is numbering.style:
        return None
    heading = _titled(block.span, block.text.rstrip("。"))
    return Found(heading, numbering, None, only_in_count=numbering.value != 1)


def _run_in(text: str, block: Line, numbering: Numbering) -> Found | None:
    """（一）经济运行总体平稳。抢抓…: the first sentence of a paragraph is the section title."""
    sentences = sentences_of(text, block.span)
    title = sentences[0].of(text)
    spaced = numbering.style in _SECTION_STYLES and _SPACE.search(title, numbering.length)
    if len(sentences) < 2 or not title.endswith("。") or len(title) > _LONGEST_RUN_IN or spaced:
        return None
    span = Span(sentences[0].start, sentences[0].end - 1)
    heading = _titled(span, span.of(text), run_in=True)
    # 第一，… also numbers arguments within a text.
    in_count = numbering.value != 1 or numbering.style is Style.ORDINAL
    return Found(heading, numbering, block.span, only_in_count=in_count)


def _spaced(text: str, block: Line, numbering: Numbering) -> Found | None:
    """一、2023年工作回顾 过去一年，…: only a space between heading and text."""
    space = _SPACE.search(block.text, numbering.length + 1)
    if numbering.style not in _SECTION_STYLES or space is None:
        return None
    title = block.text[: space.start()]
    if SENTENCE_END.search(title) or _LINE_BREAK.search(title) or len(title) > LONGEST_NUMBERED:
        return None
    span = Span(block.span.start, block.span.start + len(title))
    return Found(_titled(span, title), numbering, trim(text, Span(span.end, block.span.end)))


def _clause(text: str, block: Line, numbering: Numbering) -> Found | None:
    """（二）… with a first sentence too long for a title: its first clause is the title.

    Only within a count, where otherwise the paragraphs of （二） would belong to （一）.
    """
    title = CLAUSE_END.split(block.text, maxsplit=1)[0]
    if numbering.style not in _SECTION_STYLES or len(title) > _LONGEST_RUN_IN:
        return None
    span = trim(text, Span(block.span.start, block.span.start + len(title)))
    heading = _titled(span, span.of(text), run_in=True)
    return Found(heading, numbering, block.span, only_in_count=True)


def _heading(text: str, sentences: Sequence[Span]) -> Span | None:
    """The first of `sentences` if it looks like a heading."""
    if len(sentences) < 2:
        return None
    words = sentences[0].of(text)
    numbering = numbering_of(words)
    name = words[numbering.length :] if numbering else words.lstrip("—")
    short = len(name) <= _LONGEST_NAME and name.count(",") + name.count("，") <= 1
    return sentences[0] if words.endswith("。") and short and name[:2] != "各位" else None


def _unstopped(text: str, sentence: Span, siblings: Sequence[str]) -> Span | None:
    """The heading at the beginning of `sentence` if its full stop is missing.

    Such a heading begins like its siblings and continues with the longest phrase that the report
    repeats elsewhere: 加快|疏解非首都功能|旗帜鲜明地….
    """
    words = sentence.of(text)
    prefix = os.path.commonprefix(siblings[:_MOST_SIBLINGS])  # noqa: RUF071 - by characters
    if len(prefix) < _SHORTEST_PREFIX or not words.startswith(prefix):
        return None
    repeated = 0
    for length in range(_SHORTEST_REPEATED, min(_LONGEST_NAME, len(words) - len(prefix))):
        if text.count(words[len(prefix) : len(prefix) + length]) < 2:
            break
        repeated = length
    if not repeated:
        return None
    return Span(sentence.start, sentence.start + len(prefix) + repeated)


def run_in_headings(text: str, paragraphs: Sequence[Sequence[Span]]) -> list[Span | None]:
    """The run-in heading, or None, of each paragraph (its sentences) of one section."""
    headings = [_heading(text, sentences) for sentences in paragraphs]
    titles = [heading.of(text) for heading in headings if heading]
    if len(titles) < max(_FEWEST_SIBLINGS, _SMALLEST_SHARE * len(paragraphs)):
        return [None] * len(headings)
    if len(paragraphs) > _LARGEST_SECTION:
        return headings
    return [
        heading or _unstopped(text, sentences[0], titles)
        for heading, sentences in zip(headings, paragraphs, strict=True)
    ]
