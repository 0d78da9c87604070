"""Metadata of a report: title, date, place, years; known without opening it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from retrieval.corpus.gazetteer import Gazetteer
from retrieval.corpus.source import ReportWithPhrasings
from retrieval.language.time_frames import working_year
from retrieval.language.years import years_in_sentence, years_in_title

__all__ = ["PLENTY", "ReportMetadata", "metadata_of", "told_apart"]

# With this many phrasings a sentence has plenty: what people ask of it mostly resembles one.
PLENTY = 20
_WELL_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class ReportMetadata:
    """Metadata of one report.

    `name`: that of its seed file; `digest`: the SHA-256 of its text.
    `paragraphs`: their number; `coverage`: how well phrasings cover its sentences, from 0 (none has
    any) to 1 (each has plenty).
    `place`, `level`: the place whose government gave it, and that place's level (country, province,
    city, county, …); empty where the report does not say.  `above`: the divisions that the place
    lies in, from the top; empty where that is not known.  `place_names`: what people call it.
    `year`: the year whose work it proposes; `late`: whether it was given in the last months of the
    year before; `years`: all years that people may call it by.
    `named_places`, `named_years`: the places and years in its text.
    `faults`: a sentence for each line of its phrasings that is left out.
    """

    name: str
    digest: str
    title: str
    date: datetime.date | None
    occasion: str
    paragraphs: int
    coverage: float
    place: str
    above: tuple[str, ...]
    level: str
    place_names: tuple[str, ...]
    year: int | None
    late: bool
    years: tuple[int, ...]
    named_places: tuple[str, ...]
    named_years: tuple[int, ...]
    faults: tuple[str, ...] = ()

    @property
    def well_covered(self) -> bool:
        """Whether most of its sentences have plenty of phrasings."""
        return self.coverage >= _WELL_COVERED

    @property
    def this_year(self) -> int | None:
        """The year that 今年 means if this report is the newest."""
        return self.year - self.late if self.year else None

    def as_dict(self) -> dict[str, Any]:
        """Its fields as JSON can hold them; `of` is the inverse."""
        return asdict(self) | {"date": self.date.isoformat() if self.date else None}

    @staticmethod
    def of(values: dict[str, Any]) -> ReportMetadata:
        """The metadata whose `as_dict` gave `values`; raises TypeError or ValueError."""
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        date = values["date"] and datetime.date.fromisoformat(values["date"])
        return ReportMetadata(**{**values, **lists, "date": date})


def metadata_of(
    material: ReportWithPhrasings,
    sentences: Sequence[str],
    gazetteer: Gazetteer,
    places: Sequence[str],
) -> ReportMetadata:
    """The metadata of a report with these normalized sentences, which may name `places`."""
    report = material.report
    year, late = working_year(report)
    years = {*years_in_title(report.name), *years_in_title(report.title)}
    years |= {report.date.year} if report.date else set()
    years |= {year} if year else set()
    place = gazetteer.location_of(report)
    named = "\n".join([*sentences, *(each.title for each in report.headings()), report.name])
    return ReportMetadata(
        name=report.name,
        digest=report.digest,
        title=report.title,
        date=report.date,
        occasion=report.occasion,
        paragraphs=len(report.paragraphs),
        coverage=_coverage(material, len(sentences)),
        place=place.name if place else "",
        above=place.lies_in(named) if place else (),
        level=place.level if place else "",
        place_names=place.names if place else (),
        year=year,
        late=late,
        years=tuple(sorted(years)),
        named_places=tuple(each for each in places if each in named),
        named_years=tuple(sorted(set(years_in_sentence(named)))),
        faults=material.faults,
    )


def told_apart(metadata: Sequence[ReportMetadata]) -> tuple[ReportMetadata, ...]:
    """`metadata`, places of one name told apart by what stands above: 北京市朝阳区."""
    above: dict[str, set[tuple[str, ...]]] = {}
    for meta in metadata:
        above.setdefault(meta.place, set()).add(meta.above)
    return tuple(
        replace(meta, place=f"{meta.above[-1]}{meta.place}")
        if len(above[meta.place] - {()}) > 1 and meta.above
        else meta
        for meta in metadata
    )


def _coverage(material: ReportWithPhrasings, sentences: int) -> float:
    """The mean over `sentences` of their phrasings as a share of plenty, each at most 1."""
    of_sentence = Counter(phrasing.sentence for phrasing in material.phrasings)
    shares = (min(1.0, number / PLENTY) for number in of_sentence.values())
    return sum(shares) / max(1, sentences)
