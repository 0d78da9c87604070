"""How hits look as results of an inline query."""

from __future__ import annotations

import hashlib

from bot import wording
from bot.messages.deep_links import paragraph_link
from bot.messages.reply import Card
from bot.messages.rich_text import paragraph
from bot.view.place import location_line, short_digest
from bot.view.quotation import excerpt_block
from retrieval import Hit, Report

__all__ = ["card"]

# What the list shows of an excerpt: two lines on a phone.
_DESCRIPTION = 120


def card(hit: Hit, report: Report, title: str = "") -> Card:
    """The excerpt with its place; `title` is what the list shows instead of the section."""
    place = hit.location
    name = f"{report.digest}:{place.start}:{place.end}"
    number = wording.paragraph_number(place.paragraph)
    return Card(
        id=hashlib.sha256(name.encode()).hexdigest()[:32],
        title=title or " · ".join(each for each in (number, place.section or place.part) if each),
        description=" ".join(hit.excerpt.split())[:_DESCRIPTION],
        blocks=(
            excerpt_block(hit),
            paragraph(location_line(place, report)),
            paragraph(wording.OWN_WORDING),
        ),
        start=paragraph_link(place.paragraph, short_digest(report)),
    )
