"""The title block: the lines above the salutation with title, occasion and speaker."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from retrieval.reports.lines import Line, line_at, squeeze
from retrieval.reports.model import Span
from retrieval.reports.numbering import value_of
from retrieval.reports.sentences import SENTENCE_END

__all__ = ["TitleBlock", "is_furniture", "is_title", "read_title_block"]

# Page furniture: lines of the web page that a report was copied from.  A pattern must match a whole
# line without its white space, so that a sentence that only mentions such words stays.
_FURNITURE = re.compile(
    r"""
      # breadcrumbs
      您?(?:现在|当前|目前)?所?在?的?位置[:：].*[>›»→].*
    | 首页[>›»→].*
    | (?:信息)?来源[:：][^。；;]{1,24}  # of a newspaper
    | (?:发布|发文|更新)(?:时间|日期)[:：].{1,24}
    | (?:责任)?编辑[:：].{1,12}
    | [【\[(（]?字[体号][:：]?[大中小|]*[】\])）]?
    | (?:打印|关闭|收藏|分享)(?:本页|窗口|到.*)?
    | 本作品是中华人民共和国的法律、法规，.*公有领域。?            # licence of Wikisource
    | 注[:：]中文维基文库社群认为.*
    | Publicdomain.*
    """,
    re.VERBOSE,
)
_SALUTATION = re.compile(r"(?:各位|同志们|主席团)")
# The longest title seen (2025年内蒙古自治区政府工作报告) has 18 characters.
_TITLE = re.compile(r"(?=.{6,30}$)[^。，：]*(?:政府)?工作报告(?:[（(].*[）)])?")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_CHINESE_DATE = re.compile(
    r"([一二三四五六七八九〇零○]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_MONTH = re.compile(r"\d{4}年\d{1,2}月")
_CONGRESS = re.compile(r"(?:会议|大会)(?:上|$)")
_OCCASION = re.compile(r"在(.*(?:会议|大会))")
_POST = r"(?:总理|主席|[省市区县旗州盟乡镇]长|行政长官)"
_OFFICE = rf"(?P<office>(?:(?!在)[\u4e00-\u9fff])*?{_POST})"
_NAME = r"(?P<name>[\u4e00-\u9fff·]{2,12}?)"
_SPEAKER_LINE = re.compile(rf"[（(]?{_OFFICE}[：:]?{_NAME}(?:同志)?[）)]?")
_SPEAKER_AMONG = re.compile(rf"(?:日|上){_OFFICE}{_NAME}(?=同志|作|在|$)")
_NAME_FIRST_AMONG = re.compile(rf"日(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?P<office>{_POST})在")
_BODY_OF_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,20}人民政府")
_BARE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
# The longest line of a title block seen has 51 characters; a body paragraph that mentions a
# congress is longer, or has more than one sentence.
_LONGEST_LINE = 80
# The longest title block seen has 7 lines.
_MOST_LINES = 40


class _Kind(Enum):
    TITLE = "title"
    OCCASION = "occasion"
    SPEAKER = "speaker"
    FURNITURE = "furniture"


_ASIDE = (_Kind.TITLE, _Kind.FURNITURE)


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The content of the title block; a field is empty or None if the block lacks it.

    `paragraphs`: runs of lines about occasion and speaker, each one paragraph of one sentence.
    `furniture`: the titles and page lines among them.  `end`: where the body begins.
    """

    title: str = ""
    date: datetime.date | None = None
    occasion: str = ""
    speaker: str = ""
    office: str = ""
    paragraphs: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()
    end: int = 0


def is_furniture(line: str) -> bool:
    """Whether `line` belongs to the web page rather than to the report."""
    return _FURNITURE.fullmatch(squeeze(line)) is not None


def is_title(line: str) -> bool:
    """Whether `line` is the title of a report, letter-spaced or not."""
    squeezed = squeeze(line)
    return _TITLE.fullmatch(squeezed) is not None and not _MONTH.search(squeezed)


