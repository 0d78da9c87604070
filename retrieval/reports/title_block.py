"""The title block: title, date, occasion and speaker, from the lines above the salutation."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from retrieval.reports.lines import Line, squeeze
from retrieval.reports.model import Span
from retrieval.reports.numbering import value_of
from retrieval.reports.title_lines import (
    CHINESE_DATE,
    DATE,
    POST,
    SPEAKER_LINE,
    Kind,
    classify,
    is_title,
    without_field,
)

__all__ = ["TitleBlock", "is_title", "read_title_block"]

_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_OCCASION = re.compile(r"在(.*(?:会议|大会))")
_OFFICE = rf"(?P<office>(?:(?!在)[\u4e00-\u9fff])*?{POST})"
_SPEAKER_AMONG = re.compile(
    rf"(?:日|上){_OFFICE}(?P<name>[\u4e00-\u9fff·]{{2,12}}?)(?=同志|作|在|$)"
)
_NAME_FIRST_AMONG = re.compile(rf"日(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?P<office>{POST})在")

_ASIDE = (Kind.TITLE, Kind.FURNITURE)


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


def read_title_block(text: str, lines: Sequence[Line]) -> TitleBlock:
    """The title block at the beginning of `lines`; empty if the report has none."""
    classified = classify(text, lines)
    occasion = "".join(_of(Kind.OCCASION, classified))
    speakers = _of(Kind.SPEAKER, classified)
    congress = _OCCASION.search(occasion)
    named = [found for each in speakers if (found := SPEAKER_LINE.fullmatch(each))]
    speaker = (
        (named[-1] if len(named) > 1 else SPEAKER_LINE.fullmatch("".join(speakers)))
        or (named[-1] if named else None)
        or _SPEAKER_AMONG.search(occasion)
        or _NAME_FIRST_AMONG.search(occasion)
    )
    return TitleBlock(
        title=_title(classified),
        date=_date(occasion),
        occasion=congress[1] if congress else "",
        speaker=speaker["name"] if speaker else "".join(speakers),
        office=speaker["office"] if speaker else "",
        paragraphs=_runs(classified),
        furniture=tuple(line.span for kind, line in classified if kind in _ASIDE),
        end=classified[-1][1].span.end if classified else 0,
    )


def _of(kind: Kind, classified: Sequence[tuple[Kind, Line]]) -> list[str]:
    return [squeeze(line.text) for each, line in classified if each is kind]


def _date(squeezed: str) -> datetime.date | None:
    if found := DATE.search(squeezed):
        numbers = [int(number) for number in found.groups()]
    elif found := CHINESE_DATE.search(squeezed):
        year, month, day = found.groups()
        numbers = [int(year.translate(_CHINESE_DIGITS)), value_of(month), value_of(day)]
    else:
        return None
    try:
        return datetime.date(*numbers)
    except ValueError:  # 2月30日 and the like
        return None


def _runs(classified: Sequence[tuple[Kind, Line]]) -> tuple[Span, ...]:
    """Occasion and speaker lines as paragraphs, separated by titles and page lines."""
    runs = (
        [line.span for _, line in group]
        for aside, group in groupby(classified, lambda each: each[0] in _ASIDE)
        if not aside
    )
    return tuple(Span(spans[0].start, spans[-1].end) for spans in runs)


def _title(classified: Sequence[tuple[Kind, Line]]) -> str:
    """The first title, joined if it takes two lines."""
    title = ""
    for kind, line in classified:
        if kind is Kind.TITLE:
            title += without_field(squeeze(line.text))
            if is_title(title):
                return title
    return title
