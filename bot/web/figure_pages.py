"""The pages of figures: those of a report as a table and as files, one figure across reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.messages.page_links import reading_path, report_id
from bot.view.location import report_line
from bot.web.languages import language_words
from bot.web.pages import not_modified
from bot.web.series_chart import chart_of
from bot.web.templates import render
from bot.wording import figures as words
from retrieval import (
    Figure,
    Library,
    Location,
    LocationError,
    Report,
    figure_rows,
    figures_csv,
    figures_json,
)

__all__ = ["FigurePages"]

# Characters of what is looked for; longer is no name of anything.
_LONGEST = 60
# The column that a table is sorted by, in the order of the report without one.
_ORDERS: Mapping[str, Callable[[Figure], Any]] = {
    "what": lambda each: each.what,
    "value": lambda each: (each.base, each.value),
    "role": lambda each: each.role.value,
    "period": lambda each: each.period.shown if each.period else "",
    "paragraph": lambda each: each.number.span,
}


@dataclass(frozen=True, slots=True)
class _Query:
    """What a table is narrowed to and sorted by; each field may be empty."""

    about: str = ""
    role: str = ""
    tense: str = ""
    sort: str = ""
    down: bool = False

    @staticmethod
    def of(values: Mapping[str, str]) -> _Query:
        """From the query of an address; what is no value of a field is left out."""
        role, tense, sort = (values.get(name, "") for name in ("role", "tense", "sort"))
        return _Query(
            values.get("about", "").strip()[:_LONGEST],
            role if role in words.ROLES else "",
            tense if tense in words.TENSES else "",
            sort if sort in _ORDERS else "",
            values.get("down", "") == "1",
        )

    def path(self, **changes: str) -> str:
        """The query that makes these changes to it; empty for none."""
        values = {"about": self.about, "role": self.role, "tense": self.tense, "sort": self.sort}
        values["down"] = "1" if self.down else ""
        values |= changes
        return urlencode({name: value for name, value in values.items() if value}, quote_via=quote)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the table; `path` leads to the sentence."""

    action: str
    what: str
    figure: str
    role: str
    period: str
    paragraph: str
    path: str


class FigurePages:
    """The figures of `library()`.  Not coroutines: they run in the thread of pages."""

    def __init__(self, library: Callable[[], Library]) -> None:
        self._library = library

    def table(self, request: Request) -> Response:
        """`/reports/<id>/figures?about=…&role=…&tense=…&sort=…`: the figures as a table."""
        library = self._library()
        report, query, figures = self._found(library, request)
        html = render(
            "figures.html",
            request,
            report=report,
            name=report_line(library.metadata_of(report.name)),
            id=report_id(report),
            query=query,
            rows=[_row(report, each) for each in figures],
            columns=_columns(query),
            roles=words.ROLES,
            tenses=words.TENSES,
            several=len(library.metadata) > 1,
            figures=words.PAGE,
            languages=language_words(request),
        )
        return not_modified(request, html.encode())

    def csv(self, request: Request) -> Response:
        """`/reports/<id>/figures.csv`: the same as CSV, UTF-8 with a byte order mark."""
        return self._file(request, "csv", figures_csv, "text/csv; charset=utf-8")

    def json(self, request: Request) -> Response:
        """`/reports/<id>/figures.json`: the same as JSON, with the meaning of its fields."""
        return self._file(request, "json", figures_json, "application/json")

    def across(self, request: Request) -> Response:
        """`/figures?about=…`: one figure a report, as a picture beside its table."""
        library = self._library()
        about = request.query_params.get("about", "").strip()[:_LONGEST]
        series = library.figures.series(about) if about else None
        html = render(
            "series.html",
            request,
            about=about,
            chart=chart_of(series, library.report) if series else None,
            figures=words.PAGE,
            languages=language_words(request),
        )
        return not_modified(request, html.encode())

    def _file(
        self,
        request: Request,
        suffix: str,
        written: Callable[[Sequence[dict[str, Any]]], str],
        media_type: str,
    ) -> Response:
        library = self._library()
        report, _, figures = self._found(library, request)
        rows = figure_rows(report, library.metadata_of(report.name), figures)
        name = quote(f"{report_id(report)}.figures.{suffix}")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(written(rows), media_type=media_type, headers=headers)

    def _found(self, library: Library, request: Request) -> tuple[Report, _Query, Sequence[Figure]]:
        """The report, what is asked of its figures, and those that fit."""
        try:
            report = library.report(request.path_params["id"])
        except LocationError:
            raise HTTPException(HTTPStatus.NOT_FOUND) from None
        query = _Query.of(request.query_params)
        listed = library.figures
        found = listed.about(report.name, query.about) if query.about else listed.of(report.name)
        figures = [
            each
            for each in found
            if query.role in ("", each.role) and query.tense in ("", each.tense)
        ]
        if query.sort:
            figures.sort(key=_ORDERS[query.sort], reverse=query.down)
        return report, query, figures


def _row(report: Report, each: Figure) -> _Row:
    span = each.sentence
    location = Location(report.name, "", "", each.paragraph, span.start, span.end)
    return _Row(
        each.action.shown if each.action else "",
        each.what,
        each.written.shown,
        words.ROLES[each.role],
        each.period.shown if each.period else words.TENSES[each.tense],
        words.PAGE["paragraph"].format(each.paragraph),
        reading_path(report, location),
    )


def _columns(query: _Query) -> list[tuple[str, str, str]]:
    """Each column: its name, the query that sorts by it, and how it is sorted for `aria-sort`."""
    columns = []
    for name, label in words.COLUMNS.items():
        turned = query.sort == name and not query.down
        state = "" if query.sort != name else "descending" if query.down else "ascending"
        columns.append((label, query.path(sort=name, down="1" if turned else ""), state))
    return columns
