"""Which reports are loaded, place by place, where there are many."""

from __future__ import annotations

from collections.abc import Sequence

from bot import wording
from retrieval import Listing

__all__ = ["about_many"]

# Places that fit into one message with what is said around them.
_PLACES = 40


def about_many(listings: Sequence[Listing], indexed: str) -> str:
    """How many reports of which places and years; the place with most reports first."""
    places: dict[str, list[Listing]] = {}
    for listing in listings:
        places.setdefault(listing.place, []).append(listing)
    ordered = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    lines = [
        wording.years_of_place(place, sorted(each.year for each in own if each.year), len(own))
        for place, own in ordered[:_PLACES]
    ]
    if len(ordered) > _PLACES:
        lines.append(wording.more_places(len(ordered) - _PLACES))
    paragraphs = sum(listing.paragraphs for listing in listings)
    return wording.about_many(len(listings), paragraphs, indexed, lines)
