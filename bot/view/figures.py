"""Replies of figures: topics of a report, figures as lines, one figure a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from bot import wording
from bot.messages.actions import ShowFigures, ShowParagraph
from bot.messages.page_links import figures_url, short_digest
from bot.messages.reply import Choice, Choices, Link, Press, Reply
from bot.messages.rich_text import Block, TextRun, paragraph
from bot.view.figure_lines import figure_line
from bot.view.location import Source, report_line
from bot.view.paging import page_of, rows_of, step_choices
from bot.wording import figures as words
from retrieval import Figure, Report, Series, SeriesPoint

__all__ = ["lines_view", "point_name", "series_name", "series_view", "topic_view", "topics_view"]

# Buttons in a row: two topics, or four numbers, fit a phone's width.
_TOPICS, _IN_A_ROW = 2, 4
# Lines of a message: two rows of buttons, and no scrolling on a phone.
_LINES = 8
# Points of a series with a button of their own: all provinces.
_POINTS = 40

Topics = Sequence[tuple[str, Sequence[Figure]]]


def topics_view(source: Source, topics: Topics, public_url: str | None) -> Reply:
    """The topics of the figures of `source` as buttons."""
    count = sum(len(figures) for _, figures in topics)
    if not count:
        return Reply((paragraph(words.without_figures(report_line(source.meta))),))
    report, digest = source.report, source.digest
    buttons = [
        Choice(words.topic_button(name, len(figures)), Press(ShowFigures(digest, at)))
        for at, (name, figures) in enumerate(topics)
    ]
    page = (
        ((Choice(words.PAGE["figures"], Link(figures_url(public_url, report))),),)
        if public_url
        else ()
    )
    lead = paragraph(words.topics_lead(report_line(source.meta), count))
    return Reply((lead,), (*rows_of(buttons, _TOPICS), *page))


def topic_view(source: Source, topics: Topics, action: ShowFigures) -> Reply:
    """A page of the figures of one topic; raises LookupError where there is no such topic."""
    if not 0 <= action.topic < len(topics):
        message = f"no topic {action.topic}"
        raise LookupError(message)
    name, figures = topics[action.topic]
    page = page_of(figures, action.page + 1, _LINES)
    last = page.first + len(page.items) - 1
    blocks = (
        paragraph(words.listed(name, page.first, last, page.total)),
        *(_line(at, each) for at, each in enumerate(page.items, page.first)),
        paragraph(report_line(source.meta)),
    )
    up = Choice(wording.UP, Press(ShowFigures(action.report)))
    steps = step_choices(
        page.number, page.pages, lambda n: ShowFigures(action.report, action.topic, n - 1), up
    )
    return Reply(blocks, (*_openers(source.report, page.items, page.first), steps))


def lines_view(source: Source, figures: Sequence[Figure]) -> Reply:
    """The first of `figures`, those about what was asked for."""
    if not figures:
        return Reply((paragraph(words.about_none()),))
    shown = figures[:_LINES]
    more = len(figures) - len(shown)
    blocks = (
        *(_line(at, each) for at, each in enumerate(shown, 1)),
        *([paragraph(words.more_lines(more))] if more else []),
        paragraph(report_line(source.meta)),
    )
    return Reply(blocks, _openers(source.report, shown, 1))


def _line(number: int, each: Figure) -> Block:
    return Block((TextRun(words.line(number)), *figure_line(each)))


def _openers(report: Report, figures: Sequence[Figure], first: int) -> Choices:
    """Buttons that open the paragraph of each figure."""
    digest = short_digest(report)
    buttons = [
        Choice(words.place_button(at, each.paragraph), Press(ShowParagraph(digest, each.paragraph)))
        for at, each in enumerate(figures, first)
    ]
    return rows_of(buttons, _IN_A_ROW)


def point_name(series: Series, point: SeriesPoint) -> str:
    """The place or year of a point, whichever tells it from the others."""
    year = str(point.report.year or "")
    if not series.across_places:
        return year
    years = {each.report.year for each in series.points}
    return point.report.place if len(years) < 2 else f"{point.report.place}{year}"


def series_name(series: Series) -> str:
    """What a series counts, by the name that most reports give it, and in which sort of numbers."""
    names = Counter(each.what for each in series.found)
    first = series.found[0]
    return words.series_title(names.most_common(1)[0][0], first.kind, first.tense == "plan")


def _extremes(series: Series, held: Sequence[SeriesPoint]) -> tuple[str, str]:
    """The least and the greatest figure, each with its year or place."""
    ordered = sorted((p.figure.value, at) for at, p in enumerate(held) if p.figure)
    ends = held[ordered[0][1]], held[ordered[-1][1]]
    least, most = (
        f"{p.figure.written.shown if p.figure else ''}（{point_name(series, p)}）" for p in ends
    )
    return least, most


def series_view(series: Series, report_of: Callable[[str], Report]) -> Reply:
    """One figure a report as lines, each with a button to its place; what is missing is said."""
    held = [point for point in series.points if point.figure is not None]
    lines = [
        Block(
            (
                TextRun(words.point(point_name(series, point))),
                TextRun(point.figure.written.shown if point.figure else "", bold=True),
            )
        )
        for point in held
    ]
    missing = [
        point_name(series, p) for p in series.points if p.figure is None and p not in series.apart
    ]
    apart = [f"{point_name(series, p)} {p.figure.written.shown}" for p in series.apart if p.figure]
    places = sorted({each.report.place for each in held})
    years = sorted({each.report.year for each in held if each.report.year})
    notes = [
        words.picture_words(len(held), *_extremes(series, held)),
        *([words.silent(missing)] if missing else []),
        *([words.apart(apart)] if apart else []),
        words.source(places, years),
    ]
    buttons = [
        Choice(
            point_name(series, each),
            Press(ShowParagraph(short_digest(report_of(each.report.name)), each.figure.paragraph)),
        )
        for each in held[:_POINTS]
        if each.figure is not None
    ]
    blocks = (Block((TextRun(series_name(series), bold=True),)), *lines, *map(paragraph, notes))
    return Reply(blocks, rows_of(buttons, _IN_A_ROW))
