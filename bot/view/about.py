"""The reply to /about: which reports are loaded, and the limits of the bot."""

from __future__ import annotations

from collections.abc import Sequence

from bot import wording
from bot.messages.page_links import short_digest
from bot.messages.reply import Reply
from bot.messages.rich_text import paragraph
from bot.view.introduction import Office
from bot.view.location import report_line
from bot.wording.small_talk import turn_to
from retrieval import Library, ReportMetadata

__all__ = ["about_view"]

# Places that fit into one message with the text around them.
_PLACES = 40


def about_view(library: Library, office: Office) -> Reply:
    """Name, loaded reports, limits, and where else to turn."""
    indexed = f"{library.indexed_at:%Y-%m-%d %H:%M} UTC"
    if len(library.metadata) > 1:
        text = _many(library.metadata, indexed)
    else:
        (only,) = library.metadata
        text = wording.about(report_line(only), only.paragraphs, short_digest(only), indexed)
    turn = turn_to(office.contact_line) if office.contact_line else ""
    said = (office.bot_name, text, wording.LIMITS, turn)
    return Reply(tuple(paragraph(each) for each in said if each))


def _many(metadata: Sequence[ReportMetadata], indexed: str) -> str:
    """How many reports of which places and years; the place with most reports first."""
    places: dict[str, list[ReportMetadata]] = {}
    for meta in metadata:
        places.setdefault(meta.place, []).append(meta)
    ordered = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    lines = [
        wording.years_of_place(place, sorted(each.year for each in own if each.year), len(own))
        for place, own in ordered[:_PLACES]
    ]
    if len(ordered) > _PLACES:
        lines.append(wording.more_places(len(ordered) - _PLACES))
    paragraphs = sum(meta.paragraphs for meta in metadata)
    return wording.about_many(len(metadata), paragraphs, indexed, lines)
