"""Title lines: which lines above the salutation are title, occasion, speaker, or of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from retrieval.reports.furniture import is_furniture, is_page_field
from retrieval.reports.lines import Line, line_at, squeeze
from retrieval.reports.model import Span
from retrieval.reports.numbering import numbering_of
from retrieval.reports.sentences import SENTENCE_END

__all__ = [
    "CHINESE_DATE",
    "DATE",
    "POST",
    "SPEAKER_LINE",
    "Kind",
    "classify",
    "is_title",
    "without_field",
]

DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
CHINESE_DATE = re.compile(
    r"([一二三四五六七八九〇零○]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
POST = r"(?:总理|主席|[省市区县旗州盟乡镇]长|行政长官)"
_OFFICE = rf"(?P<office>(?:(?!在)[\u4e00-\u9fff])*?{POST})"
_NAME = r"(?P<name>[\u4e00-\u9fff·]{2,12}?)"
SPEAKER_LINE = re.compile(rf"(?:报告人[:：])?[（(]?{_OFFICE}[：:]?{_NAME}(?:同志)?[）)]?")

_SALUTATION = re.compile(r"(?:各位|同志们|主席团)")
# The longest title seen (2025年内蒙古自治区政府工作报告) has 18 characters.
_TITLE = re.compile(r"(?=.{6,30}$)[^。，：]*(?:政府)?工作报告(?:[（(].*[）)])?")
_TITLE_FIELD = re.compile(r"^(?:标题|题目)[:：]")
_MONTH = re.compile(r"\d{4}年\d{1,2}月")
_CONGRESS = re.compile(r"(?:会议|大会)(?:上|[）)]?$)")
_BODY_OF_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,20}人民政府")
_BARE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
# The longest line of a title block seen has 51 characters; a body paragraph that mentions a
# congress is longer, or has more than one sentence.
_LONGEST_LINE = 80
# The longest title block seen has 7 lines; a page copied with its menus had 41 above the text.
_MOST_LINES = 80
# Shorter sentences above the salutation are captions of photographs, longer ones the text.
_LONGEST_CAPTION = 40
# An abstract of the page repeats the beginning of the text, and breaks off.
_BREAKS_OFF = re.compile(r"(?:…|\.{3,})$")


class Kind(Enum):
    """What a line above the salutation is."""

    TITLE = "title"
    OCCASION = "occasion"
    SPEAKER = "speaker"
    FURNITURE = "furniture"


def is_title(line: str) -> bool:
    """Whether `line` is the title of a report, letter-spaced or not."""
    squeezed = squeeze(line)
    return _TITLE.fullmatch(squeezed) is not None and not _MONTH.search(squeezed)


def without_field(line: str) -> str:
    """`line` without the name of the field that a collection gives its title: 标题：…."""
    return _TITLE_FIELD.sub("", line)


def classify(text: str, lines: Sequence[Line]) -> list[tuple[Kind, Line]]:
    """The lines of the title block with their kinds.

    Where nothing but short lines is above the salutation, all of them are the title block or belong
    to the page; else the block ends at the first line that is neither.
    """
    page = _above_salutation(lines)
    classified: list[tuple[Kind, Line]] = []
    after_occasion = False
    for at, (line, following) in enumerate(
        zip(lines[:_MOST_LINES], [*lines[1:], None], strict=False)
    ):
        head = line if at < page else _before_salutation(text, line)
        if head is None:
            break
        kind = _kind(head.text, following.text if following else "", after_occasion)
        if kind is None and at >= page:
            break
        classified.append((kind or Kind.FURNITURE, head))
        after_occasion = after_occasion or kind is Kind.OCCASION
        if head is not line:
            break
    return _without_publication(classified)


def _above_salutation(lines: Sequence[Line]) -> int:
    """How many lines are above the salutation, if none of them is text of the report; else 0."""
    for at, line in enumerate(lines[:_MOST_LINES]):
        if _SALUTATION.match(line.text):
            return at
        numbering = numbering_of(line.text)
        sentence = len(line.text) > _LONGEST_CAPTION and SENTENCE_END.search(line.text)
        if (numbering and numbering.begins_heading) or (
            sentence and not _BREAKS_OFF.search(line.text)
        ):
            return 0
    return 0


def _before_salutation(text: str, line: Line) -> Line | None:
    """The part of `line` before the salutation, which some sites put into the same line."""
    found = _SALUTATION.search(line.text)
    if found is None:
        return line
    return line_at(text, Span(line.span.start, line.span.start + found.start()))


def _kind(line: str, following: str, after_occasion: bool) -> Kind | None:
    if _TITLE_FIELD.match(line) and is_title(without_field(line)):
        return Kind.TITLE
    if is_furniture(line) or is_page_field(line):
        return Kind.FURNITURE
    squeezed = squeeze(line)
    two_lines = len(squeezed) <= 20 and not is_title(following) and is_title(line + following)
    if is_title(line) or two_lines:
        return Kind.TITLE  # the latter: 2025年北京市 in a line above 政府工作报告
    if len(squeezed) > _LONGEST_LINE or SENTENCE_END.search(squeezed[:-1]):
        return None
    if _MONTH.search(squeezed) or CHINESE_DATE.search(squeezed) or _CONGRESS.search(squeezed):
        return Kind.OCCASION
    if SPEAKER_LINE.fullmatch(squeezed) or _BODY_OF_OFFICE.fullmatch(squeezed):
        return Kind.SPEAKER
    if after_occasion and _BARE_NAME.fullmatch(squeezed):
        return Kind.SPEAKER
    return None


def _without_publication(classified: Sequence[tuple[Kind, Line]]) -> list[tuple[Kind, Line]]:
    """`classified` with a bare date as page furniture where a congress or brackets have another.

    The former is when the page was published.
    """
    occasions = [squeeze(line.text) for kind, line in classified if kind is Kind.OCCASION]
    bare = [each for each in occasions if DATE.fullmatch(each)]
    others = [each for each in occasions if each not in bare]
    if not any(DATE.search(each) or CHINESE_DATE.search(each) for each in others):
        return list(classified)
    return [
        (Kind.FURNITURE if kind is Kind.OCCASION and squeeze(line.text) in bare else kind, line)
        for kind, line in classified
    ]
