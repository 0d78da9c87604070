"""Enumerations of a report as they are searched."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.language.normalization import fold
from retrieval.reports.enumerations import enumerations_of
from retrieval.reports.location import IndexedParagraph
from retrieval.reports.model import Report, Span

__all__ = ["IndexedEnumeration", "indexed_enumerations"]


@dataclass(frozen=True, slots=True)
class IndexedEnumeration:
    """An enumeration: `items`, each the number of its entry and its span, of a heading the entry
    below; `numbered`: whether numbers tell them apart; and normalized, the words of its
    `announcement`, of the `heading` above it, and of all its items (`text`); `alike`: whether only
    that they begin alike tells that they are items; `count`: how many there are, 0 where one item
    holds them all and nobody counted."""

    items: tuple[tuple[int, Span], ...]
    numbered: bool
    announcement: str
    heading: str
    text: str
    alike: bool = False
    count: int = 0

    @property
    def entry(self) -> int:
        """The number of the entry of its first item."""
        return self.items[0][0]


def indexed_enumerations(
    report: Report, entries: Sequence[IndexedParagraph]
) -> tuple[IndexedEnumeration, ...]:
    """The enumerations of `report`, whose paragraphs are `entries`."""
    ends = [each.paragraph.span.end for each in entries]
    found = []
    for each in enumerations_of(report):
        items = [(min(bisect_left(ends, span.end), len(ends) - 1), span) for span in each.items]
        above = entries[items[0][0]]
        found.append(
            IndexedEnumeration(
                tuple(items),
                each.numbered,
                fold(each.announcement).text,
                fold(f"{above.part.title} {above.section.title}").text,
                fold(" ".join(span.of(report.text) for span in each.items)).text,
                each.alike,
                len(items) if len(items) > 1 else 0,
            )
        )
    return tuple(found)
