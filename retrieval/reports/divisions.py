"""Divisions: where a report that has lost its line ends begins a new line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from retrieval.reports.lines import Line, line_at
from retrieval.reports.model import Span
from retrieval.reports.notes import NOTES_HEADING
from retrieval.reports.numbering import Style, numbering_of
from retrieval.reports.sentences import SENTENCE_END

__all__ = ["divided"]

# Characters: the longest paragraph of 100 reports has 1 760.
_LONGEST_LINE = 2_500
# What stands before the first word of a line.
_AFTER = r"(?:^|(?<=[。！？；：!?;:”）)\s])|(?<=任务|安排|工作|重点|回顾)(?=[（(]一[）)]))"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_FIRST = rf"""
    {_CHINESE}、 | [（(]{_CHINESE}[）)] | [0-9]{{1,2}}[、.．](?![0-9]) | 第{_CHINESE}部分
    | 各位(?:代表|委员) | —— | {NOTES_HEADING} | [\[［][0-9０-９]{{1,3}}[\]］][^。；，]{{1,40}}[:：]
"""
_TITLE_LINES = r"""
    (?<=工作报告)(?=——|[（(]|在) | (?<=会议上) | (?<=[）)])(?=各位)
    | (?=[（(](?:19|20)[0-9]{2}年[^）)]{1,8}日[）)])
"""
_BEGINS = re.compile(f"{_AFTER}(?={_FIRST})|{_TITLE_LINES}", re.VERBOSE)
# What the heading of a part ends with, where nothing parts it from its text.
_NOUN = (
    "(?:回顾|总结|任务|安排|重点|目标|要求|建议|思路|建设|情况|工作|部署|措施|打算|意见|取向|水平|能力"
    "|创新|效能|政府)"
)
# What goes on with a heading after such a word.
_GOES_ON = f"(?:{_NOUN}|[和与及的、，。；：:]|总|主要|预期|自身|治理|职能)"
# What begins the text below.
_OPENS = (
    r"(?:(?:19|20)[0-9]{2}\s?年|过去|今年|今后|各位|[一两三四五]年来|面对|刚刚|去年|我们|新的一年|做好"
    r"|为(?:了|实现|完成)|根据|按照|“?十[一二三四五]五|当前|围绕|实现)"
)
_HEADING = re.compile(rf".{{2,30}}?{_NOUN}(?!{_GOES_ON})(?=\s*{_OPENS})")
_LONG_HEADING = re.compile(rf".{{2,30}}?{_NOUN}(?!{_GOES_ON})")
# A first sentence of up to this many characters is itself the title, as in `headings`.
_LONGEST_TITLE = 45
_STYLES = (Style.COUNT, Style.BRACKET, Style.ARABIC)


def divided(text: str, line: Line) -> list[Line]:
    """`line` as the lines that it had, if it is far too long for one; else `line` alone."""
    if len(line.text) <= _LONGEST_LINE:
        return [line]
    starts = [0, *_starts(line.text), len(line.text)]
    spans = (
        Span(line.span.start + start, line.span.start + end) for start, end in pairwise(starts)
    )
    return [piece for span in spans if (piece := line_at(text, span))]


def _starts(text: str) -> Iterator[int]:
    """The offsets in `text` where a line begins: a number has to begin a count or go on with it."""
    counts: dict[Style, int] = {}
    for found in _BEGINS.finditer(text):
        start = found.start()
        numbering = numbering_of(text[start : start + 8])
        if numbering and numbering.style in _STYLES:
            if numbering.value not in (1, counts.get(numbering.style, 0) + 1):
                continue
            counts[numbering.style] = numbering.value
            if numbering.style is Style.COUNT:
                counts.pop(Style.BRACKET, None)
        if start:
            yield start
        if numbering and numbering.style is Style.COUNT:
            end = _heading_end(text, start)
            if end is not None:
                yield end


def _heading_end(text: str, start: int) -> int | None:
    """Where the heading at `start` ends, if nothing parts it from its text; else None."""
    found = _HEADING.match(text, start)
    sentence = SENTENCE_END.search(text, start)
    if found is None and sentence and sentence.start() - start > _LONGEST_TITLE:
        found = _LONG_HEADING.match(text, start, sentence.start())
    return found.end() if found else None
