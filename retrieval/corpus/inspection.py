"""Inspection: what is understood of a report's file before it is put in, and what looks wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from retrieval.corpus.gazetteer import Gazetteer, load_gazetteer
from retrieval.corpus.metadata import ReportMetadata, metadata_of
from retrieval.corpus.seeds import read_seed_file
from retrieval.corpus.source import ReportWithPhrasings
from retrieval.language.time_frames import TimeWords, load_time_words
from retrieval.reports.finding import Finding
from retrieval.reports.findings import findings_of
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Part, Report

__all__ = ["Inspection", "PartSummary", "inspect_file", "inspect_report"]

# Enough to recognise the beginning of a part.
_BEGINNING = 40


@dataclass(frozen=True, slots=True)
class PartSummary:
    """A part as it was understood.

    `frame`: `review`, `plan`, `next` (the coming year) or `unknown`.
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

    `characters`, `sentences`: of its paragraphs.  `set_aside`: lines that belong to the web page.
    `mended`: what was mended while it was read.  `findings`: what looks wrong.
    """

    metadata: ReportMetadata
    office: str
    speaker: str
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
    return inspect_report(read_seed_file(file))


def inspect_report(report: Report) -> Inspection:
    """What is understood of `report`."""
    gazetteer, time = _resources()
    metadata = metadata_of(ReportWithPhrasings(report), (), gazetteer, ())
    frames = time.frames([part.title for part in report.parts], metadata.year)
    parts = zip(report.parts, frames, strict=True)
    paragraphs = report.paragraphs
    return Inspection(
        metadata=metadata,
        office=report.office,
        speaker=report.speaker,
        parts=tuple(_summary(report, part, frame.name.lower()) for part, frame in parts),
        characters=sum(each.span.end - each.span.start for each in paragraphs),
        sentences=sum(len(each.sentences) for each in paragraphs),
        run_in_headings=sum(each.heading is not None for each in paragraphs),
        set_aside=tuple(span.of(report.text) for span in report.furniture),
        mended=(),
        findings=(*_unknown(metadata), *findings_of(report)),
    )


@cache
def _resources() -> tuple[Gazetteer, TimeWords]:
    return load_gazetteer(), load_time_words()


def _summary(report: Report, part: Part, frame: str) -> PartSummary:
    paragraphs = [each for section in part.sections for each in section.paragraphs]
    begins = squeeze(paragraphs[0].span.of(report.text))[:_BEGINNING] if paragraphs else ""
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
