"""Inspection: what is understood of a report's file before it is put in, and what looks wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from retrieval.corpus.gazetteer import Gazetteer, load_gazetteer
from retrieval.corpus.metadata import ReportMetadata, metadata_of
from retrieval.corpus.seeds import report_of
from retrieval.corpus.source import ReportWithPhrasings
from retrieval.documents import document_of, read_content
from retrieval.language.time_frames import TERM, Frame, TimeWords, load_time_words
from retrieval.language.years import years_in_title
from retrieval.reports.finding import Finding
from retrieval.reports.findings import findings_of
from retrieval.reports.handled import handled_of
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Part, Report

__all__ = ["Inspection", "PartSummary", "inspect_file", "inspect_report"]

# A part about a term of five years names it, or the plan of these years.
_OF_A_TERM = re.compile("五年|十[一二三四五六七八]五")
# Enough to recognise the beginning of a part.
_BEGINNING = 40


@dataclass(frozen=True, slots=True)
class PartSummary:
    """A part as it was understood.

    `frame`: `review`, `plan`, `next` (the coming year), `notes` or `unknown`.
    `sections`: the headings of its sections.  `begins`: the first characters of its text.
    """

    title: str
    frame: str
    sections: tuple[str, ...]
    paragraphs: int
    begins: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was understood of a report, and what looks wrong in it.

    `reviews`: the first and the last year that it looks back on; None where no part does.
    `plans`: the same of the years that it plans for.
    `characters`, `sentences`: of its paragraphs.  `set_aside`: lines that belong to the web page.
    `mended`: what was mended or understood in spite of its form.  `findings`: what looks wrong.
    """

    metadata: ReportMetadata
    office: str
    speaker: str
    reviews: tuple[int, int] | None
    plans: tuple[int, int] | None
    parts: tuple[PartSummary, ...]
    characters: int
    sentences: int
    run_in_headings: int
    set_aside: tuple[str, ...]
    mended: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing serious looks wrong."""
        return not any(each.serious for each in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """Its fields as JSON can hold them."""
        return asdict(self) | {"metadata": self.metadata.as_dict(), "sound": self.sound}


def inspect_file(file: Path) -> Inspection:
    """What is understood of the report in `file`.

    Raises SeedError, whose message names the file and says what to do, where it cannot be read.
    """
    document = document_of(file, read_content(file))
    return inspect_report(report_of(file, document), document.mended)


def inspect_report(report: Report, mended: tuple[Finding, ...] = ()) -> Inspection:
    """What is understood of `report`, of which `mended` was mended while it was read."""
    gazetteer, time = _resources()
    metadata = metadata_of(ReportWithPhrasings(report), (), gazetteer, ())
    frames = time.frames([part.title for part in report.parts], metadata.year)
    parts = list(zip(report.parts, frames, strict=True))
    paragraphs = report.paragraphs
    year = metadata.year
    back = [part.title for part, frame in parts if frame is Frame.REVIEW]
    ahead = [part.title for part, frame in parts if frame in (Frame.PLAN, Frame.NEXT)]
    return Inspection(
        metadata=metadata,
        office=report.office,
        speaker=report.speaker,
        reviews=(year - _years(back), year - 1) if year and back else None,
        plans=(year, year + _years(ahead) - 1) if year and ahead else None,
        parts=tuple(_summary(report, part, frame.name.lower()) for part, frame in parts),
        characters=sum(each.span.end - each.span.start for each in paragraphs),
        sentences=sum(len(each.sentences) for each in paragraphs),
        run_in_headings=sum(each.heading is not None for each in paragraphs),
        set_aside=tuple(span.of(report.text) for span in report.furniture),
        mended=(*mended, *handled_of(report)),
        findings=(*_unknown(metadata), *_conflicts(report, gazetteer), *findings_of(report)),
    )


def _years(titles: Sequence[str]) -> int:
    """The years that parts with these titles are about: of a term or of one year."""
    return TERM if any(_OF_A_TERM.search(title) for title in titles) else 1


@cache
def _resources() -> tuple[Gazetteer, TimeWords]:
    return load_gazetteer(), load_time_words()


def _summary(report: Report, part: Part, frame: str) -> PartSummary:
    paragraphs = [each for section in part.sections for each in section.paragraphs]
    begins = squeeze(paragraphs[0].span.of(report.text))[:_BEGINNING] if paragraphs else ""
    if paragraphs and all(each.note for each in paragraphs):
        frame = "notes"
    sections = tuple(section.title for section in part.sections if section.heading)
    return PartSummary(part.title, frame, sections, len(paragraphs), begins)


def _unknown(metadata: ReportMetadata) -> Iterator[Finding]:
    """What the report does not say of itself."""
    if not metadata.place:
        yield Finding(
            "no_place",
            "neither title nor file name says whose report it is; "
            "name the file like 2025年某某区政府工作报告.txt",
        )
    if metadata.year is None:
        yield Finding(
            "no_year",
            "neither title, date nor file name gives its year; "
            "name the file like 2025年某某区政府工作报告.txt",
        )
    elif metadata.date is None:
        yield Finding(
            "no_date",
            f"the text does not say when it was given; {metadata.year} is the year of its name",
            serious=False,
        )


def _conflicts(report: Report, gazetteer: Gazetteer) -> Iterator[Finding]:
    """Where the name of the file contradicts the text."""
    named = gazetteer.location_of(replace(report, title="", occasion="", office=""))
    said = gazetteer.location_of(replace(report, name="", title=_foreign_title(report)))
    if named and said and named.name != said.name:
        yield Finding(
            "place_conflict",
            f"the file is named after {named.name}, the text is of {said.name}; rename the file",
        )
    years = years_in_title(report.name)
    if report.date and years and not {report.date.year, report.date.year + 1} & set(years):
        yield Finding(
            "year_conflict",
            f"the file is named after {years[0]}, the text was given on {report.date}; "
            "rename the file",
        )


def _foreign_title(report: Report) -> str:
    """The title of `report`; empty where it is that of its file."""
    return "" if report.title == Path(report.name).stem else report.title
