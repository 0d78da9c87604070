"""Notes: explanations of terms, and the headings above them."""

from __future__ import annotations

import re

from retrieval.reports.lines import Line, squeeze
from retrieval.reports.model import Span

__all__ = ["NOTES_HEADING", "begins_note", "is_notes_heading", "term_of"]

NOTES_HEADING = (
    r"[*＊]?[【〔（(]?(?:附件?[0-9一二三四]?[:：]?\s*)?(?:《?政府工作报告》?)?(?:中的?)?(?:有关内容|相关|有关|部分)?"
    r"(?:名词|术语|用语|词语)(?:解释|注释|说明)[】〕）)]?[:：]?"
)
"""What a heading above notes looks like: 【名词解释】, *名词解释, 附件2 名词解释."""

_HEADING = re.compile(NOTES_HEADING)
# [1] “新三板”：全国中小企业股份转让系统。  Not ①, which also numbers the items of lists.
_MARK = r"[\[［〔【]\s*[0-9０-９]{1,3}\s*[\]］〕】]"
_NOTE = re.compile(rf"{_MARK}\s*\S")
_NUMBER = re.compile(rf"(?:{_MARK}|[①-⑳]|[0-9０-９]{{1,3}}\s*[.．、]?)\s*")
# The longest term of 150 notes has 37 characters.
_TERM = re.compile(r"(.{1,40}?)\s*(?:[:：]|是?指|，即)")


def begins_note(line: str) -> bool:
    """Whether `line` begins with the mark of a note: [1]…, ［１］…, 〔1〕…."""
    return _NOTE.match(line) is not None


def is_notes_heading(line: str) -> bool:
    """Whether `line` is a heading above notes."""
    return _HEADING.fullmatch(squeeze(line)) is not None


def term_of(note: Line) -> Span | None:
    """The term that `note` explains; None where it goes on with the note before it."""
    number = _NUMBER.match(note.text)
    start = number.end() if number else 0
    found = _TERM.match(note.text, start)
    if found is None and number is None:
        return None
    end = found.end(1) if found else len(note.text)
    return Span(note.span.start + start, note.span.start + end)
