"""Series: the same thing counted in several reports, one figure each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.corpus.metadata import ReportMetadata
from retrieval.figures.asked import AskedFigures, nearest
from retrieval.figures.figure import Figure, Kind

__all__ = ["Series", "SeriesPoint", "series_of"]


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """The figure of one report; None where it gives none."""

    report: ReportMetadata
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one thing, one a report, in the order of year and place.

    `asked`: what was asked for.  `points`: a point for each report.
    `apart`: figures of another unit or kind than most, which are no part of the series.
    """

    asked: AskedFigures
    points: tuple[SeriesPoint, ...]
    apart: tuple[SeriesPoint, ...] = ()

    @property
    def found(self) -> tuple[Figure, ...]:
        """The figures that there are, in order."""
        return tuple(each.figure for each in self.points if each.figure is not None)

    @property
    def kind(self) -> Kind | None:
        """What sort of numbers these are; None without any."""
        return self.found[0].kind if self.found else None

    @property
    def unit(self) -> str:
        """Their unit in one spelling."""
        return self.found[0].base if self.found else ""

    @property
    def across_places(self) -> bool:
        """Whether it compares places rather than years."""
        return len({each.report.place for each in self.points}) > 1

    @property
    def missing(self) -> tuple[ReportMetadata, ...]:
        """The reports that give no such figure."""
        return tuple(each.report for each in self.points if each.figure is None)


def series_of(
    asked: AskedFigures, reports: Iterable[tuple[ReportMetadata, Sequence[Figure]]]
) -> Series:
    """The figures that are `asked` for of `reports`, each with its figures.

    They are of the sort (kind, unit, tense) that most reports give, of as many the one asked first.
    """
    ordered = sorted(reports, key=lambda each: (each[0].year or 0, each[0].place, each[0].name))
    candidates = [(meta, nearest(figures, asked, meta.year)) for meta, figures in ordered]
    sorts = Counter(sort for _, found in candidates for sort in found)
    if not sorts:
        return Series(asked, tuple(SeriesPoint(meta, None) for meta, _ in candidates))
    most = max(sorts, key=lambda sort: sorts[sort])
    points = [SeriesPoint(meta, found.get(most)) for meta, found in candidates]
    apart = [
        SeriesPoint(meta, next(iter(found.values())))
        for meta, found in candidates
        if found and most not in found
    ]
    return Series(asked, tuple(points), tuple(apart))
