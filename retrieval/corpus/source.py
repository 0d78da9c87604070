"""Sources: reports with their phrasings, to be read whenever they are needed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from retrieval.corpus.phrasings import Phrasing
from retrieval.reports.model import Report

__all__ = ["ReportWithPhrasings", "ReportSource", "report_sources"]


@dataclass(frozen=True, slots=True)
class ReportWithPhrasings:
    """A report and its phrasings, in reading order.

    `faults`: a sentence for each line of phrasings that is left out.
    """

    report: Report
    phrasings: tuple[Phrasing, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A report that can be read, with its phrasings.

    `name`: that of its seed file.
    `digest`: changes whenever the result of `read` does.
    `read` raises SeedError or WordsError, whose message names the file and says what to do.
    `in_memory`: whether the report is in memory anyway, so that reading it costs nothing.
    """

    name: str
    digest: str
    read: Callable[[], ReportWithPhrasings]
    in_memory: bool = False


def report_sources(
    reports: Sequence[Report], phrasings: Mapping[str, Sequence[Phrasing]]
) -> tuple[ReportSource, ...]:
    """Sources of `reports` in memory, with the phrasings by the name of their report.

    Raises ValueError where two reports have the same name.
    """
    if len({report.name for report in reports}) < len(reports):
        message = "two reports have one name"
        raise ValueError(message)
    return tuple(
        _source(ReportWithPhrasings(report, tuple(phrasings.get(report.name, ()))))
        for report in reports
    )


def _source(material: ReportWithPhrasings) -> ReportSource:
    report = material.report
    rows = [[phrasing.sentence.start, phrasing.text] for phrasing in material.phrasings]
    pieces = [[each.span.start, *(s.end for s in each.sentences)] for each in report.paragraphs]
    said = json.dumps([report.name, report.text, pieces, rows])
    digest = hashlib.sha256(said.encode()).hexdigest()
    return ReportSource(report.name, digest, lambda: material, in_memory=True)
