"""Mentions of places, years and reports found in a question."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.query.mentions import PlaceMention, YearMention
from retrieval.reports.model import Span

__all__ = ["Mentions"]


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a question says of the reports that it wants.

    `text`: the normalized question, to which all spans refer.
    `places`: mentions of places with reports.
    `years`: mentions of years.
    `report`: where the report itself is named (政府工作报告里).
    `counted`: whether any year counts from a report (去年), even beside years in full.
    `other`: spans that choose other reports of an answer side by side.
    """

    text: str
    places: tuple[PlaceMention, ...]
    years: tuple[YearMention, ...]
    report: tuple[Span, ...]
    counted: bool
    other: tuple[Span, ...] = ()

    @property
    def named_years(self) -> tuple[int, ...]:
        """The years that are named, each once, in order."""
        return tuple(sorted({mention.year for mention in self.years}))
