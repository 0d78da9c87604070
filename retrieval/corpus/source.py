"""Sources: reports that can be read whenever they are needed."""

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
    """A report and its phrasings, in its reading order."""

    report: Report
    phrasings: tuple[Phrasing, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A report by its `name`, and how it is read with its phrasings.

    `digest` changes whenever what `read` gives does.  `has_phrasings`: whether there are phrasings.
    `in_memory`: the report is held by whoever made the source, so that reading it costs nothing.
    `read` raises SeedError or WordsError, whose message names the file and says what to do.
    """

    name: str
    digest: str
    has_phrasings: bool
    read: Callable[[], ReportWithPhrasings]
    in_memory: bool = False


def report_sources(
    reports: Sequence[Report], phrasings: Mapping[str, Sequence[Phrasing]]
) -> tuple[ReportSource, ...]:
    """Sources of `reports` that are read already, with the phrasings by the name of their report.

    Raises ValueError where two have one name.
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
    return ReportSource(report.name, digest, bool(rows), lambda: material, in_memory=True)