def _kind(line: str, following: str, after_occasion: bool) -> _Kind | None:
    squeezed = squeeze(line)
    if is_furniture(line):
        return _Kind.FURNITURE
    if is_title(line) or (len(squeezed) <= 20 and is_title(line + following)):
        return _Kind.TITLE  # the latter: 2025年北京市 in a line above 政府工作报告
    if len(squeezed) > _LONGEST_LINE or SENTENCE_END.search(squeezed[:-1]):
        return None
    if _MONTH.search(squeezed) or _CHINESE_DATE.search(squeezed) or _CONGRESS.search(squeezed):
        return _Kind.OCCASION
    if _SPEAKER_LINE.fullmatch(squeezed) or _BODY_OF_OFFICE.fullmatch(squeezed):
        return _Kind.SPEAKER
    if after_occasion and _BARE_NAME.fullmatch(squeezed):
        return _Kind.SPEAKER
    return None


def _before_salutation(text: str, line: Line) -> Line | None:
    """The part of `line` before the salutation, which some sites put into the same line."""
    found = _SALUTATION.search(line.text)
    if found is None:
        return line
    return line_at(text, Span(line.span.start, line.span.start + found.start()))


def _date(squeezed: str) -> datetime.date | None:
    if found := _DATE.search(squeezed):
        numbers = [int(number) for number in found.groups()]
    elif found := _CHINESE_DATE.search(squeezed):
        year, month, day = found.groups()
        numbers = [int(year.translate(_CHINESE_DIGITS)), value_of(month), value_of(day)]
    else:
        return None
    try:
        return datetime.date(*numbers)
    except ValueError:  # 2月30日 and the like
        return None


def _runs(classified: Sequence[tuple[_Kind, Line]]) -> tuple[Span, ...]:
    """Occasion and speaker lines as paragraphs, separated by titles and page lines."""
    runs = (
        [line.span for _, line in group]
        for aside, group in groupby(classified, lambda each: each[0] in _ASIDE)
        if not aside
    )
    return tuple(Span(spans[0].start, spans[-1].end) for spans in runs)


def _classify(text: str, lines: Sequence[Line]) -> list[tuple[_Kind, Line]]:
    """The lines of the block with their kinds."""
    classified: list[tuple[_Kind, Line]] = []
    after_occasion = False
    for line, following in zip(lines[:_MOST_LINES], [*lines[1:], None], strict=False):
        head = _before_salutation(text, line)
        if head is None:
            break
        kind = _kind(head.text, following.text if following else "", after_occasion)
        if kind is None:
            break
        classified.append((kind, head))
        after_occasion = after_occasion or kind is _Kind.OCCASION
        if head is not line:
            break
    return classified


def read_title_block(text: str, lines: Sequence[Line]) -> TitleBlock:
    """The title block at the beginning of `lines`; empty if the report has none."""
    classified = _classify(text, lines)
    said = {
        kind: squeeze("".join(line.text for each, line in classified if each is kind))
        for kind in _Kind
    }
    occasion = said[_Kind.OCCASION]
    congress = _OCCASION.search(occasion)
    speaker = (
        _SPEAKER_LINE.fullmatch(said[_Kind.SPEAKER])
        or _SPEAKER_AMONG.search(occasion)
        or _NAME_FIRST_AMONG.search(occasion)
    )
    return TitleBlock(
        title=_title(classified),
        date=_date(occasion),
        occasion=congress[1] if congress else "",
        speaker=speaker["name"] if speaker else said[_Kind.SPEAKER],
        office=speaker["office"] if speaker else "",
        paragraphs=_runs(classified),
        furniture=tuple(line.span for kind, line in classified if kind in _ASIDE),
        end=classified[-1][1].span.end if classified else 0,
    )


def _title(classified: Sequence[tuple[_Kind, Line]]) -> str:
    """The first title, joined if it takes two lines."""
    title = ""
    for kind, line in classified:
        if kind is _Kind.TITLE:
            title += squeeze(line.text)
            if is_title(title):
                return title
    return title
