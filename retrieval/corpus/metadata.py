"""The listing: what is known of each report without opening it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from retrieval.corpus.gazetteer import Gazetteer
from retrieval.corpus.source import ReportWithPhrasings
from retrieval.language.time_expressions import TERM, working_year
from retrieval.language.years import years_in_sentence, years_in_title

__all__ = ["ReportMetadata", "metadata_of"]

_LOOKS_BACK = re.compile(r"[五5]年(?:工作)?(?:回顾|来|的)|过去[五5]年|[五5]年工作")
_LOOKS_AHEAD = re.compile(r"(?:今后|未来|下一?个?)[五5]年|[五5]年.{0,6}目标")


@dataclass(frozen=True, slots=True)
class ReportMetadata:
    """One report as it is listed.

    `name` is that of its seed file, `digest` the SHA-256 of its text.  `place` is the name of the
    place whose government gave it and `level` that place's (country, province, city, county, …),
    empty where the report does not say; `place_names` are what people call it.  `year` is the year
    whose work it proposes, `late` whether it was given in the last months of the year before;
    `years` are all that people may call it by.  From `first_year` up to `last_year` it looks back
    and plans.  `named_places` and `named_years` are those that stand in its text.
    """

    name: str
    digest: str
    title: str
    date: datetime.date | None
    occasion: str
    paragraphs: int
    prepared: bool
    place: str
    level: str
    place_names: tuple[str, ...]
    year: int | None
    late: bool
    years: tuple[int, ...]
    first_year: int | None
    last_year: int | None
    named_places: tuple[str, ...]
    named_years: tuple[int, ...]

    @property
    def this_year(self) -> int | None:
        """The year that 今年 means where this report is the newest."""
        return self.year - self.late if self.year else None

    def as_dict(self) -> dict[str, Any]:
        """What `of` takes, as JSON can hold it."""
        return asdict(self) | {"date": self.date.isoformat() if self.date else None}

    @staticmethod
    def of(values: dict[str, Any]) -> ReportMetadata:
        """The listing that `as_dict` made `values` of; raises TypeError or ValueError."""
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        date = values["date"] and datetime.date.fromisoformat(values["date"])
        return ReportMetadata(**{**values, **lists, "date": date})


def metadata_of(
    material: ReportWithPhrasings,
    sentences: Sequence[str],
    gazetteer: Gazetteer,
    places: Sequence[str],
) -> ReportMetadata:
    """The listing of a report with these folded sentences, in which `places` are looked for."""
    report = material.report
    year, late = working_year(report)
    years = {*years_in_title(report.name), *years_in_title(report.title)}
    years |= {report.date.year} if report.date else set()
    years |= {year} if year else set()
    titles = " ".join(heading.title for heading in report.headings())
    back = TERM if _LOOKS_BACK.search(titles) else 1
    ahead = TERM - 1 if _LOOKS_AHEAD.search(titles) else 0
    place = gazetteer.location_of(report)
    named = "\n".join([*sentences, *(each.title for each in report.headings()), report.name])
    return ReportMetadata(
        name=report.name,
        digest=report.digest,
        title=report.title,
        date=report.date,
        occasion=report.occasion,
        paragraphs=len(report.paragraphs),
        prepared=bool(material.phrasings),
        place=place.name if place else "",
        level=place.level if place else "",
        place_names=place.names if place else (),
        year=year,
        late=late,
        years=tuple(sorted(years)),
        first_year=year - back if year else None,
        last_year=year + ahead if year else None,
        named_places=tuple(each for each in places if each in named),
        named_years=tuple(sorted(set(years_in_sentence(named)))),
    )
