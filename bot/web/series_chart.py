"""The chart of a series as shapes for inline SVG, with the rows of its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.messages.page_links import reading_path
from bot.view.figures import point_name, series_name
from bot.wording import figures as words
from retrieval import Location, Report, Series

__all__ = ["Bar", "Chart", "chart_of"]

# In units of the picture: rows beside each other on a phone, where bars lie and names are read.
_ROW, _NAME, _WIDTH, _VALUE = 28, 80, 360, 105


@dataclass(frozen=True, slots=True)
class Bar:
    """One report: its name, its figure (empty where it gives none), and the bar for it.

    `y`: where its row begins; `length`: of the bar.  `path`: to the sentence.
    """

    name: str
    title: str
    figure: str
    y: int
    length: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of a series, what they count, their source, and what is not drawn with them."""

    title: str
    bars: tuple[Bar, ...]
    height: int
    source: str
    apart: str = ""
    row: int = _ROW
    name: int = _NAME
    width: int = _WIDTH


def chart_of(series: Series, report_of: Callable[[str], Report]) -> Chart:
    """The chart of `series`; bars begin at zero, and a report without a figure has none."""
    most = max((abs(each.value) for each in series.found), default=0)
    bars = []
    for at, point in enumerate(series.points):
        report, each = report_of(point.report.name), point.figure
        name, title = point_name(series, point), report.title
        if each is None:
            bars.append(Bar(name, title, "", at * _ROW, 0))
            continue
        span = each.sentence
        place = Location(report.name, "", "", each.paragraph, span.start, span.end)
        room = _WIDTH - _NAME - _VALUE
        length = int(abs(each.value) / most * room) if most else 0
        path = reading_path(report, place)
        bars.append(Bar(name, title, each.written.shown, at * _ROW, length, path))
    apart = [f"{point_name(series, p)} {p.figure.written.shown}" for p in series.apart if p.figure]
    places = sorted({each.report.place for each in series.points})
    years = sorted({each.report.year for each in series.points if each.report.year})
    return Chart(
        series_name(series),
        tuple(bars),
        len(bars) * _ROW,
        words.source(places, years),
        words.apart(apart) if apart else "",
    )
