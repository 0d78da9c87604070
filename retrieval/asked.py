"""What a question says of reports."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.mentions import PlaceMention, YearMention
from retrieval.report import Span

__all__ = ["Asked"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says of reports: places by name, years, words for the report itself, and what
    else of it only leads to reports."""

    text: str
    places: tuple[PlaceMention, ...]
    years: tuple[YearMention, ...]
    report: tuple[Span, ...]
    leading: tuple[Span, ...] = ()

    @property
    def named_years(self) -> tuple[int, ...]:
        """The years that are named, each once, in order."""
        return tuple(sorted({mention.year for mention in self.years}))
