"""The pages: the list of reports, a report, and errors."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from cachetools import LRUCache
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.messages.page_links import Citation, citation_of, report_id
from bot.web.reading_page import shown_parts
from bot.web.templates import render, root_of
from bot.wording.web import FAULTS, PAGE
from retrieval import Library, LocationError, Report, ReportMetadata

__all__ = ["Pages", "fault", "to_reports"]

# A report can be replaced at any moment: browsers revalidate their copy.
_CACHE_CONTROL = "public, no-cache"
# Bytes of cached pages: some 150 pages of 50 KB, one for each citation followed.
_CACHE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Listed:
    """One line of the list of reports."""

    id: str
    title: str
    facts: tuple[str, ...]


def _facts(report: ReportMetadata) -> tuple[str, ...]:
    """The facts beside the title: place, date, occasion."""
    date = report.date.isoformat() if report.date else ""
    place = "" if report.occasion or report.place in report.title else report.place
    return tuple(fact for fact in (place, date, report.occasion) if fact)


def _list(reports: Sequence[ReportMetadata]) -> list[_Listed]:
    """Newest first; those without a date last, by name downwards."""
    ordered = sorted(reports, key=lambda report: report.name, reverse=True)
    ordered.sort(key=lambda report: report.date or datetime.date.min, reverse=True)
    alike = Counter((report.title, _facts(report)) for report in reports)
    listed = []
    for report in ordered:
        facts = _facts(report)
        # Reports with the same title and facts are distinguished by their file names.
        own = (report_id(report),) if alike[report.title, facts] > 1 else ()
        length = PAGE["paragraphs"].format(report.paragraphs)
        listed.append(_Listed(report_id(report), report.title, (*facts, *own, length)))
    return listed


def _page(request: Request, html: bytes) -> Response:
    """`html`, or 304 where the browser has it cached."""
    # Weak, because a proxy may compress the page.
    tag = f'W/"{hashlib.sha256(html).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": _CACHE_CONTROL}
    held = request.headers.get("if-none-match", "")
    if held.strip() == "*" or tag[2:] in (
        each.strip().removeprefix("W/") for each in held.split(",")
    ):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(html, headers=headers)


def _report_page(request: Request, report: Report, citation: Citation) -> bytes:
    """The page of `report` with the citation marked."""
    parts = shown_parts(report, citation.span)
    sections = [section for part in parts for section in part.sections]
    titles = [part.title for part in parts] + [section.title for section in sections]
    paragraphs = [paragraph for section in sections for paragraph in section.paragraphs]
    html = render(
        "report.html",
        request,
        report=report,
        citation=citation,
        parts=parts,
        title_block=[paragraph for paragraph in paragraphs if paragraph.in_title_block],
        has_contents=any(titles),
    )
    return html.encode()


class Pages:
    """The pages of `library()`, which may return another library each time.

    The methods are not coroutines: Starlette runs them in a thread, so that rendering does not
    block the event loop.
    """

    def __init__(self, library: Callable[[], Library]) -> None:
        self._library = library
        self._cache: LRUCache[Hashable, bytes] = LRUCache(_CACHE_BYTES, getsizeof=len)
        # One thread renders at a time: more would take the interpreter from the event loop.
        self._rendering = threading.Lock()

    def reports(self, request: Request) -> Response:
        """`/reports`: all reports, newest first."""
        with self._rendering:
            listed = _list(self._library().metadata)
            html = render("reports.html", request, reports=listed).encode()
        return _page(request, html)

    def report(self, request: Request) -> Response:
        """`/reports/<id>?s=START-END&v=DIGEST#p<n>`: one report, the cited characters marked."""
        try:
            report = self._library().report(request.path_params["id"])
        except LocationError:
            raise HTTPException(404) from None
        citation = citation_of(report, request.query_params)
        key = (report.name, report.digest, citation, root_of(request))
        with self._rendering:
            html = self._cache.get(key)
            if html is None:
                html = _report_page(request, report, citation)
                with contextlib.suppress(ValueError):  # larger than the cache
                    self._cache[key] = html
        return _page(request, html)


async def to_reports(request: Request) -> Response:
    """`/` and `/reports/`: redirects to the list of reports."""
    return Response(status_code=307, headers={"Location": f"{root_of(request)}reports"})


async def fault(request: Request, error: Exception) -> Response:
    """The error page, with the status of an HTTPException, else 500."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    heading, sentence = FAULTS.get(status, FAULTS[500])
    html = render("fault.html", request, heading=heading, sentence=sentence)
    return HTMLResponse(html, status, {**headers, "Cache-Control": "no-store"})
