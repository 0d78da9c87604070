"""Tables of figures: rows for people and programs, CSV and JSON with a data dictionary."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from retrieval.corpus.metadata import ReportMetadata
from retrieval.figures.figure import Figure
from retrieval.reports.location import location_of
from retrieval.reports.model import Report

__all__ = ["FIGURE_FIELDS", "figures_csv", "figures_json", "figure_rows"]

FIGURE_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "report": "file name of the report",
        "place": "place whose government gave it, where it is known",
        "report_year": "year whose work the report proposes, where it is known",
        "what": "words of the report that name what is counted; empty where it names nothing",
        "action": "words before a figure whose name follows it, such as 新建",
        "figure": "number and unit, with the words of its bound, as the report writes them",
        "value": "the number in the unit, exact, as decimal digits",
        "upper": "end of a range, else empty",
        "unit": "unit in one spelling; % for 百分之; empty for a bare number",
        "bound": "exact, about, over, at least or at most",
        "kind": "amount, change, rate of change, share or rank",
        "role": "the kind, or target for what is planned, or limit for a cap or a floor",
        "period": "words of the report that say the time; empty where only its part does",
        "year": "year that the figure is about, where its words or its part name one",
        "tense": "result or plan",
        "part": "heading of the part",
        "section": "heading of the section",
        "paragraph": "number of the paragraph, from 1",
        "start": "offset of the first character of the sentence in the text of the report",
        "end": "offset after its last character",
        "sentence": "the sentence, word for word",
    }
)
"""The fields of a row in their order, with their meaning."""

# Spreadsheets take a cell that begins with one of these for a formula.
_FORMULA = ("=", "+", "-", "@")
# And one like this for a date.
_FRACTION = re.compile("[0-9]+/[0-9]+")
# Excel in China takes a CSV file without this mark for GBK.
_MARK = "\ufeff"


def figure_rows(
    report: Report, meta: ReportMetadata, figures: Iterable[Figure]
) -> list[dict[str, Any]]:
    """A row for each of `figures` of `report`, with the fields of `FIGURE_FIELDS`."""
    return [_row(report, meta, each) for each in figures]


def _row(report: Report, meta: ReportMetadata, each: Figure) -> dict[str, Any]:
    location = location_of(report, each.sentence.start, each.sentence.end)
    return {
        "report": report.name,
        "place": meta.place,
        "report_year": meta.year,
        "what": each.what,
        "action": each.action.shown if each.action else "",
        "figure": each.written.shown,
        "value": format(each.value, "f"),
        "upper": "" if each.upper is None else format(each.upper, "f"),
        "unit": each.base,
        "bound": each.bound.value,
        "kind": each.kind.value,
        "role": each.role.value,
        "period": each.period.shown if each.period else "",
        "year": each.year,
        "tense": each.tense.value,
        "part": location.part,
        "section": location.section,
        "paragraph": each.paragraph,
        "start": each.sentence.start,
        "end": each.sentence.end,
        "sentence": "".join(each.sentence.of(report.text).split()),
    }


def figures_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """`rows` as CSV that spreadsheets open as UTF-8; nothing in it is taken for a formula
    or a date."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(FIGURE_FIELDS), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _safe(value) for name, value in row.items()})
    return _MARK + text.getvalue()


def _safe(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    risky = value.startswith(_FORMULA) or _FRACTION.fullmatch(value)
    return f"'{value}" if risky else value


def figures_json(rows: Iterable[Mapping[str, Any]]) -> str:
    """`rows` as one JSON object, with the meaning of their fields."""
    return json.dumps(
        {"fields": dict(FIGURE_FIELDS), "figures": list(rows)}, ensure_ascii=False, indent=1
    )
