"""Hits as results of an inline query."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot import wording
from bot.messages.deep_links import paragraph_link
from bot.messages.reply import Card
from bot.messages.rich_text import paragraph
from bot.view.figure_lines import table_lines
from bot.view.location import Source, group_line, location_line
from bot.view.quotation import excerpt_block
from bot.wording import figures
from retrieval import Hit

__all__ = ["card", "related_title", "table_card"]

# Characters of an excerpt in the list: two lines on a phone.
_DESCRIPTION = 120


def card(hit: Hit, source: Source, title: str = "") -> Card:
    """The excerpt with its location; `title`: shown in the list instead of the section."""
    location = hit.location
    name = f"{source.report.digest}:{location.start}:{location.end}"
    return Card(
        id=hashlib.sha256(name.encode()).hexdigest()[:32],
        title=title or _title(hit),
        description=" ".join(hit.excerpt.split())[:_DESCRIPTION],
        blocks=(
            excerpt_block(hit),
            paragraph(wording.quoted(location_line(location, source))),
        ),
        start=paragraph_link(location.paragraph, source.digest),
    )


def table_card(hits: Sequence[Hit], source: Source) -> Card:
    """The figures of `hits`, of one report, as lines of one message."""
    lines = table_lines(hits, 1)
    places = [hit.location for hit in hits]
    name = f"table:{source.report.digest}:{[(each.start, each.end) for each in places]}"
    return Card(
        id=hashlib.sha256(name.encode()).hexdigest()[:32],
        title=figures.table_title(sum(len(hit.figures) for hit in hits)),
        description=" ".join(lines.text.split())[:_DESCRIPTION],
        blocks=(lines, paragraph(wording.quoted(group_line(places, source)))),
        start=paragraph_link(places[0].paragraph, source.digest),
    )


def related_title(hit: Hit) -> str:
    """The title in the list of an excerpt that is near and no answer."""
    return f"{wording.RELATED_CARD} · {_title(hit)}"


def _title(hit: Hit) -> str:
    location = hit.location
    number = wording.paragraph_number(location.paragraph)
    return " · ".join(each for each in (number, location.section or location.part) if each)
