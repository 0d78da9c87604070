"""The title block: the lines above the salutation that say what, when, where and by whom."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from retrieval.reading.furniture import is_furniture
from retrieval.reading.lines import Line, squeeze, trim
from retrieval.report import Span

__all__ = ["TitleBlock", "read_title_block"]

_SALUTATION = re.compile(r"(?:各位|同志们|主席团)")
# A title has to say it is one; the longest seen (2025年内蒙古自治区政府工作报告) has 18 characters.
_TITLE = re.compile(r"(?=.{6,30}$)[^。，：]*(?:政府)?工作报告(?:[（(].*[）)])?")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_OCCASION = re.compile(r"在(.*(?:会议|大会))")
_OFFICE = r"(?P<office>(?:(?!在)[\u4e00-\u9fff])*?(?:总理|主席|[省市区县旗州盟乡镇]长|行政长官))"
_NAME = r"(?P<name>[\u4e00-\u9fff·]{2,12}?)"
_SPEAKER_LINE = re.compile(rf"{_OFFICE}{_NAME}(?:同志)?")
_SPEAKER_AMONG = re.compile(rf"(?:日|上){_OFFICE}{_NAME}(?=同志|作|在)")
_BARE_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
# The longest line of a title block seen has 51 characters; a body paragraph that mentions a
# congress is longer.
_LONGEST_LINE = 80


class _Kind(Enum):
    TITLE = "title"
    OCCASION = "occasion"
    SPEAKER = "speaker"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What the lines above the salutation say.

    `paragraphs` are the runs of lines about occasion and speaker: when, where and who belong
    together, so each run is one paragraph of one sentence.  `furniture` are the titles and page
    lines among them; `end` is where the body begins.
    """

    title: str = ""
    date: datetime.date | None = None
    occasion: str = ""
    speaker: str = ""
    office: str = ""
    paragraphs: tuple[Span, ...] = ()
    furniture: tuple[Span, ...] = ()
    end: int = 0


def _kind(line: str, after_occasion: bool) -> _Kind | None:
    squeezed = squeeze(line)
    if is_furniture(line):
        return _Kind.FURNITURE
    if _TITLE.fullmatch(squeezed) and not _DATE.search(squeezed):
        return _Kind.TITLE
    if len(squeezed) <= _LONGEST_LINE and (
        _DATE.search(squeezed) or re.search(r"(?:会议|大会)(?:上|$)", squeezed)
    ):
        return _Kind.OCCASION
    if _SPEAKER_LINE.fullmatch(squeezed) or (after_occasion and _BARE_NAME.fullmatch(squeezed)):
        return _Kind.SPEAKER
    return None


def _before_salutation(text: str, line: Line) -> Line | None:
    """The piece of `line` above the salutation, which some sites put into the same line."""
    found = _SALUTATION.search(line.text)
    if found is None:
        return line
    span = trim(text, Span(line.span.start, line.span.start + found.start()))
    return Line(span, span.of(text)) if span.start < span.end else None


def _date(squeezed: str) -> datetime.date | None:
    found = _DATE.search(squeezed)
    if found is None:
        return None
    try:
        return datetime.date(*(int(number) for number in found.groups()))
    except ValueError:  # 2月30日 and the like: the report says it, but it is no date
        return None


def _runs(classified: Sequence[tuple[_Kind, Line]]) -> tuple[Span, ...]:
    """Occasion and speaker lines as paragraphs; a title or a page line between them parts them."""
    runs: list[Span] = []
    apart = True
    for kind, line in classified:
        if kind in (_Kind.TITLE, _Kind.FURNITURE):
            apart = True
        elif apart:
            runs.append(line.span)
            apart = False
        else:
            runs[-1] = Span(runs[-1].start, line.span.end)
    return tuple(runs)


def _classify(text: str, lines: Sequence[Line]) -> tuple[list[tuple[_Kind, Line]], int]:
    """The lines of the block with what each is, and the offset where the body begins."""
    classified: list[tuple[_Kind, Line]] = []
    end = 0
    for line in lines:
        head = _before_salutation(text, line)
        if head is None:
            break
        after_occasion = any(kind is _Kind.OCCASION for kind, _ in classified)
        kind = _kind(head.text, after_occasion)
        if kind is None:
            break
        classified.append((kind, head))
        end = head.span.end
        if head is not line:
            break
    return classified, end


def read_title_block(text: str, lines: Sequence[Line]) -> TitleBlock:
    """The title block at the beginning of `lines`; empty where the report begins without one."""
    classified, end = _classify(text, lines)
    said = {
        kind: squeeze("".join(line.text for each, line in classified if each is kind))
        for kind in _Kind
    }
    titles = [squeeze(line.text) for kind, line in classified if kind is _Kind.TITLE]
    occasion = _OCCASION.search(said[_Kind.OCCASION])
    speaker = _SPEAKER_LINE.fullmatch(said[_Kind.SPEAKER]) or _SPEAKER_AMONG.search(
        said[_Kind.OCCASION]
    )
    return TitleBlock(
        title=titles[0] if titles else "",
        date=_date(said[_Kind.OCCASION]),
        occasion=occasion[1] if occasion else "",
        speaker=speaker["name"] if speaker else said[_Kind.SPEAKER],
        office=speaker["office"] if speaker else "",
        paragraphs=_runs(classified),
        furniture=tuple(
            line.span for kind, line in classified if kind in (_Kind.TITLE, _Kind.FURNITURE)
        ),
        end=end,
    )
