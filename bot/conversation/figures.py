"""Figures in a conversation: of a report by topic, about something, across reports."""

from __future__ import annotations

import logging

from bot.messages.actions import ShowFigures
from bot.messages.reply import Reply
from bot.view.figures import lines_view, series_view, topic_view, topics_view
from bot.view.introduction import Office
from bot.view.location import source_of
from retrieval import Library, Series

__all__ = ["figures_reply", "topic_reply"]

_log = logging.getLogger(__name__)


def figures_reply(library: Library, words: str, office: Office) -> Reply:
    """The figures about `words`: one a report where they mean several; without words by topic."""
    report = library.home_report
    source = source_of(library, report.name)
    if not words:
        return topics_view(source, library.figures.by_topic(report.name), office.public_url)
    series = library.figures.series(words)
    if series is not None and len(series.found) > 1:
        reply = series_view(series, library.report)
        return Reply(reply.blocks, reply.choices, picture=_picture(series))
    return lines_view(source, library.figures.about(report.name, words))


def topic_reply(library: Library, action: ShowFigures, office: Office) -> Reply:
    """What a button of the figures shows; raises LookupError where there is nothing."""
    report = library.by_digest(action.report)
    if report is None:
        message = f"no report {action.report}"
        raise LookupError(message)
    source, topics = source_of(library, report.name), library.figures.by_topic(report.name)
    if action.topic < 0:
        return topics_view(source, topics, office.public_url)
    return topic_view(source, topics, action)


def _picture(series: Series) -> bytes:
    """The picture of `series`; none without the extra `statistics` or a font for it."""
    from bot.view.picture import draw_series

    try:
        return draw_series(series)
    except ModuleNotFoundError:
        _log.info("A series is sent without its picture: the extra `statistics` is not installed")
        return b""
