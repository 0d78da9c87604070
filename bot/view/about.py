"""Which reports are loaded, place by place, where there are many."""

from __future__ import annotations

from collections.abc import Sequence

from bot import wording
from retrieval import ReportMetadata

__all__ = ["about_many"]

# Places that fit into one message with what is said around them.
_PLACES = 40


def about_many(metadata: Sequence[ReportMetadata], indexed: str) -> str:
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
